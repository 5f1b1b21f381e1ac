package org.mailstead.pop3;

import java.io.IOException;
import java.time.Clock;
import org.mailstead.directory.Directory;
import org.mailstead.directory.SignIns;
import org.mailstead.mailbox.MailStore;
import org.mailstead.texts.Language;
import org.mailstead.wire.Backends;
import org.mailstead.wire.Connection;
import org.mailstead.wire.ConnectionHandler;
import org.mailstead.wire.TlsServer;

/** Serves POP3 on the connections of a listener. */
public final class Pop3Server implements ConnectionHandler {
    private final Directory directory;
    private final SignIns signIns;
    private final MailStore mail;
    private final TlsServer tls;
    private final Clock clock;
    private final Pop3Limits limits;
    private final SentSizes sizes = new SentSizes();
    private final LastSignIns lastSignIns;
    private final Backends backends;

    public Pop3Server(
            Directory directory, SignIns signIns, MailStore mail, TlsServer tls, Clock clock, Pop3Limits limits) {
        this.directory = directory;
        this.signIns = signIns;
        this.mail = mail;
        this.tls = tls;
        this.clock = clock;
        this.limits = limits;
        this.lastSignIns = new LastSignIns(limits.loginDelay());
        backends = Backends.NONE;
    }

    private Pop3Server(Pop3Server other, Backends backends) {
        directory = other.directory;
        signIns = other.signIns;
        mail = other.mail;
        tls = other.tls;
        clock = other.clock;
        limits = other.limits;
        lastSignIns = other.lastSignIns;
        this.backends = backends;
    }

    /** One that leads on those whose mailbox is elsewhere. */
    public Pop3Server with(Backends others) {
        return new Pop3Server(this, others);
    }

    /** What a listener says to a connection too many. */
    public static String refusal() {
        return Pop3Replies.TOO_MANY_CONNECTIONS.wireText(Language.ENGLISH);
    }

    @Override
    public void serve(Connection connection) throws IOException {
        new Pop3Session(this, connection).run();
    }

    Directory directory() {
        return directory;
    }

    SignIns signIns() {
        return signIns;
    }

    MailStore mail() {
        return mail;
    }

    TlsServer tls() {
        return tls;
    }

    Backends backends() {
        return backends;
    }

    Clock clock() {
        return clock;
    }

    SentSizes sizes() {
        return sizes;
    }

    LastSignIns lastSignIns() {
        return lastSignIns;
    }

    Pop3Limits limits() {
        return limits;
    }
}
