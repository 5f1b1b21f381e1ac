package org.mailstead.ladder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailstead.ladder.SignIn.Came;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;

/** One try to sign in, on a connection that is ready for it. */
final class Trial {
    /** Of an answer: what servers tell before they say yes or no, as their capabilities. */
    private static final int LINES = 100;

    /** Questions of a server. Two are for the name and the password; one more is for why a token was refused. */
    private static final int QUESTIONS = 4;

    static final int SAID_CHARACTERS = 500;

    private final Talk talk;
    private final MailServer server;
    private final Scrub scrub;
    /** What was said beside the last answer. */
    private String aside = "";

    Trial(Talk talk, MailServer server, Scrub scrub) {
        this.talk = talk;
        this.server = server;
        this.scrub = scrub;
    }

    /** @return what came of it; the connection is signed in if that is {@link Came#LET_IN} */
    SignIn run(Sasl way, Credential secret) {
        try {
            var answer = way.command() ? byCommand(way, secret.text()) : bySasl(way);
            var said = answer.stream().map(line -> Offers.untagged(line, "a")).toList();
            return signIn(way, SignInReply.came(server.protocol(), answer), Words.joined(said, Integer.MAX_VALUE));
        } catch (IOException e) {
            return signIn(way, Came.CUT, String.valueOf(e.getMessage()));
        }
    }

    private SignIn signIn(Sasl way, Came came, String said) {
        String all = aside.isEmpty() ? said : said + " " + aside;
        return new SignIn(server, way.name(), came, Words.clean(scrub.of(all), SAID_CHARACTERS));
    }

    private List<String> byCommand(Sasl way, String secret) throws IOException {
        if (way.name().equals("USER")) {
            talk.say("USER " + server.user());
            var named = talk.lines(_ -> true, 1);
            if (!named.getFirst().startsWith("+OK")) return named;
            talk.say("PASS " + secret);
            return answer("");
        }
        return imapLogin(secret);
    }

    private List<String> imapLogin(String secret) throws IOException {
        var line = new StringBuilder("a LOGIN");
        for (String each : List.of(server.user(), secret)) {
            if (each.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
                line.append(" \"").append(Scrub.quoted(each)).append('"');
                continue;
            }
            // RFC 9051 §4.3: what is not ASCII goes as a count of bytes and, when the server is ready, the bytes.
            talk.say(line + " {" + each.getBytes(StandardCharsets.UTF_8).length + "}");
            var ready = answer("a");
            if (!isQuestion(ready.getLast())) return ready;
            line = new StringBuilder(each);
        }
        talk.say(line.toString());
        return answer("a");
    }

    private List<String> bySasl(Sasl way) throws IOException {
        var left = new ArrayList<>(way.responses());
        switch (server.protocol()) {
            case IMAP -> talk.say("a AUTHENTICATE " + way.name());
            case POP3 -> talk.say("AUTH " + way.name());
            // RFC 4954 §4: with the first response, where the client speaks first.
            case SMTP -> talk.say("AUTH " + way.name() + (way.name().equals("LOGIN") ? "" : " " + left.removeFirst()));
        }
        var answer = answer("a");
        for (int i = 0; i < QUESTIONS && isQuestion(answer.getLast()); i++) {
            if (left.isEmpty()) {
                aside = Words.clean(Sasl.decoded(question(answer.getLast())), SAID_CHARACTERS);
                talk.say(way.last());
            } else {
                talk.say(left.removeFirst());
            }
            answer = answer("a");
        }
        return answer;
    }

    private List<String> answer(String tag) throws IOException {
        return talk.decision(
                line -> switch (server.protocol()) {
                    case IMAP -> Offers.isTagged(line, tag) || line.startsWith("+") || line.startsWith("* BYE");
                    case POP3 -> true;
                    case SMTP -> Offers.endsSmtp(line);
                },
                LINES);
    }

    private boolean isQuestion(String line) {
        return server.protocol() == Protocol.SMTP ? line.startsWith("334") : line.equals("+") || line.startsWith("+ ");
    }

    private static String question(String line) {
        return line.replaceFirst("^(334|\\+) ?", "");
    }

    /** Whether it can be sent at all: a line of a protocol holds one line. */
    static Optional<String> cannotBeSent(String user, String secret) {
        boolean broken = (user + secret).chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0);
        return broken ? Optional.of("the user name or the secret has a line end in it") : Optional.empty();
    }
}
