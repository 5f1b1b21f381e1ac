package org.mailstead.gateway;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailstead.gateway.Bearer.Mechanism;
import org.mailstead.gateway.Trouble.Kind;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.wire.Connection;

/** Over IMAP. RFC 9051 §6.2.2. */
final class ImapSigningIn extends SigningIn {
    private static final String AUTH = "AUTH=";
    private static final Pattern LITERAL = Pattern.compile("\\{(\\d{1,6})}$");

    /** Nothing that is asked here is answered with more. */
    private static final int LITERAL_BYTES = 64 * 1024;

    private int commands;

    ImapSigningIn(Outside outside, MailServer server, String address, Connection connection) {
        super(outside, server, address, connection);
    }

    @Override
    SignedIn with(Proof proof, Habits habits) throws IOException, NotNow {
        String greeting = line();
        if (!startsWith(greeting, "* OK")) throw notReady(greeting);
        if (server.security() == Security.STARTTLS) {
            String answer = ask("STARTTLS", new ArrayList<>());
            if (!isOk(answer)) throw noTls(answer);
            outside.startTls(connection, server);
        }
        List<String> offered = capabilities();
        authenticate(proof, offered);
        List<String> now = afterwards(habits);
        return new SignedIn(connection, now);
    }

    private List<String> capabilities() throws IOException, NotNow {
        var untagged = new ArrayList<String>();
        String answer = ask("CAPABILITY", untagged);
        if (!isOk(answer)) throw refused(answer);
        return capabilities(untagged);
    }

    private static List<String> capabilities(List<String> untagged) {
        return untagged.stream()
                .filter(line -> startsWith(line, "* CAPABILITY "))
                .flatMap(line ->
                        List.of(line.substring("* CAPABILITY ".length()).strip().split(" +")).stream())
                .map(each -> each.toUpperCase(Locale.ROOT))
                .toList();
    }

    private void authenticate(Proof proof, List<String> offered) throws IOException, NotNow {
        List<String> mechanisms = offered.stream()
                .filter(each -> each.startsWith(AUTH))
                .map(each -> each.substring(AUTH.length()))
                .toList();
        Mechanism mechanism = Mechanism.of(proof, mechanisms);
        String response = Bearer.response(mechanism, proof, server, address);
        boolean atOnce = offered.contains("SASL-IR");
        String tag = tag();
        say(tag + " AUTHENTICATE " + mechanism + (atOnce ? " " + response : ""));
        boolean said = atOnce;
        String why = "";
        while (true) {
            String line = line();
            if (line.startsWith("+")) {
                if (said) why = Bearer.error(line.substring(1));
                say(said ? mechanism.afterError() : response);
                said = true;
            } else if (line.startsWith(tag + " ")) {
                if (!isOk(line)) throw refused(line.substring(tag.length() + 1) + why);
                return;
            } else if (startsWith(line, "* BYE")) {
                throw refused(line);
            }
        }
    }

    /**
     * Whether the mailbox opens: Exchange says yes to everybody whose token is good, and closes the connection at the next command of
     * somebody who may not.
     */
    private List<String> afterwards(Habits habits) throws IOException, NotNow {
        var untagged = new ArrayList<String>();
        if (habits.wantsId()) {
            String answer = ask("ID (\"name\" \"Mailstead\" \"vendor\" \"Mailstead\")", untagged);
            if (!isOk(answer)) throw refused(answer);
        }
        String answer = ask("CAPABILITY", untagged);
        if (!isOk(answer)) throw refused(answer.substring(answer.indexOf(' ') + 1));
        String inbox = ask("LIST \"\" INBOX", untagged);
        if (!isOk(inbox)) throw refused(inbox.substring(inbox.indexOf(' ') + 1));
        return capabilities(untagged);
    }

    /** @return the last line, with its tag */
    private String ask(String command, List<String> untagged) throws IOException, NotNow {
        String tag = tag();
        say(tag + " " + command);
        while (true) {
            String line = line();
            if (line.startsWith(tag + " ")) return line;
            if (startsWith(line, "* BYE")) throw refused(line);
            Matcher literal = LITERAL.matcher(line);
            if (literal.find()) skip(Integer.parseInt(literal.group(1)));
            untagged.add(line);
        }
    }

    private void skip(int bytes) throws IOException, NotNow {
        if (bytes > LITERAL_BYTES) throw new NotNow(Kind.PROVIDER, server + " says too much. Is it a mail server?");
        byte[] ignored = new byte[bytes];
        int read = 0;
        while (read < bytes) {
            int count = connection.read(ignored, read, bytes - read);
            if (count < 0) throw new IOException("it ended in the middle of an answer");
            read += count;
        }
    }

    private String tag() {
        return "MG" + ++commands;
    }

    private static boolean isOk(String tagged) {
        return startsWith(tagged.substring(tagged.indexOf(' ') + 1), "OK");
    }

    private static boolean startsWith(String line, String beginning) {
        return line.regionMatches(true, 0, beginning, 0, beginning.length());
    }
}
