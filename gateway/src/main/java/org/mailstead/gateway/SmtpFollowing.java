package org.mailstead.gateway;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mailstead.gateway.Answers.Asked;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.wire.Connection;

/**
 * SMTP after the sign-in: messages that are too large are refused here, those that come too fast wait here, and it is remembered what was
 * sent. Answers come in the order of the commands. RFC 5321 §3.3, RFC 2920 §3.1.
 */
final class SmtpFollowing implements Following {
    /** What a program may send of a message that is refused before it has to end: it hears the answer only behind its last byte. */
    private static final long DRAINED = 512L * 1024 * 1024;

    private static final Pattern REPLY = Pattern.compile("(?s)[2-5]\\d\\d(?:[ -].*)?");
    private static final Pattern SIZE = Pattern.compile("(?i) SIZE=(\\d{1,18})(?= |$)");
    private static final Pattern CHUNK = Pattern.compile("(?i)BDAT +(\\d{1,18})( +LAST)? *");

    /** For the program to say goodbye after its message was refused in its midst. */
    private static final Duration GOODBYE = Duration.ofMinutes(1);

    private static final int GO_ON = 354;
    private static final int CLOSING = 421;

    /** What the provider is asked, as far as its answer matters here. */
    enum Kind {
        HELLO,
        RECIPIENT,
        MESSAGE,
        OTHER,
        /** By us: the program hears no answer. */
        OURS
    }

    /** One of them, with the Message-ID of the message that ends with it, if there is one. */
    private static final class Question {
        private final Kind kind;
        private volatile Optional<String> messageId = Optional.empty();

        Question(Kind kind) {
            this.kind = kind;
        }
    }

    private final Connection server;
    private final Conduct conduct;
    private final MessageSize limit;
    private final Flow fromProgram;
    private final Flow fromServer;
    private final Answers<Question> answers;

    /** While a message or a part of one comes from the program; its own thread then notices that the provider has gone. */
    private boolean inMessage;

    /** Whether the message that comes was answered before its end. */
    private boolean early;

    /** Why the provider's side is over; while it is not, null. */
    private @Nullable String gone;

    private volatile boolean leaving;
    private int lastCode;

    /** Bytes of a message in chunks, so far. */
    private long chunks;

    private MessageIdSearch chunked = new MessageIdSearch();

    /** Whether further chunks of a message are refused like those before. */
    private boolean chunksRefused;

    SmtpFollowing(Connection program, SignedIn signedIn, Conduct conduct) {
        server = signedIn.connection();
        this.conduct = conduct;
        limit = MessageSize.of(signedIn.offer(), conduct.habits().messageBytes());
        fromProgram = new Flow(program, server, PassThrough.PROGRAM);
        fromServer = new Flow(server, program, PassThrough.SERVER);
        answers = new Answers<>(program);
    }

    @Override
    public void program() throws IOException {
        while (fromProgram.line()) {
            String line = fromProgram.text();
            switch (fromProgram.isWhole() ? word(line) : "") {
                case "EHLO", "HELO", "RSET" -> {
                    begin();
                    ask(line.regionMatches(true, 0, "EHLO", 0, 4) ? Kind.HELLO : Kind.OTHER);
                }
                case "MAIL" -> mail(line);
                case "RCPT" -> {
                    if (conduct.pace().takesRecipient()) ask(Kind.RECIPIENT);
                    else
                        answers.say("450 4.7.0 The provider takes no more recipients from this account today;"
                                + " some hours later it does");
                }
                case "DATA" -> {
                    if (!data()) return;
                }
                case "BDAT" -> {
                    if (!chunk(line)) return;
                }
                // The password is of no use to the provider, and none of its business.
                case "AUTH" -> answers.say("503 5.5.1 Signed in already");
                case "STARTTLS" -> answers.say("503 5.5.1 TLS cannot begin after signing in");
                default -> {
                    if (word(line).equals("QUIT")) leaving = true;
                    ask(Kind.OTHER);
                }
            }
        }
    }

    private static String word(String line) {
        String bare = line.strip();
        int space = bare.indexOf(' ');
        return (space < 0 ? bare : bare.substring(0, space)).toUpperCase(Locale.ROOT);
    }

    /** The line goes on. */
    private Asked<Question> ask(Kind kind) throws IOException {
        Asked<Question> asked = answers.ask(new Question(kind));
        fromProgram.pass();
        if (!fromProgram.isWhole()) fromProgram.passRest();
        return asked;
    }

    private void begin() {
        chunks = 0;
        chunked = new MessageIdSearch();
        chunksRefused = false;
    }

    private void mail(String line) throws IOException {
        begin();
        Matcher size = SIZE.matcher(line.substring(line.lastIndexOf('>') + 1));
        if (size.find()) {
            long bytes = Long.parseLong(size.group(1));
            if (!limit.takes(bytes)) {
                answers.say(limit.refusal(bytes));
                return;
            }
        }
        Optional<Duration> turn = conduct.pace().turn();
        if (turn.isEmpty()) {
            answers.say("451 4.7.0 The provider lets this account send "
                    + conduct.habits().perMinute().orElse(0)
                    + " messages a minute, and more are waiting. Try again in some minutes");
            return;
        }
        try {
            if (turn.get().isPositive()) {
                fromProgram.flush();
                conduct.pause(turn.get(), () -> !answers.isOver());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        ask(Kind.OTHER);
    }

    /** @return whether the session goes on */
    private boolean data() throws IOException {
        Asked<Question> asked = ask(Kind.OTHER);
        fromProgram.flush();
        if (answers.code(asked) != GO_ON) return true;
        var end = new DotEnd();
        var ids = new MessageIdSearch();
        try {
            enterMessage();
            while (true) {
                fromProgram.await();
                int stop = look(end, ids);
                if (!limit.takes(end.bytes())) return refuseRest(end, stop);
                if (end.isReached()) leaveMessage(ids.found());
                fromProgram.pass(stop - fromProgram.at());
                if (end.isReached()) return true;
            }
        } catch (Flow.OtherSideGone e) {
            if (end.isReached() && isThere()) throw e;
            drain(end);
            return sayGone();
        }
    }

    private int look(DotEnd end, MessageIdSearch ids) {
        int stop = end.look(fromProgram.window(), fromProgram.at(), fromProgram.until());
        if (!ids.isOver()) ids.look(fromProgram.window(), fromProgram.at(), stop);
        return stop;
    }

    /** Without its end a message is none: the connection to the provider ends in the midst of it. RFC 5321 §4.1.1.4. */
    private boolean refuseRest(DotEnd end, int stop) throws IOException {
        synchronized (this) {
            gone = "";
        }
        server.close();
        fromProgram.take(stop - fromProgram.at());
        drain(end);
        answers.end();
        answers.say(limit.refusal(end.bytes()));
        return goodbye("The message was too large, and the provider's connection had to end with it. Connect again");
    }

    /** @return false, since the session is over */
    private boolean sayGone() throws IOException {
        answers.end();
        if (!isAnswered()) answers.say("421 4.4.2 " + why());
        return false;
    }

    private void drain(DotEnd end) throws IOException {
        long most = end.bytes() + DRAINED;
        while (!end.isReached() && end.bytes() <= most) {
            fromProgram.await();
            int stop = end.look(fromProgram.window(), fromProgram.at(), fromProgram.until());
            fromProgram.take(stop - fromProgram.at());
        }
    }

    /** There is no provider any more. @return false, since the session is over */
    private boolean goodbye(String why) throws IOException {
        fromProgram.waitFor(GOODBYE);
        if (!fromProgram.line()) return false;
        boolean quit = word(fromProgram.text()).equals("QUIT");
        answers.say(quit ? "221 2.0.0 goodbye" : "421 4.3.0 " + why);
        return false;
    }

    /** A chunk follows its command whatever is answered. RFC 3030 §2. @return whether the session goes on */
    private boolean chunk(String line) throws IOException {
        Matcher command = CHUNK.matcher(line);
        if (!command.matches()) {
            ask(Kind.OTHER);
            return true;
        }
        long bytes = Long.parseLong(command.group(1));
        boolean last = command.group(2) != null;
        if (chunksRefused || !limit.takes(chunks + bytes)) return refuseChunk(bytes);
        chunks += bytes;
        var question = new Question(last ? Kind.MESSAGE : Kind.OTHER);
        long left = bytes;
        try {
            answers.ask(question);
            enterMessage();
            if (bytes == 0) endChunk(question);
            fromProgram.pass();
            while (left > 0) {
                fromProgram.await();
                int count = (int) Math.min(left, fromProgram.until() - fromProgram.at());
                if (!chunked.isOver()) chunked.look(fromProgram.window(), fromProgram.at(), fromProgram.at() + count);
                left -= count;
                if (left == 0) endChunk(question);
                fromProgram.pass(count);
            }
            return true;
        } catch (Flow.OtherSideGone e) {
            if (left == 0 && isThere()) throw e;
            fromProgram.drop(Math.min(left, DRAINED));
            return sayGone();
        }
    }

    private void endChunk(Question question) throws Flow.OtherSideGone {
        question.messageId = chunked.found();
        if (question.kind == Kind.MESSAGE) begin();
        leaveMessage();
    }

    private boolean refuseChunk(long bytes) throws IOException {
        boolean first = !chunksRefused;
        chunksRefused = true;
        fromProgram.drop(Math.min(bytes, DRAINED));
        if (first) {
            // What came of it before is forgotten there.
            answers.ask(new Question(Kind.OURS));
            fromProgram.write("RSET\r\n");
            fromProgram.flush();
        }
        boolean goesOn = bytes <= DRAINED;
        if (!goesOn) answers.end();
        answers.say(first ? limit.refusal(chunks + bytes) : "503 5.5.1 The message is too large");
        return goesOn;
    }

    private synchronized void enterMessage() throws Flow.OtherSideGone {
        inMessage = true;
        early = false;
        if (gone != null) throw new Flow.OtherSideGone(new Flow.Ended());
    }

    /** The end of what comes is about to go on. From here on the thread that follows the provider tells that it has gone. */
    private synchronized void leaveMessage() throws Flow.OtherSideGone {
        inMessage = false;
        if (gone != null) throw new Flow.OtherSideGone(new Flow.Ended());
    }

    private synchronized void leaveMessage(Optional<String> messageId) throws IOException {
        leaveMessage();
        if (early) return;
        var question = new Question(Kind.MESSAGE);
        question.messageId = messageId;
        answers.ask(question);
    }

    private synchronized boolean isThere() {
        return gone == null;
    }

    private synchronized boolean isAnswered() {
        return early;
    }

    private synchronized void answeredEarly() {
        early = inMessage;
    }

    private synchronized String why() {
        return gone == null || gone.isEmpty() ? "The provider has closed the connection." : gone;
    }

    @Override
    public void server() throws IOException {
        var hello = new SmtpHello(limit);
        while (fromServer.line()) {
            String line = fromServer.text();
            if (!fromServer.isWhole() || !REPLY.matcher(line).matches()) throw new Strange(Protocol.SMTP, line);
            int code = Integer.parseInt(line, 0, 3, 10);
            boolean last = line.length() == 3 || line.charAt(3) == ' ';
            Optional<Question> asked = answers.next().map(Asked::question);
            Kind kind = asked.map(each -> each.kind).orElse(Kind.OTHER);
            if (last) {
                lastCode = code;
                asked.ifPresent(each -> note(each, code));
            }
            if (kind == Kind.HELLO && code == 250) fromServer.write(hello.line(line));
            else if (kind != Kind.OURS) fromServer.pass();
            if (!last) continue;
            if (asked.isPresent()) answers.answered(code);
            else answeredEarly();
        }
    }

    /** Before the program can hear of it: it puts its copy into Sent at once. */
    private void note(Question asked, int code) {
        boolean good = code / 100 == 2;
        if (good && asked.kind == Kind.RECIPIENT) conduct.pace().recipientTaken();
        if (good && asked.kind == Kind.MESSAGE)
            asked.messageId.ifPresent(id -> conduct.sent().add(id));
    }

    @Override
    public boolean over(String why) throws IOException {
        boolean tells;
        synchronized (this) {
            boolean meant = gone != null;
            if (!meant) gone = why;
            if (inMessage || meant) {
                // The other thread notices it at the next byte that it brings.
                server.close();
                answers.end();
                return false;
            }
            tells = !leaving && lastCode != CLOSING;
        }
        answers.end();
        if (tells) answers.say("421 4.4.2 " + why);
        return true;
    }
}
