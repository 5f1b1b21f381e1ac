package org.mailstead.imap;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.FlagSet;
import org.mailstead.mailbox.Mailbox;
import org.mailstead.mailbox.NewMessages;
import org.mailstead.mailbox.PreparedMessage;
import org.mailstead.message.BinaryTranscoding;
import org.mailstead.message.Spool;
import org.mailstead.store.StoreFault;

/**
 * Takes in messages as APPEND and REPLACE bring them: flags and date if any, then a literal, a literal8 (RFC 3516 §4.4),
 * {@code UTF8 (~{n})} (RFC 6855 §4) or {@code CATENATE (...)} (RFC 4469 §3). RFC 4466 §6.2 has the grammar.
 */
final class MessageIntake {
    private final ImapSession session;
    private final WithAccount state;
    private final Located located;
    private final Mailbox mailbox;
    private final ImapReader in;
    private final ImapServer server;

    /** For messages that go into {@code mailbox}. From here on the client may take as long as one command may. */
    MessageIntake(ImapSession session, WithAccount state, Located located, Mailbox mailbox) {
        this.session = session;
        this.state = state;
        this.located = located;
        this.mailbox = mailbox;
        this.in = session.in();
        this.server = session.server();
        ImapLimits limits = server.limits();
        session.connection().within(limits.untilSignIn(), limits.perCommand());
    }

    /** Reads one message and stores its bytes; it is in no mailbox yet. */
    void receive(NewMessages messages) throws IOException {
        FlagSet flags = FlagSet.NONE;
        if (in.peekIs('(')) {
            flags = FlagNames.read(FlagNames.words(in, true));
            in.space();
        }
        Optional<Instant> date = Optional.empty();
        if (in.peekIs('"')) {
            date = Optional.of(ImapDates.dateTime(in.string()));
            in.space();
        }
        PreparedMessage prepared = receive();
        messages.add(prepared, located.settable(mailbox, flags), date.orElseGet(server.clock()::instant));
    }

    private PreparedMessage receive() throws IOException {
        try (var spool = new Spool(server.spoolFolder())) {
            boolean maybeBinary = data(spool);
            // Thus a client calls the whole command off. RFC 3502 §6.3.11.
            if (spool.length() == 0) throw ImapReplies.NO_MESSAGE.asRefusal();
            return keep(spool, maybeBinary);
        }
    }

    private PreparedMessage keep(Spool spool, boolean maybeBinary) {
        try {
            if (!maybeBinary) return server.mail().prepare(spool);
            // What is stored has no NUL, so that BODY[] and POP3 can give it to programs that know nothing of it.
            try (var carried = new Spool(server.spoolFolder())) {
                return switch (BinaryTranscoding.run(spool, carried)) {
                    case NOT_NEEDED -> server.mail().prepare(spool);
                    case REWRITTEN -> server.mail().prepare(carried);
                    case IMPOSSIBLE -> throw ImapReplies.BINARY_IMPOSSIBLE.asRefusal();
                };
            }
        } catch (IOException e) {
            // Nothing here comes from the connection, which can go on.
            throw new StoreFault("a message that arrived cannot be read again", e);
        }
    }

    /** Returns whether NUL may be in it. */
    private boolean data(Spool spool) throws IOException {
        long limit = server.limits().messageBytes();
        if (in.peekIs('{') || in.peekIs('~')) {
            boolean maybeBinary = in.peekIs('~');
            if (maybeBinary) require(Extension.BINARY);
            // Before the client is asked for what could not be kept.
            located.mail().requireRoom(in.literalAhead(), 1);
            in.message(spool, limit);
            return maybeBinary;
        }
        return switch (in.peekWord()) {
            case "UTF8" -> {
                require(Extension.UTF8_ACCEPT);
                in.word();
                in.space();
                utf8(in, spool, limit);
                yield true;
            }
            case "CATENATE" -> {
                require(Extension.CATENATE);
                in.word();
                in.space();
                yield new Catenation(session, state, spool).read();
            }
            default -> throw in.wanted("a message");
        };
    }

    /** Who may not know of an extension cannot use its grammar either. */
    private void require(Extension extension) {
        if (!session.offers(extension)) throw in.wanted("a message");
    }

    /** {@code (~{n}...)}: the header may have UTF-8 in it, as it may here in any case. RFC 6855 §4. */
    static void utf8(ImapReader in, Spool spool, long limit) throws IOException {
        in.want('(');
        if (!in.peekIs('~')) throw in.wanted("a literal8");
        in.message(spool, limit);
        in.want(')');
    }
}
