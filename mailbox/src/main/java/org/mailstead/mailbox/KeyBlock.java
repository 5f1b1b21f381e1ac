package org.mailstead.mailbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailstead.message.Casemap;
import org.mailstead.message.Dates;
import org.mailstead.message.EncodedWord;
import org.mailstead.message.Envelope;
import org.mailstead.message.Envelope.EmailAddress;
import org.mailstead.message.MessageIndex;
import org.mailstead.message.StrippedSubject;

/**
 * What sorting and threading need to know of a run of messages, in a few arrays: about 150 bytes a message. Never changed
 * once made, as the messages never change.
 */
final class KeyBlock {
    /** The texts kept of a message, in this order. */
    enum Text {
        SUBJECT(0),
        FROM(1),
        TO(2),
        CC(3),
        DISPLAYFROM(4),
        DISPLAYTO(5);

        final int place;

        Text(int place) {
            this.place = place;
        }
    }

    private static final int TEXTS = Text.values().length;

    /** Characters of a text that are compared; of a longer one a hash tells whether two are equal. */
    private static final int LONGEST_TEXT = 250;

    /** References of a message that take part in threading: the first and the last ones. */
    private static final int REFERENCES = 30;

    private final int[] uids;
    private final long[] sent;
    private final long[] identifiers;
    private final int[] referenceEnds;
    private final long[] references;
    private final int[] textEnds;
    private final byte[] texts;
    private final BitSet replies;

    private KeyBlock(Builder from) {
        uids = from.uids;
        sent = from.sent;
        identifiers = from.identifiers;
        referenceEnds = from.referenceEnds;
        references = Arrays.copyOf(from.references, from.referenceCount);
        textEnds = from.textEnds;
        texts = from.texts.toByteArray();
        replies = from.replies;
    }

    /** Position of a message; negative if it is not here. */
    int indexOf(int uid) {
        return Arrays.binarySearch(uids, uid);
    }

    /** When the message was sent, seconds since 1970. */
    long sent(int at) {
        return sent[at];
    }

    /** A hash of the message's own identifier; 0 if it has none. */
    long identifier(int at) {
        return identifiers[at];
    }

    int referenceStart(int at) {
        return at == 0 ? 0 : referenceEnds[at - 1];
    }

    int referenceEnd(int at) {
        return referenceEnds[at];
    }

    /** A hash of an identifier referred to, by its place in the block. */
    long reference(int place) {
        return references[place];
    }

    /** Whether the subject bears the mark of a reply or of forwarding. */
    boolean isReply(int at) {
        return replies.get(at);
    }

    boolean hasText(int at, Text text) {
        return textStart(at, text) < textEnds[at * TEXTS + text.place];
    }

    private int textStart(int at, Text text) {
        int place = at * TEXTS + text.place;
        return place == 0 ? 0 : textEnds[place - 1];
    }

    int textLength(int at, Text text) {
        return textEnds[at * TEXTS + text.place] - textStart(at, text);
    }

    /** Copies the beginning of a text. */
    void copyText(int at, Text text, byte[] into, int from, int end) {
        System.arraycopy(texts, textStart(at, text), into, from, end - from);
    }

    static int compare(KeyBlock one, int at, KeyBlock other, int otherAt, Text text) {
        return Arrays.compareUnsigned(
                one.texts,
                one.textStart(at, text),
                one.textEnds[at * TEXTS + text.place],
                other.texts,
                other.textStart(otherAt, text),
                other.textEnds[otherAt * TEXTS + text.place]);
    }

    /** Bytes in memory, roughly. */
    int weight() {
        return 200 + uids.length * (4 + 8 + 8 + 4 + 4 * TEXTS + 1) + references.length * 8 + texts.length;
    }

    /** Takes the messages in order of their UIDs. */
    static final class Builder {
        private final int[] uids;
        private final long[] sent;
        private final long[] identifiers;
        private final int[] referenceEnds;
        private final int[] textEnds;
        private final ByteArrayOutputStream texts;
        private final BitSet replies = new BitSet();
        private long[] references = new long[64];
        private int referenceCount;
        private int size;

        Builder(int messages) {
            uids = new int[messages];
            sent = new long[messages];
            identifiers = new long[messages];
            referenceEnds = new int[messages];
            textEnds = new int[messages * TEXTS];
            texts = new ByteArrayOutputStream(messages * 64);
        }

        /** @param message null if it cannot be read; then it sorts as one that says nothing */
        void add(int uid, long internalDate, @Nullable MessageIndex message) {
            uids[size] = uid;
            sent[size] = internalDate;
            if (message != null) {
                identifiers[size] = message.messageId().map(KeyBlock::hash).orElse(0L);
                addReferences(message.ancestors());
            }
            Envelope envelope = message == null ? null : message.root().envelope();
            if (envelope != null) addEnvelope(envelope);
            else for (Text text : Text.values()) put(text, "");
            referenceEnds[size] = referenceCount;
            size++;
        }

        private void addReferences(List<String> ancestors) {
            for (int i = 0; i < ancestors.size(); i++) {
                if (i > 0 && i <= ancestors.size() - REFERENCES) continue;
                if (referenceCount == references.length) references = Arrays.copyOf(references, referenceCount * 2);
                references[referenceCount++] = hash(ancestors.get(i));
            }
        }

        private void addEnvelope(Envelope envelope) {
            if (envelope.date() != null) {
                Dates.parse(envelope.date()).ifPresent(date -> sent[size] = date.toEpochSecond());
            }
            var subject = StrippedSubject.of(envelope.subject() == null ? "" : envelope.subject());
            replies.set(size, subject.isReplyOrForward());
            put(Text.SUBJECT, subject.text());
            put(Text.FROM, mailbox(envelope.from()));
            put(Text.TO, mailbox(envelope.to()));
            put(Text.CC, mailbox(envelope.cc()));
            put(Text.DISPLAYFROM, shown(envelope.from()));
            put(Text.DISPLAYTO, shown(envelope.to()));
        }

        private void put(Text text, String value) {
            String folded = Casemap.fold(value);
            boolean cut = folded.length() > LONGEST_TEXT;
            texts.writeBytes((cut ? folded.substring(0, LONGEST_TEXT) : folded).getBytes(StandardCharsets.UTF_8));
            for (int shift = cut ? 56 : -1; shift >= 0; shift -= 8) texts.write((int) (hash(folded) >>> shift));
            textEnds[size * TEXTS + text.place] = texts.size();
        }

        /** A group begins with its name in the place of a mailbox. */
        private static String mailbox(List<EmailAddress> addresses) {
            String mailbox = addresses.isEmpty() ? null : addresses.getFirst().mailbox();
            return mailbox == null ? "" : EncodedWord.decode(mailbox);
        }

        /** RFC 5957 §3. */
        private static String shown(List<EmailAddress> addresses) {
            if (addresses.isEmpty()) return "";
            EmailAddress first = addresses.getFirst();
            String name =
                    first.name() == null ? "" : EncodedWord.decode(first.name()).strip();
            if (!name.isEmpty()) return name;
            String host = first.host();
            return host == null ? mailbox(addresses) : mailbox(addresses) + "@" + EncodedWord.decode(host);
        }

        KeyBlock build() {
            return new KeyBlock(this);
        }
    }

    /** FNV-1a of 64 bits, with a mixing of the bits at the end; never 0. */
    static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash ^= hash >>> 33;
        return hash == 0 ? 1 : hash;
    }
}
