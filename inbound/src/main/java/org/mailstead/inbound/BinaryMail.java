package org.mailstead.inbound;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.mailstead.message.BinaryTranscoding;
import org.mailstead.message.Spool;
import org.mailstead.smtp.MailDrop;
import org.mailstead.smtp.MailParameters.Body;
import org.mailstead.smtp.SmtpEnvelope;
import org.mailstead.smtp.SmtpReply;

/**
 * Turns binary mail into base64 where it has NUL bytes or says that it is binary, once, before anybody keeps or signs it:
 * from here on every protocol and every server can carry it. RFC 3030 §3 leaves that to whoever takes the mail over. What
 * looks at the bytes as they were sent, such as a check of their signatures, has to come before.
 */
final class BinaryMail implements MailDrop {
    private final MailDrop then;
    private final Path spoolFolder;

    BinaryMail(MailDrop then, Path spoolFolder) {
        this.then = then;
        this.spoolFolder = spoolFolder;
    }

    @Override
    public void refused(SmtpEnvelope envelope, Spool message, SmtpReply reply) throws IOException {
        then.refused(envelope, message, reply);
    }

    @Override
    public Outcome accept(SmtpEnvelope envelope, Spool message) {
        if (envelope.parameters().body() != Body.BINARY) return then.accept(envelope, message);
        SmtpEnvelope carried = envelope.with(envelope.parameters().with(Body.EIGHT_BIT));
        try (var text = new Spool(spoolFolder)) {
            return switch (BinaryTranscoding.runOnBinary(message, text)) {
                case NOT_NEEDED -> then.accept(carried, message);
                case REWRITTEN -> {
                    text.finish();
                    yield then.accept(carried, text);
                }
                case IMPOSSIBLE -> Outcome.CANNOT_BE_CARRIED;
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
