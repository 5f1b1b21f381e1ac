package org.mailstead.smtp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailstead.wire.Connection;
import org.mailstead.wire.LineTooLong;
import org.mailstead.wire.TlsClient;

/**
 * A conversation with another server in which we bring mail, one after the other. Used by one thread at a time.
 *
 * <p>Invariant: what was not answered is not known. No answer is ever taken for one to another command: after anything
 * that is out of step the conversation is over.
 */
public final class SmtpClient implements AutoCloseable {
    private final Connection connection;
    private final String helloName;
    private final Dialect dialect;
    private final SmtpClientLimits limits;
    private Heard heard;
    private ServerFeatures features = ServerFeatures.NONE;
    private String serverName = "";
    private boolean over;
    private boolean betweenMails = true;

    /** How a server wants to be spoken to. */
    public enum Dialect {
        SMTP,
        /** One answer for each recipient at the end. RFC 2033. */
        LMTP
    }

    /** The server does not want to, and says so, before any mail was spoken of. */
    public static final class NotWanted extends IOException {
        private static final long serialVersionUID = 1L;

        private final transient SmtpReply reply;

        NotWanted(String to, SmtpReply reply) {
            super(to + ": " + reply);
            this.reply = reply;
        }

        public SmtpReply reply() {
            return reply;
        }
    }

    /** Told of each answer, and of what was asked; never of a password. */
    public interface Heard {
        void heard(String asked, SmtpReply reply);
    }

    private SmtpClient(Connection connection, String helloName, Dialect dialect, SmtpClientLimits limits, Heard heard) {
        this.connection = connection;
        this.helloName = helloName;
        this.dialect = dialect;
        this.limits = limits;
        this.heard = heard;
    }

    /**
     * Hears the greeting and says hello. Closes the connection if that fails.
     *
     * @param helloName who we are: a name that leads back to our address
     * @throws NotWanted if the server says so
     */
    public static SmtpClient greet(Connection connection, String helloName, Dialect dialect, SmtpClientLimits limits)
            throws IOException {
        return greet(connection, helloName, dialect, limits, (_, _) -> {});
    }

    /** The same, with somebody who is told of the answers from the greeting on. */
    public static SmtpClient greet(
            Connection connection, String helloName, Dialect dialect, SmtpClientLimits limits, Heard heard)
            throws IOException {
        var client = new SmtpClient(connection, helloName, dialect, limits, heard);
        try {
            SmtpReply greeting = client.read("greeting", limits.greeting());
            if (greeting.code() != 220) throw new NotWanted("greeting", greeting);
            client.hello();
            return client;
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }

    private void hello() throws IOException {
        String verb = dialect == Dialect.LMTP ? "LHLO" : "EHLO";
        SmtpReply reply = ask(verb + " " + helloName, limits.command());
        if (reply.isPositive()) {
            features = ServerFeatures.of(reply.lines());
            serverName = reply.lines().getFirst().split(" ", 2)[0];
            return;
        }
        // Servers of before 1995. RFC 5321 §3.2. What is refused for now would be so with HELO too.
        boolean old = dialect == Dialect.SMTP && reply.code() >= 500;
        if (!old) throw new NotWanted(verb, reply);
        SmtpReply second = ask("HELO " + helloName, limits.command());
        if (!second.isPositive()) throw new NotWanted("HELO", second);
        features = ServerFeatures.NONE;
    }

    /** Whether whoever answered calls itself what we call ourselves: then mail would go round in a circle. */
    public boolean isOurselves() {
        return serverName.equalsIgnoreCase(helloName);
    }

    public ServerFeatures features() {
        return features;
    }

    public Connection connection() {
        return connection;
    }

    /**
     * Goes over to TLS. After a failure the conversation is over.
     *
     * @throws NotWanted if the server does not want to
     * @throws org.mailstead.wire.TlsHandshakeFailed if it cannot
     */
    public void startTls(TlsClient client, String serverName) throws IOException {
        SmtpReply reply = ask("STARTTLS", limits.command());
        if (reply.code() != 220) throw new NotWanted("STARTTLS", reply);
        over = true;
        connection.startTls(client, serverName);
        over = false;
        // What was said in plain text counts for nothing. RFC 3207 §4.2.
        hello();
    }

    /**
     * Signs in. The caller has made sure that the server is who it should be: it gets the password.
     *
     * @throws IOException if it does not let us, in words that follow the name of the server
     */
    public void signIn(ClientLogin login) throws IOException {
        new ClientSignIn(this).as(login);
    }

    /** Whether another mail can be brought. */
    public boolean isOpen() {
        return !over;
    }

    /** Brings a mail. Whatever happens, there is an answer for each recipient, in their order. */
    public List<Answer> bring(OutgoingMail mail) {
        return new Transaction(this, mail).run();
    }

    /**
     * Asks whether the server would take mail for somebody, and brings none.
     *
     * @param recipient in ASCII
     * @return empty if the server does not let us come so far as to ask
     */
    public Optional<SmtpReply> tryRecipient(SmtpAddress recipient) throws IOException {
        beginMail();
        boolean mayAsk = ask("MAIL FROM:<>", limits.command()).isPositive();
        return mayAsk ? Optional.of(ask("RCPT TO:<" + recipient + ">", limits.command())) : Optional.empty();
    }

    SmtpReply ask(String command, Duration time) throws IOException {
        return ask(command.split(" ", 2)[0], command, time);
    }

    /** @param asked what is told of the command, which may hold a secret */
    SmtpReply ask(String asked, String command, Duration time) throws IOException {
        say(command);
        return read(asked, time);
    }

    /** From now on somebody else is told of the answers. */
    public void tellTo(Heard other) {
        heard = other;
    }

    void say(String command) throws IOException {
        connection.write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The answer to the oldest command that has none yet.
     *
     * @param asked what that was, in words
     */
    SmtpReply read(String asked, Duration time) throws IOException {
        connection.flush();
        connection.within(time, time);
        try {
            SmtpReply reply = ReplyReader.read(connection);
            heard.heard(asked, reply);
            // The server closes the connection, whatever it was asked. RFC 5321 §3.8.
            if (reply.code() == 421) over = true;
            return reply;
        } catch (IOException e) {
            over = true;
            throw e;
        }
    }

    /** Makes sure that no mail is under way. */
    void beginMail() throws IOException {
        if (betweenMails) {
            betweenMails = false;
            return;
        }
        SmtpReply reply = ask("RSET", limits.command());
        if (!reply.isPositive()) throw new NotWanted("RSET", reply);
    }

    /** The server has taken a mail: the next one may follow without more ado. */
    void mailEnded() {
        betweenMails = true;
    }

    void end() {
        over = true;
    }

    SmtpClientLimits limits() {
        return limits;
    }

    boolean isLmtp() {
        return dialect == Dialect.LMTP;
    }

    /** Says goodbye, if there is anybody to hear it. */
    @Override
    public void close() {
        try (connection) {
            if (over) return;
            over = true;
            ask("QUIT", limits.quit());
        } catch (IOException e) {
            // Everything that mattered has been said.
        }
    }

    /** Why a conversation broke off, for people. */
    public static String words(IOException e) {
        return switch (e) {
            case PeerGone gone -> "it closed the connection";
            case LineTooLong tooLong -> "it answered with a line that is too long";
            case ReplyReader.NotSmtp rubbish -> String.valueOf(rubbish.getMessage());
            default -> {
                String said = String.valueOf(e.getMessage());
                yield said.toLowerCase(Locale.ROOT).contains("reset") ? "it broke the connection off" : said;
            }
        };
    }
}
