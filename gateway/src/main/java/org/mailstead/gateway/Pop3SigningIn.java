package org.mailstead.gateway;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mailstead.gateway.Bearer.Mechanism;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.wire.Connection;

/** Over POP3, the token in a line of its own, since Exchange takes it in no other way. RFC 5034 §4. */
final class Pop3SigningIn extends SigningIn {
    private static final String SASL = "SASL ";

    Pop3SigningIn(Outside outside, MailServer server, String address, Connection connection) {
        super(outside, server, address, connection);
    }

    @Override
    SignedIn with(Proof proof, Habits habits) throws IOException, NotNow {
        String greeting = line();
        if (!isOk(greeting)) throw notReady(greeting);
        if (server.security() == Security.STARTTLS) {
            say("STLS");
            String answer = line();
            if (!isOk(answer)) throw noTls(answer);
            outside.startTls(connection, server);
        }
        List<String> offered = capabilities();
        List<String> mechanisms = offered.stream()
                .filter(each -> each.startsWith(SASL))
                .flatMap(each -> List.of(each.substring(SASL.length()).split(" +")).stream())
                .toList();
        if (proof instanceof Proof.Password(String password) && !mechanisms.contains(Mechanism.PLAIN.name()))
            userAndPass(password);
        else authenticate(proof, Mechanism.of(proof, mechanisms));
        return new SignedIn(connection, offered);
    }

    private void authenticate(Proof proof, Mechanism mechanism) throws IOException, NotNow {
        say("AUTH " + mechanism);
        String answer = line();
        if (!answer.startsWith("+") || isOk(answer)) throw refused(answer);
        say(Bearer.response(mechanism, proof, server, address));
        answer = line();
        String why = "";
        if (answer.startsWith("+ ")) {
            why = Bearer.error(answer.substring(2));
            say(mechanism.afterError());
            answer = line();
        }
        if (!isOk(answer)) throw refused(answer + why);
    }

    private void userAndPass(String password) throws IOException, NotNow {
        say("USER " + Proof.user(server, address));
        String answer = line();
        if (!isOk(answer)) throw refused(answer);
        say("PASS " + password);
        answer = line();
        if (!isOk(answer)) throw refused(answer);
    }

    /** None of a server that is older than they. RFC 2449 §5. */
    private List<String> capabilities() throws IOException, NotNow {
        var all = new ArrayList<String>();
        say("CAPA");
        if (!isOk(line())) return all;
        for (String line = line(); !line.equals("."); line = line()) all.add(line.toUpperCase(Locale.ROOT));
        return all;
    }

    private static boolean isOk(String line) {
        return line.regionMatches(true, 0, "+OK", 0, 3);
    }
}
