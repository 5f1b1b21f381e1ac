package org.mailstead.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.mailstead.message.Spool;
import org.mailstead.smtp.MailParameters.Body;

/** A message of which some chunks have come. Whoever leaves the state that holds it closes it. */
final class Chunks implements AutoCloseable {
    private final SmtpSession session;
    private final SmtpEnvelope envelope;
    private final Spool spool;
    private final Content content;

    Chunks(SmtpState.Sending mail, SmtpSession session) {
        this.session = session;
        envelope = mail.envelope(session.newMessageId());
        spool = new Spool(session.host().spoolFolder());
        content = new Content(session.limits(), spool);
        content.begin(new Trace(session).fields(envelope));
    }

    SmtpEnvelope envelope() {
        return envelope;
    }

    /** Bytes of all chunks so far. */
    long bytes() {
        return content.bytes();
    }

    void read(long length) throws IOException {
        new ChunkReader(session.limits(), content).read(session.connection(), length);
    }

    /** Takes a piece that is on this server already. */
    void add(InputStream in) throws IOException {
        new ChunkReader(session.limits(), content).read(in);
    }

    /** Answers a piece, of which none follows if it is the {@code last}; says what comes next. */
    SmtpState end(boolean last, SmtpPeer peer) throws IOException {
        if (!last && !isSpoiled()) {
            session.say(SmtpReplies.chunkTaken(bytes()));
            return new SmtpState.Chunking(peer, this);
        }
        List<SmtpReply> replies = handOver();
        close();
        // A piece that is not the last has one reply, over LMTP too. RFC 2033 §4.3.
        for (SmtpReply reply : last ? replies : replies.subList(0, 1)) session.say(reply);
        return last ? new SmtpState.Ready(peer) : new SmtpState.Spoiled(peer);
    }

    /** Whether more of it can only be wasted. */
    boolean isSpoiled() {
        LineEnds lineEnds = content.lineEnds();
        boolean text = envelope.parameters().body() != Body.BINARY;
        return (text && (lineEnds.sawLoneDot() || lineEnds.sawNul()))
                || content.bytes() > session.limits().messageBytes()
                || content.hasFailed();
    }

    /** What becomes of the message, which has no more chunks or is spoiled. */
    List<SmtpReply> handOver() {
        content.lineEnds().end();
        return new Handover(session).replies(content, envelope, spool);
    }

    @Override
    public void close() {
        spool.close();
    }
}
