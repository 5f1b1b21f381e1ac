package org.mailstead.gateway;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mailstead.gateway.Bearer.Mechanism;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.wire.Connection;

/** Over SMTP. RFC 4954 §4. */
final class SmtpSigningIn extends SigningIn {
    /** The address of the interface that the program came by says more than a name that nobody can look up. RFC 5321 §4.1.3. */
    private static final String OUR_NAME = "[127.0.0.1]";

    /** A longer line is refused by some; the token comes when it is asked for then. RFC 4954 §4. */
    private static final int COMMAND = 2048;

    SmtpSigningIn(Outside outside, MailServer server, String address, Connection connection) {
        super(outside, server, address, connection);
    }

    @Override
    SignedIn with(Proof proof, Habits habits) throws IOException, NotNow {
        Reply greeting = reply();
        if (greeting.code() != 220) throw notReady(greeting.last());
        List<String> offered = hello();
        if (server.security() == Security.STARTTLS) {
            Reply answer = ask("STARTTLS");
            if (answer.code() != 220) throw noTls(answer.last());
            outside.startTls(connection, server);
            offered = hello();
        }
        List<String> mechanisms = offered.stream()
                .filter(each -> each.startsWith("AUTH "))
                .flatMap(each -> List.of(each.substring(5).split(" +")).stream())
                .toList();
        Mechanism mechanism = Mechanism.of(proof, mechanisms);
        String response = Bearer.response(mechanism, proof, server, address);
        String whole = "AUTH " + mechanism + " " + response;
        boolean atOnce = whole.length() <= COMMAND;
        Reply answer = ask(atOnce ? whole : "AUTH " + mechanism);
        if (answer.code() == 334 && !atOnce) answer = ask(response);
        String why = "";
        if (answer.code() == 334) {
            why = Bearer.error(answer.last().substring(4));
            answer = ask(mechanism.afterError());
        }
        if (answer.code() != 235) throw refused(answer.last() + why);
        return new SignedIn(connection, offered);
    }

    private List<String> hello() throws IOException, NotNow {
        Reply answer = ask("EHLO " + OUR_NAME);
        if (answer.code() != 250) throw notReady(answer.last());
        return answer.lines().stream()
                .skip(1)
                .map(line -> line.substring(4).strip().toUpperCase(Locale.ROOT))
                .toList();
    }

    private record Reply(int code, List<String> lines) {
        String last() {
            return lines.getLast();
        }
    }

    private Reply ask(String line) throws IOException, NotNow {
        say(line);
        return reply();
    }

    private Reply reply() throws IOException, NotNow {
        var lines = new ArrayList<String>();
        while (true) {
            String line = line();
            if (!line.matches("[2-5]\\d\\d(?:[ -].*)?")) throw notReady("5 " + line);
            lines.add(line.length() == 3 ? line + " " : line);
            if (lines.getLast().charAt(3) == ' ')
                return new Reply(Integer.parseInt(line.substring(0, 3)), List.copyOf(lines));
        }
    }
}
