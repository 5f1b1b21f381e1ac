package org.mailstead.mailbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mailstead.message.Dates;
import org.mailstead.message.EncodedWord;
import org.mailstead.message.Envelope;
import org.mailstead.message.HeaderBlock;
import org.mailstead.message.MessageText;

/** One message during a search: read as far as the query needs, and no part of it twice. */
final class SearchedMessage {
    private final MailAccount account;
    private final long messageId;
    private @Nullable StoredMessage stored;
    private @Nullable HeaderBlock header;

    SearchedMessage(MailAccount account, long messageId) {
        this.account = account;
        this.messageId = messageId;
    }

    private StoredMessage stored() {
        if (stored == null) stored = account.message(messageId);
        return stored;
    }

    private MessageText.Opener opener() {
        StoredMessage message = stored();
        return (offset, length) -> account.open(message, offset, length);
    }

    Optional<LocalDate> sentDate() {
        Envelope envelope = stored().index().root().envelope();
        String date = envelope == null ? null : envelope.date();
        return date == null ? Optional.empty() : Dates.parse(date).map(java.time.OffsetDateTime::toLocalDate);
    }

    /** Whether a field of this name has a value for which {@code text} says yes. */
    boolean headerIs(String name, Predicate<String> text) {
        if (name.equalsIgnoreCase("Subject")) return subjectIs(text);
        for (HeaderBlock.Field field : header().fields()) {
            if (field.name().equalsIgnoreCase(name) && text.test(EncodedWord.decode(field.value()))) return true;
        }
        return false;
    }

    /** The one field that people search most is in the message record. */
    private boolean subjectIs(Predicate<String> text) {
        Envelope envelope = stored().index().root().envelope();
        String subject = envelope == null ? null : envelope.subject();
        return subject != null && text.test(EncodedWord.decode(subject));
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
