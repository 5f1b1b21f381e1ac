package org.mailstead.smtp;

import java.io.IOException;
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

    /** Whether more of it can only be wasted. */
    boolean isSpoiled() {
        LineEnds lineEnds = content.lineEnds();
        boolean text = envelope.parameters().body() != Body.BINARY;
        return (text && (lineEnds.sawLoneDot() || lineEnds.sawNul()))
                || content.bytes() > session.limits().messageBytes()
                || content.hasFailed();
    }

    /** What becomes of the message, which has no more chunks or is spoiled. */
    SmtpReply handOver() {
        content.lineEnds().end();
        return new Handover(session).reply(content, envelope, spool);
    }

    @Override
    public void close() {
        spool.close();
    }
}
