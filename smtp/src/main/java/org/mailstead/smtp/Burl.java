package org.mailstead.smtp;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * BURL: a piece of the message that is on this server already, named by an IMAP URL, in place of a chunk of {@link Bdat}. RFC 4468 §3.
 * Both may be mixed in one message. RFC 4468 §3.2.
 */
record Burl(String url, boolean last) implements SmtpCommand.InMail {
    static final String KEYWORD = "BURL imap";

    /** An absolute URI of printable characters. RFC 4468 §3.5. */
    private static final Pattern ARGUMENTS = Pattern.compile("([!-~]+)(?: +(LAST))?", Pattern.CASE_INSENSITIVE);

    static Burl read(String rest) {
        Matcher arguments = ARGUMENTS.matcher(rest);
        if (!arguments.matches()) throw new Malformed(SmtpReplies.BAD_BURL);
        return new Burl(arguments.group(1), arguments.group(2) != null);
    }

    @Override
    public SmtpState run(SmtpState.Sending state, SmtpSession session) throws IOException {
        requireOffered(state.peer(), session);
        if (state.recipients().isEmpty()) throw session.noRecipients();
        var chunks = new Chunks(state, session);
        try {
            return next(new SmtpState.Chunking(state.peer(), chunks), session);
        } catch (IOException | RuntimeException e) {
            chunks.close();
            throw e;
        }
    }

    /** Behind other pieces. */
    SmtpState run(SmtpState.Chunking state, SmtpSession session) throws IOException {
        requireOffered(state.peer(), session);
        return next(state, session);
    }

    private static void requireOffered(SmtpPeer peer, SmtpSession session) {
        if (!session.offersUrls(peer)) throw new Malformed(SmtpReplies.NOT_OFFERED);
    }

    private SmtpState next(SmtpState.Chunking state, SmtpSession session) throws IOException {
        Submitter who = state.peer().signedIn().orElseThrow();
        boolean ours = url.regionMatches(true, 0, "imap://", 0, 7);
        Optional<UrlContents.Bytes> found = ours ? session.services().urls().open(url, who) : Optional.empty();
        Chunks chunks = state.chunks();
        if (found.isEmpty()) {
            // Whatever follows belongs to nothing. RFC 4468 §3.2.
            chunks.close();
            session.logEvent("a URL could not be resolved");
            session.say(ours ? SmtpReplies.URL_NOT_AVAILABLE : SmtpReplies.URL_FOREIGN);
            return new SmtpState.Spoiled(state.peer());
        }
        try (var in = found.get().in()) {
            chunks.add(in);
        }
        return chunks.end(last, state.peer());
    }
}
