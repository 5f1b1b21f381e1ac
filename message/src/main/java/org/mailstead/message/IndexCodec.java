package org.mailstead.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailstead.message.Envelope.EmailAddress;
import org.mailstead.message.Part.Disposition;
import org.mailstead.message.Part.Parameter;

/**
 * How an index is kept: variable-length numbers; strings as ISO 8859-1 bytes behind a number that is their length plus
 * one, or 0 for none; offsets counted from where the part around begins. Words that nearly every message has are numbers.
 */
final class IndexCodec {
    /** Rises with every change of the layout, of {@link #WORDS}, or of what a scan says; older indexes are made again. */
    private static final byte FORMAT = 4;

    /** Before it nobody looked for bytes beyond ASCII in headers. */
    private static final byte UNLOOKED = 3;

    /** The number of a word is its place here plus one. */
    private static final List<String> WORDS = List.of(
            "text/plain",
            "text/html",
            "multipart/alternative",
            "multipart/mixed",
            "multipart/related",
            "multipart/signed",
            "multipart/report",
            "message/rfc822",
            "message/delivery-status",
            "text/calendar",
            "application/octet-stream",
            "application/pdf",
            "image/jpeg",
            "image/png",
            "image/gif",
            "application/pgp-signature",
            "application/pkcs7-signature",
            "7bit",
            "8bit",
            "binary",
            "quoted-printable",
            "base64",
            "charset",
            "boundary",
            "name",
            "filename",
            "format",
            "type",
            "attachment",
            "inline",
            "us-ascii",
            "utf-8",
            "UTF-8",
            "iso-8859-1",
            "ISO-8859-1",
            "windows-1252",
            "flowed");

    private static final Map<String, Integer> NUMBERS = new HashMap<>();

    static {
        for (String word : WORDS) NUMBERS.put(word, NUMBERS.size() + 1);
    }

    private IndexCodec() {}

    static byte[] encode(MessageIndex index) {
        var out = new Writer();
        out.bytes.put((char) FORMAT);
        out.number(index.size());
        out.part(index.root(), 0);
        out.number(index.references().size());
        index.references().forEach(out::text);
        out.number(index.wideHeaders() ? 1 : 0);
        return out.full() ? new byte[0] : out.bytes.toArray();
    }

    static Optional<MessageIndex> decode(byte[] encoded) {
        if (encoded.length == 0 || (encoded[0] != FORMAT && encoded[0] != UNLOOKED)) return Optional.empty();
        try {
            var in = new Reader(encoded);
            long size = in.number();
            Part root = in.part(new Span(0, size), 0);
            List<String> references = in.texts();
            boolean wide = encoded[0] == UNLOOKED || in.number() != 0;
            var index = new MessageIndex(size, root, wide, references);
            return in.at == encoded.length ? Optional.of(index) : Optional.empty();
        } catch (IndexOutOfBoundsException damaged) {
            // The message itself is still there to be scanned.
            return Optional.empty();
        }
    }

    private static final class Writer {
        final ByteSink bytes = new ByteSink();

        void number(long value) {
            bytes.putVariable(value);
        }

        boolean full() {
            return bytes.length() > MessageLimits.ENCODED_BYTES;
        }

        void text(@Nullable String value) {
            if (value == null) number(0);
            else bytes.putVariable(value.length() + 1L).put(value);
        }

        private void word(String value) {
            int number = NUMBERS.getOrDefault(value, 0);
            number(number);
            if (number == 0) text(value);
        }

        void part(Part part, long base) {
            // All that follows is thrown away.
            if (full()) return;
            word(part.type());
            parameters(part.parameters());
            text(part.contentId());
            text(part.description());
            word(part.encoding());
            text(part.md5());
            disposition(part.disposition());
            number(part.languages().size());
            part.languages().forEach(this::text);
            text(part.location());
            number(part.header().start() - base);
            number(part.header().length());
            number(part.body().length());
            number(part.lines());
            envelope(part.envelope());
            number(part.children().size());
            for (Part child : part.children()) part(child, part.body().start());
        }

        private void disposition(@Nullable Disposition disposition) {
            number(disposition == null ? 0 : 1);
            if (disposition == null) return;
            word(disposition.kind());
            parameters(disposition.parameters());
        }

        private void parameters(List<Parameter> parameters) {
            number(parameters.size());
            for (Parameter parameter : parameters) {
                word(parameter.name());
                word(parameter.value());
            }
        }

        private void envelope(@Nullable Envelope envelope) {
            number(envelope == null ? 0 : 1);
            if (envelope == null) return;
            text(envelope.date());
            text(envelope.subject());
            addresses(envelope.from());
            // The two repeat From as a rule.
            likeFrom(envelope.sender(), envelope.from());
            likeFrom(envelope.replyTo(), envelope.from());
            addresses(envelope.to());
            addresses(envelope.cc());
            addresses(envelope.bcc());
            text(envelope.inReplyTo());
            text(envelope.messageId());
        }

        private void likeFrom(List<EmailAddress> addresses, List<EmailAddress> from) {
            boolean same = addresses.equals(from);
            number(same ? 1 : 0);
            if (!same) addresses(addresses);
        }

        private void addresses(List<EmailAddress> addresses) {
            number(addresses.size());
            for (EmailAddress address : addresses) {
                text(address.name());
                text(address.mailbox());
                text(address.host());
            }
        }
    }

    /** Throws IndexOutOfBoundsException on whatever cannot have been written. */
    private static final class Reader {
        /** Room made in advance for a list: a damaged count must not cost memory. */
        private static final int ROOM = 32;

        private final byte[] bytes;
        private int at = 1;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        long number() {
            long value = 0;
            for (int shift = 0; shift < Long.SIZE - 1; shift += 7) {
                byte next = bytes[at++];
                value |= (long) (next & 0x7f) << shift;
                if (next >= 0) return value;
            }
            throw new IndexOutOfBoundsException("number too long");
        }

        /** A number of things that each take a byte at least. */
        private int count() {
            long count = number();
            if (count > bytes.length - at) throw new IndexOutOfBoundsException("count " + count);
            return (int) count;
        }

        private @Nullable String text() {
            long length = number() - 1;
            if (length < 0) return null;
            if (length > bytes.length - at) throw new IndexOutOfBoundsException("text of " + length);
            at += (int) length;
            return new String(bytes, at - (int) length, (int) length, StandardCharsets.ISO_8859_1);
        }

        private String present() {
            String text = text();
            if (text == null) throw new IndexOutOfBoundsException("text missing");
            return text;
        }

        private String word() {
            long number = number();
            if (number > WORDS.size()) throw new IndexOutOfBoundsException("word " + number);
            return number == 0 ? present() : WORDS.get((int) number - 1);
        }

        Part part(Span around, int depth) {
            if (depth > MessageLimits.DEPTH + 1) throw new IndexOutOfBoundsException("depth");
            String type = word();
            var parameters = parameters();
            String contentId = text();
            String description = text();
            String encoding = word();
            String md5 = text();
            Disposition disposition = number() == 0 ? null : new Disposition(word(), parameters());
            List<String> languages = texts();
            String location = text();
            var header = span(around.start() + number(), around);
            var body = span(header.end(), around);
            long lines = number();
            Envelope envelope = number() == 0 ? null : envelope();
            return new Part(
                    type,
                    parameters,
                    contentId,
                    description,
                    encoding,
                    md5,
                    disposition,
                    languages,
                    location,
                    header,
                    body,
                    lines,
                    children(body, depth),
                    envelope);
        }

        List<String> texts() {
            int count = count();
            var texts = new ArrayList<String>(Math.min(ROOM, count));
            for (int i = 0; i < count; i++) texts.add(present());
            return List.copyOf(texts);
        }

        private List<Part> children(Span body, int depth) {
            int count = count();
            var children = new ArrayList<Part>(Math.min(ROOM, count));
            for (int i = 0; i < count; i++) children.add(part(body, depth + 1));
            return List.copyOf(children);
        }

        private Span span(long start, Span around) {
            long length = number();
            if (start < around.start() || start > around.end() || length > around.end() - start) {
                throw new IndexOutOfBoundsException("span outside the part around it");
            }
            return new Span(start, start + length);
        }

        private List<Parameter> parameters() {
            int count = count();
            var parameters = new ArrayList<Parameter>(Math.min(ROOM, count));
            for (int i = 0; i < count; i++) parameters.add(new Parameter(word(), word()));
            return List.copyOf(parameters);
        }

        private Envelope envelope() {
            String date = text();
            String subject = text();
            var from = addresses();
            var sender = number() == 1 ? from : addresses();
            var replyTo = number() == 1 ? from : addresses();
            return new Envelope(
                    date, subject, from, sender, replyTo, addresses(), addresses(), addresses(), text(), text());
        }

        private List<EmailAddress> addresses() {
            int count = count();
            var addresses = new ArrayList<EmailAddress>(Math.min(ROOM, count));
            for (int i = 0; i < count; i++) addresses.add(new EmailAddress(text(), text(), text()));
            return List.copyOf(addresses);
        }
    }
}
