package org.mailstead.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.mailstead.gateway.Trouble.Kind;
import org.mailstead.settings.MailServer;
import org.mailstead.wire.Connection;
import org.mailstead.wire.LineTooLong;

/** What signing in at a provider's server has in common in all protocols: lines, and what ends it. */
abstract sealed class SigningIn permits ImapSigningIn, Pop3SigningIn, SmtpSigningIn {
    /** RFC 5321 §4.5.3.1.5 has 512, but capabilities in one line and challenges are longer. */
    private static final int LINE = 16 * 1024;

    /** Lines of all answers together: greeting and capabilities have some forty. */
    private static final int LINES = 500;

    final Outside outside;
    final MailServer server;
    final String address;
    final Connection connection;
    private int lines;

    SigningIn(Outside outside, MailServer server, String address, Connection connection) {
        this.outside = outside;
        this.server = server;
        this.address = address;
        this.connection = connection;
    }

    /** Talks until it is signed in. */
    abstract SignedIn with(Proof proof, Habits habits) throws IOException, NotNow;

    static SigningIn at(Outside outside, MailServer server, String address) throws NotNow {
        Connection connection = outside.connect(server);
        return switch (server.protocol()) {
            case IMAP -> new ImapSigningIn(outside, server, address, connection);
            case POP3 -> new Pop3SigningIn(outside, server, address, connection);
            case SMTP -> new SmtpSigningIn(outside, server, address, connection);
        };
    }

    /** The same, and closes the connection if it does not come about. */
    final SignedIn signIn(Proof proof, Habits habits) throws NotNow {
        boolean done = false;
        try {
            SignedIn signedIn = with(proof, habits);
            done = true;
            return signedIn;
        } catch (LineTooLong e) {
            throw new NotNow(Kind.PROVIDER, server + " says something without end. Is it a mail server?");
        } catch (IOException e) {
            throw new NotNow(Kind.PROVIDER, "The connection to " + server + " was lost: " + e.getMessage() + ".");
        } finally {
            if (!done) connection.close();
        }
    }

    final String line() throws IOException, NotNow {
        byte[] line = connection.readLine(LINE);
        if (line == null)
            throw new NotNow(
                    Kind.PROVIDER, server + " has closed the connection. It is tried again when the program asks.");
        if (++lines > LINES) throw new NotNow(Kind.PROVIDER, server + " says too much. Is it a mail server?");
        return new String(line, StandardCharsets.UTF_8);
    }

    final void say(String line) throws IOException {
        connection.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        connection.flush();
    }

    /** What we have shown. */
    final NotNow refused(String said) {
        return Refused.by(server, address, said);
    }

    /** Before we have shown anything: nothing of ours can be the matter. */
    final NotNow notReady(String said) {
        NotNow refused = refused(said);
        if (refused.trouble().kind() != Kind.REFUSED) return refused;
        return new NotNow(
                Kind.PROVIDER,
                server + " does not begin as a server for " + server.protocol() + " does. It says: "
                        + TokenAnswer.line(said));
    }

    final NotNow noTls(String said) {
        return new NotNow(
                Kind.NO_TLS,
                server
                        + " offers no encryption here. Nothing was sent to it. Something on the way may hide it, such as an antivirus"
                        + " program. It says: " + TokenAnswer.line(said));
    }
}
