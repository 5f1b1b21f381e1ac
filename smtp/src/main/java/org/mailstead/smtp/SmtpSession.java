package org.mailstead.smtp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.mailstead.sasl.Channel;
import org.mailstead.sasl.ClientCertificate;
import org.mailstead.sasl.SaslMechanism;
import org.mailstead.wire.AddressRange;
import org.mailstead.wire.Connection;
import org.mailstead.wire.LineTooLong;
import org.mailstead.wire.PeerTimedOut;
import org.mailstead.wire.TlsHandshakeFailed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One conversation with a client: reads a command, runs it where the state allows, says what came of it. */
final class SmtpSession {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpSession.class);

    /** Refused recipients of a mail that are told to whoever asks what happened to it for the others. */
    private static final int REFUSED_NOTED = 20;

    private static final Duration STEP_OF_PAUSE = Duration.ofMillis(200);

    private final SmtpProfile profile;
    private final SmtpHost host;
    private final SmtpServices services;
    private final Connection connection;
    private Gate gate;
    private InetSocketAddress client;
    private XClient.Told told = XClient.Told.NOTHING;
    /** True while a line is awaited: then a shutdown may say goodbye in our place. */
    private final AtomicBoolean waiting = new AtomicBoolean();

    private SmtpState state = new SmtpState.Fresh();
    private final List<String> refusedInMail = new ArrayList<>();
    private int errors;
    private int messages;
    private int refusedRecipients;
    private int refusedSignIns;
    private int commandsWithoutMail;

    SmtpSession(SmtpProfile profile, SmtpHost host, SmtpServices services, Connection connection) {
        this.profile = profile;
        this.host = host;
        this.services = services;
        this.connection = connection;
        client = connection.remote();
        gate = services.gatekeeper().gate(profile, connection.id(), client);
    }

    void run() throws IOException {
        logEvent("connected from " + connection.remote().getAddress().getHostAddress());
        connection.onShutdown(this::sayGoodbyeIfWaiting);
        try {
            boolean lmtp = profile == SmtpProfile.LMTP;
            if (lmtp && !AddressRange.anyContains(host.trust().lmtp(), client.getAddress()))
                throw new HangUp(SmtpReplies.LMTP_STRANGER);
            obey(gate.connected());
            say(lmtp ? SmtpReplies.greetingLmtp(host.hostName()) : SmtpReplies.greeting(host.hostName()));
            while (!(state instanceof SmtpState.Ended)) step();
            logEvent("ended");
        } catch (HangUp e) {
            logEvent("ended by us: " + e.reply());
            say(e.reply());
        } catch (Refused e) {
            // Only before the greeting: a command's refusal does not end the session.
            logEvent("refused: " + e.reply());
            say(e.reply());
        } catch (PeerTimedOut e) {
            logEvent("ended: " + e.getMessage());
            say(SmtpReplies.TOO_SLOW);
        } catch (TlsHandshakeFailed e) {
            // The listener has the words for it.
            throw e;
        } catch (GoodbyeSaid | PeerGone e) {
            logEvent("ended: " + e.getMessage());
        } catch (IOException e) {
            logEvent("connection lost: " + e.getMessage());
        } finally {
            become(new SmtpState.Ended());
            gate.ended();
        }
    }

    /** One command; the only place where its four outcomes become wire text and log. */
    private void step() throws IOException {
        Optional<SmtpCommand> command = Optional.empty();
        try {
            byte[] line = readLine(host.limits().commandLine());
            command = Optional.of(SmtpCommand.read(line));
            become(run(command.get()));
        } catch (LineTooLong e) {
            if (SmtpCommand.announcesBytes(new String(e.start(), StandardCharsets.ISO_8859_1)))
                throw new HangUp(SmtpReplies.BAD_CHUNK);
            malformed(SmtpReplies.LINE_TOO_LONG);
        } catch (Refused e) {
            logEvent("refused: " + e.reply());
            say(e.reply());
        } catch (Malformed e) {
            malformed(e.reply());
        } catch (HangUp e) {
            throw e;
        } catch (RuntimeException e) {
            logFault(
                    "fault in " + command.map(c -> c.getClass().getSimpleName()).orElse("reading a command"), e);
            // Content that was not read to its end must not be taken for commands.
            boolean content = command.filter(c -> c instanceof Data || c instanceof Bdat || c instanceof Burl)
                    .isPresent();
            if (content) throw new HangUp(SmtpReplies.FATAL_FAULT);
            say(SmtpReplies.FAULT);
        }
    }

    private void become(SmtpState next) {
        if (state instanceof SmtpState.Chunking chunking && !next.equals(state))
            chunking.chunks().close();
        state = next;
    }

    private SmtpState run(SmtpCommand command) throws IOException {
        return switch (command) {
            case SmtpCommand.Anytime c -> {
                countCommandWithoutMail();
                yield c.run(state, this);
            }
            case SmtpCommand.BetweenMails c ->
                switch (state) {
                    case SmtpState.Fresh fresh -> throw new Malformed(SmtpReplies.HELLO_FIRST);
                    case SmtpState.Ready ready -> c.run(ready, this);
                    case SmtpState.Sending sending -> throw new Malformed(SmtpReplies.MAIL_UNDER_WAY);
                    case SmtpState.Chunking chunking -> throw new Malformed(SmtpReplies.MAIL_UNDER_WAY);
                    case SmtpState.Spoiled spoiled -> throw new Malformed(SmtpReplies.MAIL_UNDER_WAY);
                    case SmtpState.Ended ended -> ended;
                };
            case SmtpCommand.InMail c ->
                switch (state) {
                    case SmtpState.Fresh fresh -> throw new Malformed(SmtpReplies.HELLO_FIRST);
                    // Not counted as an error: after a refused MAIL a pipelining client has sent all of these already.
                    case SmtpState.Ready ready -> throw new Refused(SmtpReplies.MAIL_FIRST);
                    case SmtpState.Sending sending -> c.run(sending, this);
                    // DATA and BDAT do not mix in one mail. RFC 3030 §2.
                    case SmtpState.Chunking chunking -> {
                        if (c instanceof Burl burl) yield burl.run(chunking, this);
                        throw new Refused(SmtpReplies.CHUNKS_UNDER_WAY);
                    }
                    case SmtpState.Spoiled spoiled -> throw new Refused(SmtpReplies.CHUNKS_SPOILED);
                    case SmtpState.Ended ended -> ended;
                };
            case SmtpCommand.WithBytes c -> c.run(state, this);
        };
    }

    private void malformed(SmtpReply reply) throws IOException {
        if (++errors >= host.limits().errors()) throw new HangUp(SmtpReplies.TOO_MANY_ERRORS);
        logEvent("malformed: " + reply);
        say(reply);
    }

    /** The next line. @throws LineTooLong and the session can go on */
    byte[] readLine(int maxBytes) throws IOException {
        connection.within(host.limits().idle(), host.limits().command());
        waiting.set(true);
        if (connection.isShuttingDown() && waiting.getAndSet(false)) throw new HangUp(SmtpReplies.SHUTTING_DOWN);
        byte[] line;
        try {
            line = connection.readLine(maxBytes);
        } catch (IOException e) {
            if (!waiting.getAndSet(false)) throw new GoodbyeSaid();
            throw e;
        }
        if (!waiting.getAndSet(false)) throw new GoodbyeSaid();
        if (line == null) throw new PeerGone();
        return line;
    }

    /** Called on another thread when the server is closing; a session that is busy ends before its next command. */
    private void sayGoodbyeIfWaiting() {
        if (!waiting.getAndSet(false)) return;
        try (connection) {
            say(SmtpReplies.SHUTTING_DOWN);
        } catch (IOException e) {
            LOG.debug("{} gone before goodbye", connection.id(), e);
        }
    }

    void say(SmtpReply reply) throws IOException {
        connection.write(reply.wireText().getBytes(StandardCharsets.UTF_8));
    }

    Gate gate() {
        return gate;
    }

    /** Who connects, which a proxy may have said. */
    InetSocketAddress client() {
        return client;
    }

    /** What a proxy has said about the client that says hello next. */
    XClient.Told told() {
        return told;
    }

    /** Whether whoever is connected may say for whom it is. */
    boolean believesXClient() {
        return profile != SmtpProfile.LMTP
                && AddressRange.anyContains(
                        host.trust().xclient(), connection.remote().getAddress());
    }

    /** From here on somebody else is the client, of whom nothing is known but this. */
    void beginAnew(InetSocketAddress other, XClient.Told about) {
        logEvent("speaks for " + other.getAddress().getHostAddress());
        gate.ended();
        client = other;
        told = about;
        gate = services.gatekeeper().gate(profile, connection.id(), client);
        obey(gate.connected());
    }

    /** Waits as long as the gate wants; returns if the command may go on. */
    void obey(Gate.Decision decision) {
        switch (decision) {
            case Gate.Decision.GoOn(var after) -> pause(after);
            case Gate.Decision.Refuse(var reply, var after) -> {
                pause(after);
                throw new Refused(reply);
            }
            case Gate.Decision.End(var reply) -> throw new HangUp(reply);
        }
    }

    /** In steps, so that nobody's waiting holds up the end of the server. */
    private void pause(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        for (long left = length.toNanos(); left > 0; left = end - System.nanoTime()) {
            if (connection.isShuttingDown()) throw new HangUp(SmtpReplies.SHUTTING_DOWN);
            LockSupport.parkNanos(Math.min(left, STEP_OF_PAUSE.toNanos()));
            if (Thread.currentThread().isInterrupted()) throw new HangUp(SmtpReplies.SHUTTING_DOWN);
        }
    }

    SmtpProfile profile() {
        return profile;
    }

    SmtpHost host() {
        return host;
    }

    SmtpServices services() {
        return services;
    }

    SmtpLimits limits() {
        return host.limits();
    }

    Connection connection() {
        return connection;
    }

    boolean offersTls() {
        return host.tls() != null && !connection.isEncrypted();
    }

    /** Passwords travel over TLS, or not beyond this machine. */
    boolean offersSignIn() {
        return profile.wantsSignIn() && connection.mayCarryPasswords();
    }

    /** Ways to sign in here, the best first. */
    List<SaslMechanism> mechanisms() {
        // Other servers, who cannot sign in, need not wait for what the channel is bound to.
        return offersSignIn() ? SaslMechanism.offered(services.signIn().mechanisms(), channel()) : List.of();
    }

    Channel channel() {
        return new Channel(
                offersSignIn(),
                connection.channelBindings(),
                connection.clientCertificate().map(ClientCertificate::of));
    }

    /** Where the client comes from that wants to sign in. */
    SubmissionSignIn.From from(SmtpPeer peer) {
        return new SubmissionSignIn.From(
                client.getAddress(),
                connection.local().getPort(),
                Optional.ofNullable(peer.tls()),
                peer.helloName(),
                connection.id());
    }

    /** Only to people who have signed in: a URL is for somebody. RFC 4468 §3.3. */
    boolean offersUrls(SmtpPeer peer) {
        return profile.wantsSignIn() && peer.signedIn().isPresent();
    }

    void countCommandWithoutMail() {
        if (++commandsWithoutMail > host.limits().commandsWithoutMail())
            throw new HangUp(SmtpReplies.TOO_MANY_IDLE_COMMANDS);
    }

    /** For the story of the mail under way. */
    void noteRefused(String what) {
        if (refusedInMail.size() < REFUSED_NOTED) refusedInMail.add(what);
    }

    List<String> refusedInMail() {
        return List.copyOf(refusedInMail);
    }

    void countMessage() {
        refusedInMail.clear();
        if (++messages > host.limits().messages()) throw new HangUp(SmtpReplies.TOO_MANY_MESSAGES);
    }

    /** Unique over all sessions and restarts, as far as the clock goes. */
    String newMessageId() {
        String time = Long.toString(host.clock().millis(), 36);
        return (time + "-" + connection.id() + "-" + messages).toUpperCase(Locale.ROOT);
    }

    /** RFC 2033 §4.2 has a code of its own. */
    EndOfCommand noRecipients() {
        return new Refused(profile == SmtpProfile.LMTP ? SmtpReplies.NO_RECIPIENTS_LMTP : SmtpReplies.NO_RECIPIENTS);
    }

    EndOfCommand refusedRecipient(SmtpReply reply, SmtpAddress recipient) {
        logEvent("recipient <" + recipient + "> refused");
        return ++refusedRecipients > host.limits().refusedRecipients()
                ? new HangUp(SmtpReplies.TOO_MANY_REFUSED)
                : new Refused(reply);
    }

    EndOfCommand refusedSignIn(SubmissionSignIn.Outcome.Refused refused) {
        logEvent("sign-in failed: " + refused.why());
        obey(gate.signInFailed());
        return ++refusedSignIns >= host.limits().signIns()
                ? new HangUp(SmtpReplies.TOO_MANY_SIGN_INS)
                : new Refused(SmtpReplies.signInRefused(refused.kind()).saying(refused.told()));
    }

    void logEvent(String event) {
        LOG.info("{} smtp {}: {}", connection.id(), profile.word(), event);
    }

    void logFault(String what, Exception fault) {
        LOG.error("{} smtp {}: {}", connection.id(), profile.word(), what, fault);
    }

    void messageEnded(SmtpEnvelope envelope, long bytes, SmtpReply reply) {
        commandsWithoutMail = 0;
        if (!LOG.isInfoEnabled()) return;
        int others = envelope.recipients().size() - 1;
        logEvent("mail from <" + envelope.sender().map(SmtpAddress::toString).orElse("") + ">"
                + envelope.peer().signedIn().map(who -> " by " + who.address()).orElse("")
                + " to <" + envelope.recipients().getFirst().address() + ">"
                + (others > 0 ? " and " + others + " more" : "")
                + ", " + bytes + " bytes: " + reply);
    }

    /** The shutdown took the last word: nothing more is to be said or read. */
    private static final class GoodbyeSaid extends IOException {
        GoodbyeSaid() {
            super("the server is being closed");
        }
    }
}
