package org.mailstead.imap;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.url.UrlContent;
import org.mailstead.message.Spool;
import org.mailstead.store.StoreFault;

/**
 * {@code CATENATE (URL url TEXT {n} ...)}: a message put together from what is sent and what is here already. RFC 4469 §3.
 * Each part is copied as it comes; a URL that names nothing ends the command before the rest is asked for.
 */
final class Catenation {
    private final ImapReader in;
    private final OwnUrls urls;
    private final Spool spool;
    private final long limit;
    private boolean maybeBinary;

    Catenation(ImapSession session, WithAccount state, Spool spool) {
        this.in = session.in();
        this.urls = new OwnUrls(session, state);
        this.spool = spool;
        this.limit = session.server().limits().messageBytes();
    }

    /** Reads from the bracket on; returns whether NUL may be in the message. */
    boolean read() throws IOException {
        in.want('(');
        int parts = 0;
        do {
            if (++parts > ImapLimits.CATENATED_PARTS)
                throw in.wanted("no more than " + ImapLimits.CATENATED_PARTS + " parts");
            part();
        } while (in.nextInList());
        return maybeBinary;
    }

    private void part() throws IOException {
        String kind = in.word();
        in.space();
        long room = limit - spool.length();
        switch (kind) {
            case "TEXT" -> {
                if (!in.peekIs('{') && !in.peekIs('~')) throw in.wanted("a literal");
                maybeBinary |= in.peekIs('~');
                in.message(spool, room);
            }
            case "UTF8" -> {
                maybeBinary = true;
                MessageIntake.utf8(in, spool, room);
            }
            case "URL" -> url(in.astring(), room);
            default -> throw in.wanted("TEXT or URL");
        }
    }

    private void url(String url, long room) throws IOException {
        Optional<UrlContent> found = urls.find(url);
        UrlContent content = found.orElseThrow(() -> ImapReplies.badUrl(url).asRefusal());
        if (content.length() > room) throw ImapReplies.tooBig(limit).asRefusal();
        try (InputStream bytes = content.open()) {
            bytes.transferTo(spool);
        } catch (IOException e) {
            // Ours, not the connection's: the client is told, and the rest of the command is read away.
            throw new StoreFault("a message cannot be put aside while it is put together", e);
        }
    }
}
