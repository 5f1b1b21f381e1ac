package org.mailstead.message;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A message of which every body is ASCII, for servers that carry nothing else: text becomes quoted-printable, other content
 * base64, and all else stays as it is, also header fields, whose letters have nothing to do with the encoding of bodies. RFC
 * 6152 §3, RFC 2045 §6.
 *
 * <p>A signature that covers a body does not outlive this. What is inside {@code multipart/signed} is therefore never
 * touched; a message that would need it has no such form.
 */
public final class SevenBitForm {
    private static final int PIECE = 16 * 1024;

    /** Opens the bytes of a message, the same ones each time. */
    public interface Source {
        InputStream open() throws IOException;
    }

    private enum Treatment {
        AS_IT_IS,
        HEADER_7BIT,
        HEADER_QUOTED,
        HEADER_BASE64,
        BODY_QUOTED,
        BODY_BASE64
    }

    /** A stretch of the message; together they are all of it. */
    private static final class Stretch {
        private final long end;
        private final boolean mayHave8Bit;
        private Treatment treatment = Treatment.AS_IT_IS;
        private boolean has8Bit;

        Stretch(long end, boolean mayHave8Bit) {
            this.end = end;
            this.mayHave8Bit = mayHave8Bit;
        }
    }

    private record Body(Part part, int header, int body, boolean frozen) {}

    private final Source message;
    private final List<Stretch> stretches = new ArrayList<>();
    private final List<Body> bodies = new ArrayList<>();

    /** Headers of multiparts and messages, which must not claim to hold 8bit any more. */
    private final List<Integer> containers = new ArrayList<>();

    private boolean possible = true;

    private SevenBitForm(Source message) {
        this.message = message;
    }

    /** The form of a message, which may be the message as it is; empty if it has none. */
    public static Optional<SevenBitForm> of(Source message) throws IOException {
        var form = new SevenBitForm(message);
        form.plan();
        return form.possible ? Optional.of(form) : Optional.empty();
    }

    private void plan() throws IOException {
        MessageIndex index;
        try (InputStream in = message.open()) {
            index = MessageIndex.scan(in);
        }
        divide(index.root(), false);
        coverTo(index.size());
        find8Bit();
        boolean changed = false;
        for (Stretch each : stretches) possible &= !each.has8Bit || each.mayHave8Bit;
        for (Body each : bodies) {
            if (!stretches.get(each.body()).has8Bit) continue;
            changed = true;
            treat(each);
        }
        if (!changed) return;
        for (int header : containers) stretches.get(header).treatment = Treatment.HEADER_7BIT;
    }

    private void treat(Body body) {
        Part part = body.part();
        boolean asItStands = TransferDecoding.isIdentity(part.encoding()) && TransferDecoding.isKnown(part.encoding());
        // RFC 2046 §5.2 lets no message type be encoded; RFC 6532 §3.7 and RFC 6533 §6 let those that may have UTF-8.
        boolean encodable = !part.type().startsWith("message/") || part.type().startsWith("message/global");
        boolean small = part.header().length() <= MessageLimits.HEADER_BYTES;
        if (body.frozen() || !asItStands || !encodable || !small) {
            possible = false;
            return;
        }
        boolean text = part.type().startsWith("text/") && !part.encoding().equalsIgnoreCase("binary");
        stretches.get(body.header()).treatment = text ? Treatment.HEADER_QUOTED : Treatment.HEADER_BASE64;
        stretches.get(body.body()).treatment = text ? Treatment.BODY_QUOTED : Treatment.BODY_BASE64;
    }

    private void divide(Part part, boolean frozen) {
        coverTo(part.header().start());
        int header = stretches.size();
        // Field values in UTF-8 need another extension than bodies do.
        stretches.add(new Stretch(part.header().end(), true));
        coverTo(part.body().start());
        if (part.children().isEmpty()) {
            bodies.add(new Body(part, header, stretches.size(), frozen));
            stretches.add(new Stretch(part.body().end(), true));
            return;
        }
        String encoding = part.encoding();
        boolean claims = encoding.equalsIgnoreCase("8bit") || encoding.equalsIgnoreCase("binary");
        if (claims && !frozen) containers.add(header);
        for (Part child : part.children()) divide(child, frozen || part.type().equals("multipart/signed"));
        coverTo(part.body().end());
    }

    /** What lies between parts, where nothing can be encoded. */
    private void coverTo(long end) {
        long covered = stretches.isEmpty() ? 0 : stretches.getLast().end;
        if (end > covered) stretches.add(new Stretch(end, false));
    }

    private void find8Bit() throws IOException {
        byte[] piece = new byte[PIECE];
        try (InputStream in = message.open()) {
            long at = 0;
            int stretch = 0;
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                for (int i = 0; i < count; i++, at++) {
                    if (piece[i] >= 0) continue;
                    while (stretches.get(stretch).end <= at) stretch++;
                    stretches.get(stretch).has8Bit = true;
                }
            }
        }
    }

    /** Reads it from the start, as often as it is asked. */
    public InputStream open() throws IOException {
        return new Pieces(message.open());
    }

    /** One stretch after the other. */
    private final class Pieces extends InputStream {
        private final InputStream in;
        private InputStream piece = InputStream.nullInputStream();
        private int next;
        private long at;

        Pieces(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = piece.read(into, offset, length);
            while (count < 0 && next < stretches.size()) {
                piece = next();
                count = piece.read(into, offset, length);
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }

        private InputStream next() {
            Stretch stretch = stretches.get(next++);
            long length = stretch.end - at;
            at = stretch.end;
            boolean root = next == 1;
            return switch (stretch.treatment) {
                case AS_IT_IS -> EncodedInput.asItIs(in, length);
                case HEADER_7BIT -> EncodedInput.once(() -> header(length, "7bit", root));
                case HEADER_QUOTED -> EncodedInput.once(() -> header(length, "quoted-printable", root));
                case HEADER_BASE64 -> EncodedInput.once(() -> header(length, "base64", root));
                case BODY_QUOTED -> EncodedInput.quotedPrintable(in, length);
                case BODY_BASE64 -> EncodedInput.base64(in, length);
            };
        }

        private InputStream header(long length, String encoding, boolean root) throws IOException {
            byte[] header = in.readNBytes((int) length);
            var out = new ByteArrayOutputStream(header.length + 100);
            if (root) out.write(missing(header).getBytes(StandardCharsets.US_ASCII));
            BinaryTranscoding.writeHeader(header, encoding, true, out);
            return new ByteArrayInputStream(out.toByteArray());
        }

        /** Without them nobody would look for an encoding. What charset it was in nobody knows: RFC 1428 §3. */
        private static String missing(byte[] header) {
            List<HeaderBlock.Field> fields = HeaderBlock.parse(header).fields();
            String missing = "";
            if (fields.stream().noneMatch(field -> field.name().equalsIgnoreCase("MIME-Version")))
                missing += "MIME-Version: 1.0\r\n";
            if (fields.stream().noneMatch(field -> field.name().equalsIgnoreCase("Content-Type")))
                missing += "Content-Type: text/plain; charset=unknown-8bit\r\n";
            return missing;
        }
    }
}
