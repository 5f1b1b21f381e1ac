package org.mailstead.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.mailstead.sasl.Channel;
import org.mailstead.sasl.SaslDialogue;
import org.mailstead.sasl.SaslDialogue.BrokenOff;
import org.mailstead.sasl.SaslExchange;
import org.mailstead.sasl.SaslMechanism;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.wire.Connection;
import org.mailstead.wire.ConnectionHandler;
import org.mailstead.wire.LineTooLong;
import org.mailstead.wire.PeerTimedOut;
import org.mailstead.wire.TlsServer;

/** A port for programs: speaks with them until they are signed in, and passes everything through from then on. */
abstract sealed class Door implements ConnectionHandler permits ImapDoor, Pop3Door, SmtpDoor {
    /** Names and passwords in base64, with room: RFC 4954 §4 has 12,288 for all mechanisms, ours are short. */
    static final int LINE = 4 * 1024;

    /** Between two lines; a person may be typing the password. */
    private static final Duration IDLE = Duration.ofMinutes(2);

    private static final Duration BEFORE_SIGN_IN = Duration.ofMinutes(10);

    /** Lines before signing in: programs need some ten. */
    private static final int LINES = 200;

    /** Characters of what a program is told, in a line of 512 bytes. */
    private static final int TOLD = 400;

    final Doorkeeper keeper;
    final TlsServer tls;
    private final Protocol protocol;
    private final RandomGenerator random;

    Door(Doorkeeper keeper, TlsServer tls, Protocol protocol, RandomGenerator random) {
        this.keeper = keeper;
        this.tls = tls;
        this.protocol = protocol;
        this.random = random;
    }

    /** One program's session. */
    interface Session {
        void greet() throws IOException;

        /** @return whether the session goes on */
        boolean handle(String line) throws IOException;

        void tooLong() throws IOException;

        /** The connection is closed behind it. */
        void goodbye(String why) throws IOException;

        void wrong() throws IOException;

        void notNow(String why) throws IOException;

        void welcome(List<String> offer) throws IOException;

        void broken(String why) throws IOException;

        /** Has the program answer a challenge of SASL. */
        String ask(String challenge) throws IOException;
    }

    abstract Session session(Connection program);

    @Override
    public final void serve(Connection program) throws IOException {
        program.within(IDLE, BEFORE_SIGN_IN);
        Session session = session(program);
        // While it is waited for what the provider says, nobody reads here.
        program.onShutdown(program::close);
        session.greet();
        try {
            for (int lines = 0; lines < LINES; lines++) {
                String line;
                try {
                    line = line(program);
                } catch (LineTooLong e) {
                    session.tooLong();
                    continue;
                }
                if (line == null || !session.handle(line)) return;
                program.flush();
            }
            session.goodbye("too many commands without signing in");
        } catch (PeerTimedOut e) {
            session.goodbye("too long without signing in");
        }
    }

    static @Nullable String line(Connection program) throws IOException {
        byte[] line = program.readLine(LINE);
        return line == null ? null : new String(line, StandardCharsets.UTF_8);
    }

    /** @return whether the session goes on */
    final boolean enter(Connection program, Session session, LocalVerdict verdict) throws IOException {
        switch (verdict) {
            case LocalVerdict.Wrong _ -> {
                boolean goesOn = keeper.afterWrongTry();
                session.wrong();
                if (!goesOn) session.goodbye("too many wrong passwords");
                return goesOn;
            }
            case LocalVerdict.Unavailable(Trouble trouble) -> session.notNow(told(trouble));
            case LocalVerdict.Welcome(LocalAccount account, String _) -> {
                try (Way way = keeper.open(account, protocol)) {
                    session.welcome(way.signedIn().offer());
                    program.flush();
                    way.pass(program);
                    return false;
                } catch (NotNow e) {
                    session.notNow(told(e.trouble()));
                }
            }
        }
        return true;
    }

    /** @param initial what came with the command; empty if nothing did */
    final boolean authenticate(Connection program, Session session, String mechanism, Optional<String> initial)
            throws IOException {
        Optional<SaslMechanism> known = SaslMechanism.of(mechanism).filter(Doorkeeper.MECHANISMS::contains);
        if (known.isEmpty()) {
            session.broken("only PLAIN and LOGIN are known here");
            return true;
        }
        var channel = new Channel(true, program.channelBindings());
        SaslExchange<LocalVerdict> exchange =
                known.get().begin(new LocalJudge(keeper), channel, Doorkeeper.MECHANISMS, random);
        LocalVerdict verdict;
        try {
            // A lone equals sign stands for nothing at all. RFC 4954 §4, RFC 9051 §6.2.2.
            verdict = SaslDialogue.hold(exchange, initial.map(text -> text.equals("=") ? "" : text), session::ask);
        } catch (BrokenOff e) {
            session.broken(e.why().isEmpty() ? "signing in was broken off" : e.why());
            return true;
        }
        return enter(program, session, verdict);
    }

    /** What is the matter, for a line of a protocol. */
    private static String told(Trouble trouble) {
        String line = trouble.words().replaceAll("[^ -~]", "?");
        return line.substring(0, Math.min(TOLD, line.length()));
    }
}
