package org.mailstead.pop3;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.Access;
import org.mailstead.directory.Account;
import org.mailstead.directory.Caller;
import org.mailstead.directory.RefusalTexts.Said;
import org.mailstead.directory.SignIn;
import org.mailstead.directory.Use;
import org.mailstead.mailbox.Actor;
import org.mailstead.sasl.Channel;
import org.mailstead.sasl.ClientCertificate;
import org.mailstead.sasl.SaslExchange;
import org.mailstead.sasl.SaslMechanism;
import org.mailstead.wire.Backends.Backend;
import org.mailstead.wire.Backends.Unavailable;
import org.mailstead.wire.Connection;
import org.mailstead.wire.LineTooLong;
import org.mailstead.wire.PeerTimedOut;
import org.mailstead.wire.Signpost;
import org.mailstead.wire.TlsHandshakeFailed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One conversation with a mail program: reads a command, runs it where the state allows, says what came of it. */
final class Pop3Session {
    private static final Logger LOG = LoggerFactory.getLogger(Pop3Session.class);

    private final Pop3Server server;
    private final Connection connection;
    private final Answer answer;
    private final Instant began;

    /** True while nothing but the next command is awaited: only then may a shutdown close the connection. */
    private final AtomicBoolean waiting = new AtomicBoolean();

    private Pop3State state = Pop3State.Authorization.START;
    private @Nullable Account who;
    private @Nullable Maildrop maildrop;
    private Instant admitted = Instant.MIN;
    private boolean utf8;
    private int commandsBeforeSignIn;
    private int refusedSignIns;
    private int malformed;

    Pop3Session(Pop3Server server, Connection connection) {
        this.server = server;
        this.connection = connection;
        this.answer = new Answer(connection);
        this.began = server.clock().instant();
    }

    Connection connection() {
        return connection;
    }

    Answer answer() {
        return answer;
    }

    Pop3Limits limits() {
        return server.limits();
    }

    /** The fewest days for which anybody's downloaded messages stay. */
    OptionalInt fewestDays() {
        return server.directory().pop3Choices().fewestDays();
    }

    void takeUtf8() {
        utf8 = true;
    }

    /** Whether the program takes headers in UTF-8. */
    boolean takesUtf8() {
        return utf8;
    }

    /** Whether passwords are safe on this connection. */
    boolean takesPasswords() {
        return connection.mayCarryPasswords();
    }

    void run() throws IOException {
        log("connected from " + connection.remote().getAddress().getHostAddress());
        connection.onShutdown(this::closeIfIdle);
        try {
            answer.reply(Pop3Replies.GREETING);
            while (!(state instanceof Pop3State.Ended)) step();
        } catch (EndOfCommand.HangUp end) {
            log("ended by us: " + end.reply());
            answer.reply(end.reply());
        } catch (PeerTimedOut late) {
            // RFC 1939 §3: when the timer expires the connection is closed without a word, and nothing is deleted.
            log("ended: " + late.getMessage() + undone());
        } catch (TlsHandshakeFailed failed) {
            throw failed;
        } catch (IOException lost) {
            log("connection lost" + undone());
        } finally {
            leave();
        }
    }

    /** However it ended: what was downloaded is told in the account's history. */
    private void leave() {
        try {
            if (maildrop == null || who == null) return;
            if (!maildrop.isFinished()) server.lastSignIns().forget(who.id(), admitted);
            maildrop.leave();
        } catch (RuntimeException fault) {
            logFault("could not write down what was downloaded", fault);
        }
    }

    private void step() throws IOException {
        byte[] line = nextLine();
        if (line == null) {
            log("hung up without QUIT" + undone());
            state = new Pop3State.Ended();
            return;
        }
        try {
            state = run(CommandReader.read(line));
        } catch (EndOfCommand.Refused refused) {
            answer.reply(refused.reply());
        } catch (EndOfCommand.Malformed wrong) {
            mistake(wrong.reply());
        } catch (EndOfCommand.HangUp end) {
            throw end;
        } catch (RuntimeException fault) {
            logFault("command failed", fault);
            // In the middle of a message nothing can be said: ended here it would pass for whole.
            if (answer.isUnfinished()) state = new Pop3State.Ended();
            else answer.reply(Pop3Replies.FAULT);
        }
    }

    private Pop3State run(Pop3Command command) throws IOException {
        if (state instanceof Pop3State.Authorization
                && ++commandsBeforeSignIn > server.limits().commandsBeforeSignIn()) {
            throw new EndOfCommand.HangUp(Pop3Replies.TOO_MANY_COMMANDS);
        }
        return switch (command) {
            case Pop3Command.Anytime c -> c.run(this, state);
            case Pop3Command.BeforeSignIn c -> {
                if (!(state instanceof Pop3State.Authorization before)) {
                    throw new EndOfCommand.Refused(Pop3Replies.SIGNED_IN_ALREADY);
                }
                yield c.run(this, before);
            }
            case Pop3Command.InMaildrop c -> {
                if (!(state instanceof Pop3State.Transaction(Maildrop opened))) {
                    throw new EndOfCommand.Refused(Pop3Replies.SIGN_IN_FIRST);
                }
                c.run(opened, answer);
                yield state;
            }
        };
    }

    /** The next line; null when the peer is gone or this server is closing down. */
    private byte @Nullable [] nextLine() throws IOException {
        Duration idle = state instanceof Pop3State.Authorization
                ? server.limits().signInIdle()
                : server.limits().idle();
        while (true) {
            // One limit for both: a command line has no reason to arrive in more than one piece.
            connection.within(idle, idle);
            waiting.set(true);
            try {
                return connection.isShuttingDown()
                        ? null
                        : connection.readLine(server.limits().commandLine());
            } catch (LineTooLong tooLong) {
                mistake(Pop3Replies.LINE_TOO_LONG);
            } finally {
                waiting.set(false);
            }
        }
    }

    private void closeIfIdle() {
        if (waiting.compareAndSet(true, false)) connection.close();
    }

    private void mistake(Pop3Reply reply) throws IOException {
        if (++malformed > server.limits().malformed()) throw new EndOfCommand.HangUp(Pop3Replies.TOO_MANY_MISTAKES);
        answer.reply(reply);
    }

    SignIn signIn(String userName, String password) {
        return server.signIns().password(userName, password, caller());
    }

    /** Somebody has begun to sign in where a password could be heard by others. */
    EndOfCommand withoutTls(String userName) {
        return refusal(Pop3Replies.TLS_FIRST, server.signIns().withoutTls(userName, caller()));
    }

    private static EndOfCommand refusal(Pop3Reply reply, Optional<Said> said) {
        return new EndOfCommand.Refused(
                said.map(one -> reply.saying(one.text())).orElse(reply));
    }

    boolean takesShownPasswords() {
        return server.signIns().takesShownPasswords();
    }

    /** Somebody has begun to sign in in a way that is switched off. */
    EndOfCommand mayNotBeShown(String userName) {
        return refusal(Pop3Replies.PROOF_WANTED, server.signIns().mayNotBeShown(userName, caller()));
    }

    private Caller caller() {
        return new Caller(
                Use.POP3,
                connection.remote().getAddress(),
                connection.local().getPort(),
                Optional.ofNullable(connection.tlsFacts()),
                "",
                connection.id());
    }

    /** Ways to sign in here, the best first. */
    List<SaslMechanism> mechanisms() {
        return SaslMechanism.offered(server.signIns().mechanisms(), channel());
    }

    private Channel channel() {
        return new Channel(
                takesPasswords(),
                connection.channelBindings(),
                connection.clientCertificate().map(ClientCertificate::of));
    }

    SaslExchange<SignIn> begin(SaslMechanism mechanism, List<SaslMechanism> offered) {
        return server.signIns().begin(mechanism, channel(), offered, caller());
    }

    /** The client's answer to a challenge. */
    byte[] nextResponse() throws IOException {
        try {
            byte[] line = connection.readLine(server.limits().signInLine());
            if (line == null) throw new EOFException();
            return line;
        } catch (LineTooLong tooLong) {
            throw new EndOfCommand.Malformed(Pop3Replies.LINE_TOO_LONG);
        }
    }

    /**
     * Says what came of a try to sign in.
     *
     * @param way how it was tried, for the log
     */
    Pop3State concluded(SignIn outcome, String way) throws IOException {
        return switch (outcome) {
            case SignIn.Welcome(Account account, Access access) -> {
                Optional<Pop3State> elsewhere = elsewhere(account, way);
                if (elsewhere.isPresent()) yield elsewhere.get();
                Maildrop opened = open(account, access, way);
                answer.speakUnlessChosen(server.signIns().language(account.id()));
                answer.reply(Pop3Replies.signedIn(opened.count()));
                yield new Pop3State.Transaction(opened);
            }
            case SignIn.Refused refused -> {
                refuseSignIn(refused, way);
                yield Pop3State.Authorization.START;
            }
            case SignIn.Unavailable() -> {
                answer.reply(Pop3Replies.CANNOT_CHECK_PASSWORDS);
                yield Pop3State.Authorization.START;
            }
        };
    }

    /** The state after the session has gone on at another server, or could not; empty if the mailbox is here. */
    private Optional<Pop3State> elsewhere(Account account, String way) throws IOException {
        try {
            Optional<Backend> backend = server.backends().behind(account.id().value(), Signpost.Spoken.POP3);
            if (backend.isEmpty()) return Optional.empty();
            try (Backend there = backend.get()) {
                log("signed in by " + way + " as " + account.address() + ", whose mailbox is elsewhere");
                answer.reply(Pop3Replies.SIGNED_IN_ELSEWHERE);
                connection.flush();
                there.pass(connection);
            }
            return Optional.of(new Pop3State.Ended());
        } catch (Unavailable e) {
            log("the mailbox of " + account.address() + " cannot be reached: " + e.told());
            answer.reply(Pop3Replies.ELSEWHERE.saying(e.told()));
            return Optional.of(Pop3State.Authorization.START);
        }
    }

    private Maildrop open(Account account, Access access, String way) {
        String address = connection.remote().getAddress().getHostAddress();
        var actor = new Actor("pop3", access.device(), address, "", connection.id());
        Maildrop opened = Maildrop.open(
                server.mail().account(account.id().value()),
                server.directory().pop3Choices().of(account.id()),
                utf8 ? Optional.empty() : Optional.of(server.sizes()),
                actor);
        Instant now = server.clock().instant();
        server.lastSignIns().admit(account.id(), now);
        admitted = now;
        maildrop = opened;
        who = account;
        String tls = connection.tlsFacts();
        log("signed in by " + way + ", " + (tls == null ? "no TLS" : tls) + ", " + opened.count() + " messages");
        return opened;
    }

    private void refuseSignIn(SignIn.Refused refused, String way) throws IOException {
        log("sign-in by " + way + " refused: " + refused);
        Pop3Reply usual = Pop3Replies.refused(refused.reason());
        Pop3Reply reply = server.signIns()
                .said(refused, caller())
                .map(said -> usual.saying(said.text()))
                .orElse(usual);
        if (++refusedSignIns >= server.limits().refusedSignIns()) throw new EndOfCommand.HangUp(reply);
        answer.reply(reply);
    }

    void startTls() throws IOException {
        connection.startTlsAsking(server.tls());
    }

    /** What will not happen since QUIT was not said. */
    private String undone() {
        return state instanceof Pop3State.Transaction(Maildrop opened) && opened.marked() > 0
                ? "; " + opened.marked() + " messages marked as deleted stay"
                : "";
    }

    void log(String event) {
        LOG.info("{} pop3{}: {}", connection.id(), name(), event);
    }

    void logFault(String what, RuntimeException fault) {
        LOG.error("{} pop3{}: {}", connection.id(), name(), what, fault);
    }

    private String name() {
        return who == null ? "" : " " + who.address();
    }

    /** How long this session has lasted. */
    Duration lasted() {
        return Duration.between(began, server.clock().instant());
    }
}
