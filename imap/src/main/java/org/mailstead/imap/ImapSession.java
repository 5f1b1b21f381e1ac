package org.mailstead.imap;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.mailstead.imap.EndOfCommand.Hopeless;
import org.mailstead.imap.EndOfCommand.Malformed;
import org.mailstead.imap.EndOfCommand.Refused;
import org.mailstead.imap.ImapState.Ended;
import org.mailstead.imap.ImapState.Greeted;
import org.mailstead.imap.ImapState.InMailbox;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.Actor;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.MailboxException;
import org.mailstead.mailbox.MailboxId;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.MailboxView;
import org.mailstead.mailbox.UidSet;
import org.mailstead.store.StoreFault;
import org.mailstead.wire.Connection;
import org.mailstead.wire.LineTooLong;
import org.mailstead.wire.NotDeflate;
import org.mailstead.wire.PeerTimedOut;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's conversation: reads a command, decides whether it is allowed now, runs it, tells what changed, answers.
 * The one place where outcomes become wire text and log lines.
 */
final class ImapSession {
    private static final Logger LOG = LoggerFactory.getLogger(ImapSession.class);

    private final ImapServer server;
    private final Connection connection;
    private final Enabled enabled = new Enabled();
    private final ImapWriter out;
    private final ImapReader in;

    /** Held while anything is written or the state changes: in IDLE, changes are pushed from another thread. */
    private final ReentrantLock turn = new ReentrantLock();

    private ImapState state = new Greeted(0);
    private final Namespaces namespaces;
    private Introduction introduction = Introduction.NONE;
    private String tag = "*";
    private int mistakes;
    private boolean idling;
    private Notifications notifications = Notifications.unasked(this);

    ImapSession(ImapServer server, Connection connection) {
        this.server = server;
        this.connection = connection;
        this.out = new ImapWriter(connection, enabled);
        this.in = new ImapReader(connection, out, enabled, server.limits());
        this.namespaces = new Namespaces(server.directory(), server.mail());
    }

    void run() throws IOException {
        LOG.info("{} imap connected from {}", connection.id(), connection.remote());
        connection.onShutdown(this::shutdown);
        try {
            out.untagged("OK", "[CAPABILITY " + Capability.list(this) + "] " + ImapReplies.GREETING);
            out.flush();
            while (!(state instanceof Ended)) one();
        } catch (PeerTimedOut e) {
            end(ImapReplies.BYE_IDLE);
        } catch (NotDeflate e) {
            end(ImapReplies.BYE_GARBAGE);
        } catch (Hopeless e) {
            end(e.text());
        } catch (EOFException e) {
            LOG.debug("{} imap hung up in the middle of a command", connection.id());
        } finally {
            hangUp();
            LOG.info("{} imap ended", connection.id());
        }
    }

    private void hangUp() {
        turn.lock();
        try {
            // However it ended: a thread that waits for its turn to tell changes must not set watches again.
            state = new Ended("");
            notifications.close();
        } finally {
            turn.unlock();
        }
    }

    private void end(String bye) throws IOException {
        turn.lock();
        try {
            state = new Ended("");
            out.untagged("BYE", bye);
            out.flush();
        } finally {
            turn.unlock();
        }
    }

    /** Only a session that waits is told; one that works ends after its command. */
    private void shutdown() {
        if (!turn.tryLock()) return;
        try {
            out.untagged("BYE", ImapReplies.BYE_SHUTDOWN);
            out.flush();
        } catch (IOException gone) {
            LOG.debug("{} was gone before it could be told", connection.id());
        } finally {
            turn.unlock();
            connection.close();
        }
    }

    private void one() throws IOException {
        ImapLimits limits = server.limits();
        boolean known = state instanceof WithAccount;
        connection.within(
                known ? limits.idle() : limits.untilSignIn(),
                limits.perCommand().plus(limits.idle()));
        tag = "*";
        boolean more;
        try {
            more = in.nextCommand();
        } catch (LineTooLong e) {
            turn.lock();
            try {
                tag = tagOf(e.start());
                mistake(ImapReplies.lineTooLong(limits.lineBytes()));
            } finally {
                turn.unlock();
            }
            return;
        }
        if (!more || connection.isShuttingDown()) {
            state = new Ended("");
            return;
        }
        turn.lock();
        try {
            command();
        } finally {
            turn.unlock();
        }
    }

    private void command() throws IOException {
        ImapCommand command = null;
        ImapReply reply;
        try {
            tag = in.tag();
            in.space();
            command = Commands.read(tag, in, this::offers);
            reply = run(command);
        } catch (Malformed e) {
            in.skipCommand();
            mistake(e.text());
            return;
        } catch (LineTooLong e) {
            mistake(ImapReplies.lineTooLong(server.limits().lineBytes()));
            return;
        } catch (Refused e) {
            reply = e.reply();
        } catch (MailboxException e) {
            reply = ImapReplies.of(e, "NONEXISTENT");
        } catch (StoreFault e) {
            LOG.error("{} imap: the store failed", connection.id(), e);
            reply = ImapReplies.STORE_TROUBLE;
        } catch (RuntimeException e) {
            if (e instanceof EndOfCommand) throw e;
            LOG.error("{} imap: fault", connection.id(), e);
            reply = ImapReplies.FAULT;
        }
        // A command that was not allowed, or broke off, has not read its literals.
        in.skipCommand();
        if (state instanceof InMailbox selected) {
            boolean expunge = command != null && command.allowsExpunge();
            notifications.afterCommand(selected.open(), expunge, command != null && command.asksForNews());
        }
        if (!reply.equals(ImapReply.ANSWERED)) answer(reply);
        // Who is known and makes sense in between makes mistakes, but does not talk another language.
        if (state instanceof WithAccount && reply.status() == ImapReply.Status.OK) mistakes = 0;
        if (state instanceof Ended(String bye) && !bye.isEmpty()) out.untagged("BYE", bye);
        if (!connection.hasBufferedInput() || state instanceof Ended) out.flush();
    }

    private ImapReply run(ImapCommand command) throws IOException {
        return switch (command) {
            case ImapCommand.Anytime c -> c.run(this);
            case ImapCommand.BeforeSignIn c -> state instanceof Greeted g ? c.run(this, g) : ImapReplies.ALREADY_IN;
            case ImapCommand.AfterSignIn c -> state instanceof WithAccount s ? c.run(this, s) : ImapReplies.LATER;
            case ImapCommand.InOpenMailbox c ->
                switch (state) {
                    case InMailbox s -> {
                        if (!c.closes()) s.open().requireReadable();
                        yield c.run(this, s);
                    }
                    case ImapState.SignedIn _ -> ImapReplies.NO_MAILBOX_OPEN;
                    case Greeted _, Ended _ -> ImapReplies.LATER;
                };
        };
    }

    /** The tag of a line that was too long to read, by its first bytes; {@code *} if there is none. */
    private static String tagOf(byte[] start) {
        String text = new String(start, StandardCharsets.ISO_8859_1);
        int end = 0;
        while (end < text.length() && ImapReader.isAstringCharacter(text.charAt(end)) && text.charAt(end) != '+') end++;
        return end > 0 && end < text.length() && text.charAt(end) == ' ' ? text.substring(0, end) : "*";
    }

    /** BAD, and after many of them the end: whoever talks does not talk IMAP. */
    private void mistake(String text) throws IOException {
        answer(ImapReply.bad(text));
        if (++mistakes > server.limits().mistakes()) {
            out.untagged("BYE", ImapReplies.BYE_MISTAKES);
            state = new Ended("");
        }
        out.flush();
    }

    private void answer(ImapReply reply) throws IOException {
        out.text(tag).text(" ").text(reply.toString()).line();
    }

    /** Answers before the command is over: what comes behind it is under other rules (STARTTLS). */
    void answerNow(ImapReply reply) throws IOException {
        answer(reply);
        out.flush();
    }

    ImapServer server() {
        return server;
    }

    Connection connection() {
        return connection;
    }

    ImapWriter out() {
        return out;
    }

    ImapReader in() {
        return in;
    }

    ImapState state() {
        return state;
    }

    void become(ImapState next) {
        state = next;
        if (next instanceof WithAccount known) notifications.opened(known);
        in.filters(
                next instanceof WithAccount signedIn
                        ? name -> StoredFilters.find(server.mail(), signedIn.mail(), name)
                        : null);
    }

    Enabled enabled() {
        return enabled;
    }

    boolean enabled(Extension extension) {
        return enabled.has(extension);
    }

    /** After this client put messages into a mailbox, which may be the one it has open. */
    void added(MailAccount account, MailboxId mailbox, UidSet uids) {
        if (!(state instanceof InMailbox selected)) return;
        OpenMailbox open = selected.open();
        if (open.mail() == account && open.id().equals(mailbox)) open.arrivals().addedByMe(uids);
    }

    /** Switches an extension on for the rest of the session; returns whether it was off. */
    boolean enable(Extension extension) {
        return enabled.add(extension);
    }

    /** After a command that only a client uses that follows change numbers. RFC 7162 §3.1. */
    void wantsModSeq(OpenMailbox open) throws IOException {
        if (enable(Extension.CONDSTORE)) {
            out.untagged("OK", "[HIGHESTMODSEQ " + open.view().changeNumber() + "] Last change");
        }
    }

    /** Tells how far a command is that looks at all messages of {@code view}. */
    Progress progress(String ofTag, MailboxView view) {
        return progress(ofTag, view.size());
    }

    /** @param messages how many there are to look at */
    Progress progress(String ofTag, long messages) {
        return new Progress(
                ofTag, messages, out, server.clock(), server.limits().progress());
    }

    /** Whether this client may know of an extension: not if it is hidden from the account. */
    boolean offers(Extension extension) {
        return enabled.offers(extension);
    }

    Namespaces namespaces() {
        return namespaces;
    }

    /** Where a mailbox is that the client names. */
    Located locate(WithAccount state, MailboxName name) {
        return namespaces.locate(state, name);
    }

    /** Every mailbox this client may see. */
    List<Reachable> reachable(WithAccount state) {
        return namespaces.reachable(state);
    }

    /** No password travels in the clear, except inside this machine. RFC 8314 §3. */
    boolean mayTakePasswords() {
        return connection.mayCarryPasswords();
    }

    /** The program has said what it is. */
    void program(Map<String, String> id) {
        introduction = introduction.said(id);
        LOG.info("{} imap program: {}", connection.id(), introduction.program().replaceAll("[^ -~]", "?"));
        if (state instanceof WithAccount in)
            server.signIns().program(in.account(), SignInStep.caller(this), introduction.program());
    }

    String program() {
        return introduction.program();
    }

    void device(String label) {
        introduction = introduction.on(label);
    }

    Actor actor() {
        String who = state instanceof WithAccount s ? s.mail().id() : "";
        return new Actor(
                "imap", introduction.both(), connection.remote().getAddress().getHostAddress(), who, connection.id());
    }

    void log(String text, Object... values) {
        if (LOG.isInfoEnabled()) LOG.info(connection.id() + " imap " + text, values);
    }

    /** Lets other threads push changes until {@link #stopIdling}; the caller holds the turn and gives it up. */
    void startIdling() {
        idling = true;
        turn.unlock();
    }

    void stopIdling() {
        turn.lock();
        idling = false;
    }

    /** Replaces what the client asked to be told of. */
    void notifications(Notifications asked) {
        notifications.close();
        notifications = asked;
        if (state instanceof WithAccount known) asked.start(known);
    }

    /**
     * Tells a client that idles, or that said NOTIFY, what changed; never while a command is being read or answered.
     *
     * @param beforeLooking run once it is this thread's turn
     */
    void push(Runnable beforeLooking) throws IOException {
        turn.lock();
        try {
            beforeLooking.run();
            boolean listens = idling || notifications.anytime();
            if (!listens || !(state instanceof WithAccount known)) return;
            notifications.push(known, idling);
            out.flush();
        } finally {
            turn.unlock();
        }
    }

    /** Tells an idling client that the server is there. */
    void stillHere() throws IOException {
        turn.lock();
        try {
            out.untagged("OK", ImapReplies.STILL_HERE);
            out.flush();
        } finally {
            turn.unlock();
        }
    }
}
