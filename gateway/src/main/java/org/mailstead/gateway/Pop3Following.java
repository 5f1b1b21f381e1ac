package org.mailstead.gateway;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.wire.Connection;

/** POP3 after the sign-in: what the server says it can is what works from here. RFC 1939 §5, RFC 2449 §5. */
final class Pop3Following implements Following {
    /** What belongs to signing in. */
    private static final Set<String> OVER = Set.of("SASL", "USER", "STLS", "APOP");

    /** What an answer looks like. */
    private enum Kind {
        LINE,
        TEXT,
        CAPABILITIES,
        /** Nobody knows how it is answered: from here on nothing is read. */
        UNKNOWN
    }

    private final Flow fromProgram;
    private final Flow fromServer;
    private final Answers<Kind> answers;

    private volatile boolean leaving;

    /** Whether something was asked of which nobody knows how it is answered. */
    private boolean unknown;

    private boolean inText;

    Pop3Following(Connection program, Connection server) {
        fromProgram = new Flow(program, server, PassThrough.PROGRAM);
        fromServer = new Flow(server, program, PassThrough.SERVER);
        answers = new Answers<>(program);
    }

    @Override
    public void program() throws IOException {
        while (fromProgram.line()) {
            String[] words = fromProgram.text().strip().split(" +");
            String name = fromProgram.isWhole() ? words[0].toUpperCase(Locale.ROOT) : "";
            switch (unknown ? "" : name) {
                // The password is of no use to the provider, and none of its business.
                case "USER", "PASS", "APOP", "AUTH" -> answers.say("-ERR signed in already");
                case "STLS" -> answers.say("-ERR TLS cannot begin after signing in");
                default -> {
                    if (name.equals("QUIT")) leaving = true;
                    if (!unknown) ask(kind(name, words.length));
                    fromProgram.pass();
                    if (!fromProgram.isWhole()) fromProgram.passRest();
                }
            }
        }
    }

    private void ask(Kind kind) throws IOException {
        answers.ask(kind);
        unknown = kind == Kind.UNKNOWN;
    }

    private static Kind kind(String name, int words) {
        return switch (name) {
            case "CAPA" -> Kind.CAPABILITIES;
            case "RETR", "TOP" -> Kind.TEXT;
            case "LIST", "UIDL", "LANG" -> words == 1 ? Kind.TEXT : Kind.LINE;
            case "STAT", "DELE", "NOOP", "RSET", "QUIT", "UTF8" -> Kind.LINE;
            default -> Kind.UNKNOWN;
        };
    }

    @Override
    public void server() throws IOException {
        while (fromServer.line()) {
            Optional<Kind> asked = answers.next().map(Answers.Asked::question);
            if (asked.isEmpty() || asked.get() == Kind.UNKNOWN) {
                line();
                continue;
            }
            String line = fromServer.text();
            boolean good = startsWith(line, "+OK");
            if (!good && !startsWith(line, "-ERR")) throw new Strange(Protocol.POP3, line);
            line();
            if (good && asked.get() != Kind.LINE) {
                inText = true;
                if (asked.get() == Kind.TEXT) text();
                else capabilities();
                inText = false;
            }
            answers.answered(1);
        }
    }

    private void line() throws IOException {
        fromServer.pass();
        if (!fromServer.isWhole()) fromServer.passRest();
    }

    private void text() throws IOException {
        var end = new DotEnd();
        while (!end.isReached()) {
            fromServer.await();
            int stop = end.look(fromServer.window(), fromServer.at(), fromServer.until());
            fromServer.pass(stop - fromServer.at());
        }
    }

    private void capabilities() throws IOException {
        while (true) {
            if (!fromServer.line()) throw new Flow.Ended();
            String line = fromServer.text();
            int space = line.indexOf(' ');
            String word = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
            if (!OVER.contains(word)) line();
            else if (!fromServer.isWhole()) fromServer.dropRest();
            if (line.equals(".")) return;
        }
    }

    @Override
    public boolean over(String why) throws IOException {
        boolean waits = answers.next().isPresent();
        answers.end();
        // In a message or a list it would be one more line of it: that ends without its dot.
        if (waits && !inText && !leaving) answers.say("-ERR [SYS/TEMP] " + why);
        return true;
    }

    private static boolean startsWith(String line, String beginning) {
        return line.regionMatches(true, 0, beginning, 0, beginning.length());
    }
}
