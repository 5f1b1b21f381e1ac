package org.mailstead.server;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.mailstead.directory.SignIns;
import org.mailstead.imap.ImapLimits;
import org.mailstead.imap.ImapServer;
import org.mailstead.pop3.Pop3Limits;
import org.mailstead.pop3.Pop3Server;
import org.mailstead.server.config.Configuration;
import org.mailstead.server.config.Configuration.Ports;
import org.mailstead.server.config.MailPort;
import org.mailstead.smtp.SmtpHost;
import org.mailstead.smtp.SmtpLimits;
import org.mailstead.smtp.SmtpProfile;
import org.mailstead.smtp.SmtpServer;
import org.mailstead.smtp.SmtpServices;
import org.mailstead.smtp.SmtpTrust;
import org.mailstead.wire.ConnectionHandler;
import org.mailstead.wire.SharedPort;
import org.mailstead.wire.TlsServer;

/** Which protocol is spoken on which port, and to whom. */
record Protocols(
        ConnectionHandler mx,
        ConnectionHandler lmtp,
        ConnectionHandler submission,
        ConnectionHandler submissions,
        ConnectionHandler imap,
        ConnectionHandler pop3) {

    /** @param refusal what a connection too many is told */
    record Spoken(ConnectionHandler handler, String refusal) {}

    static Protocols of(
            Configuration configuration,
            OpenStore open,
            SignIns signIns,
            SmtpServices delivery,
            TlsServer tls,
            Path spool,
            Clock clock) {
        long messageBytes = configuration.limits().messageBytes();
        var host = new SmtpHost(
                configuration.hostname(),
                tls,
                spool,
                SmtpLimits.STANDARD.withMessageBytes(messageBytes),
                clock,
                new SmtpTrust(
                        configuration.trust().lmtp(), configuration.trust().xclient()));
        return new Protocols(
                new SmtpServer(SmtpProfile.MX, host, delivery),
                new SmtpServer(SmtpProfile.LMTP, host, delivery),
                new SmtpServer(SmtpProfile.SUBMISSION, host, delivery),
                new SmtpServer(SmtpProfile.SUBMISSIONS, host, delivery),
                new ImapServer(
                        configuration.hostname(),
                        open.directory(),
                        signIns,
                        open.mail(),
                        delivery.backends(),
                        tls,
                        clock,
                        new SecureRandom(),
                        spool,
                        ImapLimits.STANDARD.withMessageBytes(messageBytes)),
                new Pop3Server(
                                open.directory(),
                                signIns,
                                open.mail(),
                                tls,
                                clock,
                                Pop3Limits.STANDARD.withLoginDelay(
                                        configuration.limits().pop3LoginDelay()))
                        .with(delivery.backends()));
    }

    /**
     * What mail programs may ask for on the port for HTTPS: what has a port of its own. These names are registered for ALPN but for
     * {@code smtp}, which programs say all the same.
     */
    List<SharedPort.Guest> overHttps(Configuration.Listen listen) {
        if (!listen.mailOverHttps()) return List.of();
        var guests = new ArrayList<SharedPort.Guest>();
        if (isOpen(listen, MailPort.IMAPS, MailPort.IMAP)) guests.add(new SharedPort.Guest("imap", imap));
        if (isOpen(listen, MailPort.POP3S, MailPort.POP3)) guests.add(new SharedPort.Guest("pop3", pop3));
        if (isOpen(listen, MailPort.SUBMISSIONS, MailPort.SUBMISSION))
            guests.add(new SharedPort.Guest("smtp", submissions));
        return guests;
    }

    private static boolean isOpen(Configuration.Listen listen, MailPort secure, MailPort other) {
        return listen.ports().of(secure) != Ports.OFF || listen.ports().of(other) != Ports.OFF;
    }

    Spoken on(MailPort port) {
        return switch (port) {
            case SMTP -> new Spoken(mx, SmtpServer.refusal());
            case LMTP -> new Spoken(lmtp, SmtpServer.refusal());
            case SUBMISSION, SUBMISSION_ALTERNATIVE -> new Spoken(submission, SmtpServer.refusal());
            case SUBMISSIONS -> new Spoken(submissions, SmtpServer.refusal());
            case IMAP, IMAPS -> new Spoken(imap, ImapServer.refusal());
            case HTTPS, HTTP -> throw new IllegalArgumentException(port + " is spoken by the web server");
            case POP3, POP3S -> new Spoken(pop3, Pop3Server.refusal());
        };
    }
}
