package org.mailstead.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailstead.message.Envelope.EmailAddress;
import org.mailstead.message.Part.Disposition;
import org.mailstead.message.Part.Parameter;

/** How an index is kept: variable-length numbers, strings as ISO 8859-1 bytes behind their length plus one, 0 for none. */
final class IndexCodec {
    private static final byte FORMAT = 1;

    private IndexCodec() {}

    static byte[] encode(MessageIndex index) {
        var out = new Writer();
        out.bytes.write(FORMAT);
        out.number(index.size());
        out.part(index.root(), 0);
        return out.bytes.size() > MessageLimits.ENCODED_BYTES ? new byte[0] : out.bytes.toByteArray();
    }

    static Optional<MessageIndex> decode(byte[] encoded) {
        if (encoded.length == 0 || encoded[0] != FORMAT) return Optional.empty();
        try {
            var in = new Reader(encoded);
            long size = in.number();
            return Optional.of(new MessageIndex(size, in.part(0, 0)));
        } catch (IndexOutOfBoundsException damaged) {
            // The message itself is still there to be scanned.
            return Optional.empty();
        }
    }

    private static final class Writer {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);

        void number(long value) {
            while ((value & ~0x7fL) != 0) {
                bytes.write((int) ((value & 0x7f) | 0x80));
                value >>>= 7;
            }
            bytes.write((int) value);
        }

        void text(@Nullable String value) {
            if (value == null) {
                number(0);
            } else {
                number(value.length() + 1L);
                bytes.writeBytes(value.getBytes(StandardCharsets.ISO_8859_1));
            }
        }

        /** Offsets count from where the part around begins, which keeps them short. */
        void part(Part part, long base) {
            text(part.type());
            parameters(part.parameters());
            text(part.contentId());
            text(part.description());
            text(part.encoding());
            text(part.md5());
            disposition(part.disposition());
            number(part.languages().size());
            part.languages().forEach(this::text);
            text(part.location());
            number(part.header().start() - base);
            number(part.header().length());
            number(part.body().start() - part.header().start());
            number(part.body().length());
            number(part.lines());
            envelope(part.envelope());
            number(part.children().size());
            for (Part child : part.children()) part(child, part.header().start());
        }

        private void disposition(@Nullable Disposition disposition) {
            text(disposition == null ? null : disposition.kind());
            if (disposition != null) parameters(disposition.parameters());
        }

        private void parameters(List<Parameter> parameters) {
            number(parameters.size());
            for (Parameter parameter : parameters) {
                text(parameter.name());
                text(parameter.value());
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

    private static final class Reader {
        private final byte[] bytes;
        private int at = 1;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        long number() {
            long value = 0;
            for (int shift = 0; shift < Long.SIZE; shift += 7) {
                byte next = bytes[at++];
                value |= (long) (next & 0x7f) << shift;
                if (next >= 0) return value;
            }
            throw new IndexOutOfBoundsException("number too long");
        }

        /** A number of things that each take a byte at least. */
        private int count() {
            long count = number();
            if (count < 0 || count > bytes.length - at) throw new IndexOutOfBoundsException("count " + count);
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
            return text == null ? "" : text;
        }

        Part part(long base, int depth) {
            if (depth > MessageLimits.DEPTH + 1) throw new IndexOutOfBoundsException("depth");
            String type = present();
            var parameters = parameters();
            String contentId = text();
            String description = text();
            String encoding = present();
            String md5 = text();
            String kind = text();
            Disposition disposition = kind == null ? null : new Disposition(kind, parameters());
            var languages = new String[count()];
            for (int i = 0; i < languages.length; i++) languages[i] = present();
            String location = text();
            long start = base + number();
            var header = span(start);
            var body = span(start + number());
            long lines = number();
            Envelope envelope = number() == 0 ? null : envelope();
            int count = count();
            var children = new ArrayList<Part>(count);
            for (int i = 0; i < count; i++) children.add(part(start, depth + 1));
            return new Part(
                    type,
                    parameters,
                    contentId,
                    description,
                    encoding,
                    md5,
                    disposition,
                    Arrays.asList(languages),
                    location,
                    header,
                    body,
                    lines,
                    List.copyOf(children),
                    envelope);
        }

        private Span span(long start) {
            return new Span(start, start + number());
        }

        private List<Parameter> parameters() {
            int count = count();
            var parameters = new ArrayList<Parameter>(count);
            for (int i = 0; i < count; i++) parameters.add(new Parameter(present(), present()));
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
            var addresses = new ArrayList<EmailAddress>(count);
            for (int i = 0; i < count; i++) addresses.add(new EmailAddress(text(), text(), text()));
            return List.copyOf(addresses);
        }
    }
}
