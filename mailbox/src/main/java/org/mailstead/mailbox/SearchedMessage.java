package org.mailstead.mailbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mailstead.mailbox.SearchQuery.AddressField;
import org.mailstead.message.Dates;
import org.mailstead.message.EncodedWord;
import org.mailstead.message.Envelope;
import org.mailstead.message.Envelope.EmailAddress;
import org.mailstead.message.HeaderBlock;
import org.mailstead.message.MessageText;

/**
 * The message a search is at: read as far as the query needs, and no part of it twice. One object serves a whole search,
 * since most messages are never read at all.
 */
final class SearchedMessage {
    private final MailAccount account;
    private long messageId;
    private @Nullable StoredMessage stored;
    private @Nullable HeaderBlock header;

    SearchedMessage(MailAccount account) {
        this.account = account;
    }

    /** Goes on to another message. */
    void turnTo(long nextId) {
        messageId = nextId;
        stored = null;
        header = null;
    }

    private StoredMessage stored() {
        if (stored == null) stored = account.message(messageId);
        return stored;
    }

    private MessageText.Opener opener() {
        StoredMessage message = stored();
        return (offset, length) -> account.open(message, offset, length);
    }

    boolean isInThread(long thread) {
        return stored().thread() == thread;
    }

    private @Nullable Envelope envelope() {
        return stored().index().root().envelope();
    }

    /** Whether the sender's day is in the time from {@code from} to before {@code to}. */
    boolean sentIn(LocalDate from, LocalDate to) {
        Envelope envelope = envelope();
        String date = envelope == null ? null : envelope.date();
        if (date == null) return false;
        return Dates.parse(date)
                .map(sent -> sent.toLocalDate())
                .filter(day -> !day.isBefore(from) && day.isBefore(to))
                .isPresent();
    }

    /** Whether {@code text} says yes to the addresses of a field, written as people see them. */
    boolean addressesAre(AddressField field, Predicate<String> text) {
        Envelope envelope = envelope();
        if (envelope == null) return false;
        List<EmailAddress> addresses = switch (field) {
            case FROM -> envelope.from();
            case TO -> envelope.to();
            case CC -> envelope.cc();
            case BCC -> envelope.bcc();
        };
        return !addresses.isEmpty() && text.test(written(addresses));
    }

    private static String written(List<EmailAddress> addresses) {
        var text = new StringBuilder();
        for (EmailAddress address : addresses) {
            if (!text.isEmpty()) text.append(", ");
            String name = address.host() == null ? address.mailbox() : address.name();
            if (name != null) text.append(EncodedWord.decode(name)).append(' ');
            if (address.host() == null) continue;
            if (address.mailbox() != null) text.append('<').append(EncodedWord.decode(address.mailbox()));
            text.append('@').append(EncodedWord.decode(address.host())).append('>');
        }
        return text.toString();
    }

    /** Whether a field is among what is known of a message without reading it. */
    static boolean isInRecord(String name) {
        return name.equalsIgnoreCase("Subject") || name.equalsIgnoreCase("Message-ID");
    }

    /** Whether a field of this name has a value for which {@code text} says yes. */
    boolean headerIs(String name, Predicate<String> text) {
        if (isInRecord(name)) return recordIs(name.equalsIgnoreCase("Subject"), text);
        for (HeaderBlock.Field field : header().fields()) {
            if (field.name().equalsIgnoreCase(name) && text.test(EncodedWord.decode(field.value()))) return true;
        }
        return false;
    }

    private boolean recordIs(boolean subject, Predicate<String> text) {
        Envelope envelope = envelope();
        if (envelope == null) return false;
        String value = subject ? envelope.subject() : envelope.messageId();
        return value != null && text.test(EncodedWord.decode(value));
    }

    boolean anyHeaderIs(Predicate<String> text) {
        for (HeaderBlock.Field field : header().fields()) {
            if (text.test(field.name() + ": " + EncodedWord.decode(field.value()))) return true;
        }
        return false;
    }

    boolean bodyIs(Predicate<String> text) {
        try {
            return MessageText.anyBody(stored().index(), opener(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HeaderBlock header() {
        try {
            if (header == null)
                header = MessageText.headerBlock(stored().index().root(), opener());
            return header;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
