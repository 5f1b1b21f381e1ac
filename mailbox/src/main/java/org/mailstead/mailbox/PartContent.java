package org.mailstead.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.mailstead.message.DecodedContent;
import org.mailstead.message.Part;
import org.mailstead.message.Span;
import org.mailstead.message.TransferDecoding;

/** The content of a part with its transfer encoding undone. Nothing of it is kept: each method reads the message. */
public final class PartContent {
    private final MailAccount mail;
    private final StoredMessage message;
    private final Span span;
    private final String encoding;

    private PartContent(MailAccount mail, StoredMessage message, Span span, String encoding) {
        this.mail = mail;
        this.message = message;
        this.span = span;
        this.encoding = encoding;
    }

    /**
     * The part at {@code path}, the message for an empty one; empty if there is no such part. A message and what holds
     * other parts has no encoding of its own (RFC 2045 §6.4) and is taken as it is.
     */
    public static Optional<PartContent> of(MailAccount mail, StoredMessage message, List<Integer> path) {
        if (path.isEmpty()) {
            return Optional.of(
                    new PartContent(mail, message, new Span(0, message.index().size()), "binary"));
        }
        Optional<Part> found =
                message.index().part(path.stream().mapToInt(Integer::intValue).toArray());
        return found.map(part ->
                new PartContent(mail, message, part.body(), part.children().isEmpty() ? part.encoding() : "binary"));
    }

    /** False if the encoding is not known; what the other methods give is then still encoded. */
    public boolean canBeDecoded() {
        return TransferDecoding.isKnown(encoding);
    }

    public InputStream open() {
        return TransferDecoding.open(mail.open(message, span.start(), span.length()), encoding);
    }

    /** How many bytes there are; what is encoded has to be read for that. */
    public long bytes() throws IOException {
        if (TransferDecoding.isIdentity(encoding)) return span.length();
        try (InputStream content = open()) {
            return DecodedContent.measure(content, 0, Long.MAX_VALUE).bytes();
        }
    }
}
