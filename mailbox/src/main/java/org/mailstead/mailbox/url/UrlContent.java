package org.mailstead.mailbox.url;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.Mailbox;
import org.mailstead.mailbox.MailboxView;
import org.mailstead.mailbox.PartContent;
import org.mailstead.mailbox.StoredMessage;
import org.mailstead.message.HeaderBlock;
import org.mailstead.message.Span;

/** The bytes that a URL names, found but not yet read. */
public final class UrlContent {
    /** Bytes of a header read for a choice of fields; no more is looked at when a message is scanned, either. */
    private static final long HEADER_BYTES = 1024 * 1024;

    private final MailAccount mail;
    private final StoredMessage message;
    private final UrlSection section;
    private final Span partial;
    private final Span span;

    private UrlContent(MailAccount mail, StoredMessage message, ImapUrl url, Span span) {
        this.mail = mail;
        this.message = message;
        this.section = url.section();
        Span asked = url.partial();
        this.partial = asked == null ? new Span(0, Long.MAX_VALUE) : asked;
        this.span = span;
    }

    /** Empty if the mailbox is not the one meant, or has no such message, or that no such part. */
    public static Optional<UrlContent> find(MailAccount mail, Mailbox mailbox, ImapUrl url) {
        boolean same = url.uidValidity().isEmpty() || url.uidValidity().getAsLong() == mailbox.uidValidity();
        if (!same) return Optional.empty();
        MailboxView view = mail.view(mailbox.id());
        int index = view.indexOf(url.uid());
        if (index < 0) return Optional.empty();
        StoredMessage message = mail.message(view.messageId(index));
        return message.index().find(url.section().section()).map(span -> new UrlContent(mail, message, url, span));
    }

    public StoredMessage message() {
        return message;
    }

    public UrlSection section() {
        return section;
    }

    /** Bytes as they stand in the message, header fields chosen and the part cut out as the URL says. */
    public InputStream open() throws IOException {
        byte @Nullable [] fields = fields();
        if (fields != null) {
            int from = (int) Math.min(fields.length, partial.start());
            return new ByteArrayInputStream(
                    Arrays.copyOfRange(fields, from, (int) Math.min(fields.length, partial.end())));
        }
        Span wanted = wanted();
        return mail.open(message, wanted.start(), wanted.length());
    }

    /** How many bytes {@link #open} gives. */
    public long length() throws IOException {
        byte @Nullable [] fields = fields();
        if (fields == null) return wanted().length();
        return Math.min(fields.length, partial.end()) - Math.min(fields.length, partial.start());
    }

    private Span wanted() {
        long start = span.start() + Math.min(span.length(), partial.start());
        return new Span(start, span.start() + Math.min(span.length(), partial.end()));
    }

    private byte @Nullable [] fields() throws IOException {
        if (section.fields().isEmpty()) return null;
        try (InputStream header = mail.open(message, span.start(), Math.min(HEADER_BYTES, span.length()))) {
            return HeaderBlock.parse(header.readAllBytes()).filter(section.fields(), section.not());
        }
    }

    /** The part with its encoding undone; of it {@link #partial} is meant. Empty if the URL names no part. RFC 5524 §3 */
    public Optional<PartContent> decoded() {
        return section.isPart()
                ? PartContent.of(mail, message, section.section().path())
                : Optional.empty();
    }

    /** What is wanted of {@link #decoded}; it may end behind the content. */
    public Span partial() {
        return partial;
    }
}
