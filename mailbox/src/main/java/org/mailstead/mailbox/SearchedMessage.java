package org.mailstead.mailbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
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

    boolean headerContains(String name, String text) {
        String wanted = folded(text);
        for (HeaderBlock.Field field : header().fields()) {
            if (field.name().equalsIgnoreCase(name) && contains(EncodedWord.decode(field.value()), wanted)) return true;
        }
        return false;
    }

    boolean headersContain(String text) {
        String wanted = folded(text);
        for (HeaderBlock.Field field : header().fields()) {
            if (contains(field.name() + ": " + EncodedWord.decode(field.value()), wanted)) return true;
        }
        return false;
    }

    boolean bodyContains(String text) {
        String wanted = folded(text);
        try {
            return MessageText.anyBody(stored().index(), opener(), part -> contains(part, wanted));
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

    private static boolean contains(String text, String foldedWanted) {
        return foldedWanted.isEmpty() || folded(text).contains(foldedWanted);
    }

    /** Upper and lower case, and letters written in one piece or two, compare as equal. */
    private static String folded(String text) {
        String composed = Normalizer.isNormalized(text, Normalizer.Form.NFC)
                ? text
                : Normalizer.normalize(text, Normalizer.Form.NFC);
        return composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
