package org.mailstead.gateway;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailstead.gateway.ImapTalk.Asked;
import org.mailstead.gateway.ImapTalk.Kind;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.wire.Connection;

/**
 * IMAP after the sign-in: what the server says it can is what works from here, and copies of what was sent are held back from where the
 * provider keeps one itself. Literals run by. RFC 9051 §2.2, §4.3.
 */
final class ImapFollowing implements Following {
    /** Of a name of a mailbox. */
    private static final int NAME = 1000;

    private static final Pattern TAGGED = Pattern.compile("(?is)([^ *+(){%\"\\\\]{1,200}) (OK|NO|BAD)(?: .*)?");
    private static final Pattern STATUS = Pattern.compile("(?is)\\* (?:OK|NO|BAD|BYE|PREAUTH)(?: .*)?");
    private static final Pattern APPENDED = Pattern.compile("(?i) \\[APPENDUID [^]]*]");

    private final Connection program;
    private final Connection server;
    private final Conduct conduct;
    private final Flow fromProgram;
    private final Flow fromServer;
    private final ImapTalk talk;

    private volatile boolean leaving;

    ImapFollowing(Connection program, Connection server, Conduct conduct) {
        this.program = program;
        this.server = server;
        this.conduct = conduct;
        fromProgram = new Flow(program, server, PassThrough.PROGRAM);
        fromServer = new Flow(server, program, PassThrough.SERVER);
        talk = new ImapTalk(program);
    }

    @Override
    public void program() throws IOException {
        while (fromProgram.line()) {
            String line = fromProgram.text();
            String[] words = line.split(" ", 3);
            String tag = words[0];
            switch (words.length < 2 ? "" : words[1].toUpperCase(Locale.ROOT)) {
                case "APPEND" -> append(tag, line);
                case "COMPRESS" -> compress(tag);
                case "IDLE" -> {
                    talk.ask(tag, Kind.IDLE);
                    command(tag);
                }
                // The password is of no use to the provider, and none of its business.
                case "LOGIN", "AUTHENTICATE", "UNAUTHENTICATE" -> refuse(tag, "signed in already");
                case "STARTTLS" -> refuse(tag, "TLS cannot begin after signing in");
                case "LOGOUT" -> {
                    leaving = true;
                    command(tag);
                }
                default -> command(tag);
            }
        }
    }

    private void append(String tag, String line) throws IOException {
        Optional<ImapAppend> append =
                conduct.habits().keepsSent() && fromProgram.isWhole() ? ImapAppend.read(line) : Optional.empty();
        boolean suspected = append.isPresent()
                && conduct.sentMailbox().is(append.get().mailbox())
                && !conduct.sent().isEmpty();
        if (!suspected) command(tag);
        else if (!new ImapCopies(fromProgram, talk, conduct, tag, append.get()).hold()) command(tag);
    }

    /** The line goes on, with its literals and the lines behind them. */
    private void command(String tag) throws IOException {
        while (true) {
            // Before it goes on: the server may ask for the literal at once.
            Asked asked = talk.ask(tag, Kind.LITERAL);
            fromProgram.pass();
            String end = fromProgram.isWhole() ? fromProgram.text() : fromProgram.passRest();
            Optional<ImapLiteral> literal = ImapLiteral.at(end);
            boolean waits = literal.isPresent() && literal.get().waits();
            if (!waits) talk.forget(asked);
            if (literal.isEmpty()) return;
            fromProgram.flush();
            if (waits && !talk.isGranted(asked)) return;
            fromProgram.copy(literal.get().bytes());
            if (!fromProgram.line()) throw new Flow.Ended();
        }
    }

    /** From the answer on both sides are deflated, each by itself: what is deflated cannot be followed. RFC 4978 §3. */
    private void compress(String tag) throws IOException {
        Asked asked = talk.ask(tag, Kind.COMPRESS);
        command(tag);
        fromProgram.flush();
        talk.await(asked);
    }

    private void refuse(String tag, String why) throws IOException {
        while (true) {
            Optional<ImapLiteral> literal =
                    ImapLiteral.at(fromProgram.isWhole() ? fromProgram.text() : fromProgram.dropRest());
            if (literal.isEmpty() || literal.get().waits()) break;
            fromProgram.drop(literal.get().bytes());
            if (!fromProgram.line()) throw new Flow.Ended();
        }
        talk.say(tag + " BAD " + why);
    }

    @Override
    public void server() throws IOException {
        while (fromServer.line()) {
            String line = fromServer.text();
            boolean untagged = line.startsWith("* ");
            boolean more = line.startsWith("+");
            Matcher tagged = TAGGED.matcher(untagged || more ? "" : line);
            if (!untagged && !more && !tagged.matches()) throw new Strange(Protocol.IMAP, line);
            talk.begin();
            if (untagged) untagged(line);
            else if (more) pass(talk.grant());
            else ended(line, tagged.group(1), tagged.group(2));
            talk.end();
        }
    }

    private void ended(String line, String tag, String result) throws IOException {
        var kinds = talk.kinds(tag);
        if (kinds.contains(Kind.APPEND)) passAs(line, APPENDED.matcher(line).replaceFirst(""));
        else passAs(line, capabilities(line));
        if (kinds.contains(Kind.COMPRESS) && result.equalsIgnoreCase("OK") && !server.isCompressed()) {
            program.compress();
            server.compress();
        }
        talk.end(tag);
    }

    private void untagged(String line) throws IOException {
        // Its text may end as a literal begins.
        if (STATUS.matcher(line).matches()) {
            if (line.regionMatches(true, 0, "* BYE", 0, 5)) leaving = true;
            passAs(line, capabilities(line));
            return;
        }
        boolean sent = ImapListed.isOfSent(line);
        String end = passAs(line, capabilities(line));
        if (sent) ImapListed.name(line).ifPresent(conduct.sentMailbox()::told);
        while (true) {
            Optional<ImapLiteral> literal = ImapLiteral.at(end);
            if (literal.isEmpty()) return;
            if (sent && literal.get().bytes() <= NAME) {
                conduct.sentMailbox()
                        .told(fromServer.copyShort((int) literal.get().bytes()));
                sent = false;
            } else {
                fromServer.copy(literal.get().bytes());
            }
            if (!fromServer.line()) throw new Flow.Ended();
            end = pass(true);
        }
    }

    private String capabilities(String line) {
        return conduct.habits().offersSignIn() && fromServer.isWhole() ? ImapCapabilities.in(line) : line;
    }

    /** @return the end of the line */
    private String passAs(String line, String wanted) throws IOException {
        if (wanted.equals(line)) return pass(true);
        fromServer.write(wanted + "\r\n");
        return fromServer.isWhole() ? wanted : fromServer.dropRest();
    }

    private String pass(boolean goesOn) throws IOException {
        if (goesOn) fromServer.pass();
        if (fromServer.isWhole()) return fromServer.text();
        return goesOn ? fromServer.passRest() : fromServer.dropRest();
    }

    @Override
    public boolean over(String why) throws IOException {
        boolean tells = !leaving && !talk.isInResponse();
        talk.over();
        // In the middle of a literal it would be a part of a message.
        if (tells) talk.say("* BYE [UNAVAILABLE] " + why);
        return true;
    }
}
