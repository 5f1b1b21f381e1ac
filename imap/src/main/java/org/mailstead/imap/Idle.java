package org.mailstead.imap;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.mailstead.imap.EndOfCommand.Malformed;
import org.mailstead.imap.ImapState.InMailbox;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.wire.Connection;
import org.mailstead.wire.LineTooLong;
import org.mailstead.wire.PeerTimedOut;

/** IDLE. RFC 2177 §3. */
record Idle() implements ImapCommand.AfterSignIn {
    static Idle read(ImapReader in) {
        in.end();
        return new Idle();
    }

    @Override
    public ImapReply run(ImapSession session, WithAccount state) throws IOException {
        session.out().text("+ Idling").line();
        session.out().flush();
        var push = new Push(session);
        var heard = state instanceof InMailbox in ? in.open().mail() : state.mail();
        try (var _ = heard.watch(push::hint)) {
            session.startIdling();
            try {
                // Something may have changed before the watch was set.
                session.push(() -> {});
                untilDone(session);
            } finally {
                session.stopIdling();
            }
        }
        return ImapReply.ok("Idled.");
    }

    private static void untilDone(ImapSession session) throws IOException {
        ImapLimits limits = session.server().limits();
        Connection connection = session.connection();
        Duration silent = Duration.ZERO;
        while (true) {
            connection.within(limits.stillHere(), limits.idle().plus(limits.stillHere()));
            try {
                byte[] line = connection.readLine(limits.lineBytes());
                if (line == null) throw new EOFException();
                if (new String(line, StandardCharsets.ISO_8859_1).strip().equalsIgnoreCase("DONE")) return;
                throw new Malformed("Expected DONE.");
            } catch (LineTooLong e) {
                throw new Malformed("Expected DONE.");
            } catch (PeerTimedOut quiet) {
                silent = silent.plus(limits.stillHere());
                if (silent.compareTo(limits.idle()) >= 0) throw quiet;
                session.stillHere();
            }
        }
    }
}
