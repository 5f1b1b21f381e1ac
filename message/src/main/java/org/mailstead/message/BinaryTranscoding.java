package org.mailstead.message;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Makes a message of one that holds NUL bytes that every protocol can carry: its binary parts become base64, all else
 * stays as it is. RFC 3516 §4.4 allows that, RFC 3501 §9 (CHAR8) makes it necessary.
 */
public final class BinaryTranscoding {
    private static final byte[] CRLF = {'\r', '\n'};
    private static final int PIECE = 16 * 1024;

    /** How it went. */
    public enum Outcome {
        /** There is no NUL in it; nothing was written. */
        NOT_NEEDED,
        REWRITTEN,
        /** NUL stands where no encoding can help: in a header, between parts, or in what is encoded already. */
        IMPOSSIBLE
    }

    private enum Treatment {
        AS_IT_IS,
        HEADER_TO_BASE64,
        BODY_TO_BASE64,
        /** A container says 8bit once nothing in it is binary any more. */
        HEADER_TO_8BIT
    }

    /** A stretch of the message; together they are all of it. */
    private static final class Stretch {
        private final long end;
        private final boolean bodyOfLeaf;
        private Treatment treatment;
        private boolean hasNul;

        Stretch(long end, boolean bodyOfLeaf, Treatment treatment) {
            this.end = end;
            this.bodyOfLeaf = bodyOfLeaf;
            this.treatment = treatment;
        }
    }

    private record Leaf(Part part, int header, int body) {}

    private final Spool message;
    private final List<Stretch> stretches = new ArrayList<>();
    private final List<Leaf> leaves = new ArrayList<>();
    private boolean tooLargeHeader;

    private BinaryTranscoding(Spool message) {
        this.message = message;
    }

    /**
     * @param message finished
     * @param to takes the new message if there has to be one, a third larger at most
     */
    public static Outcome run(Spool message, Spool to) throws IOException {
        if (!hasNul(message)) return Outcome.NOT_NEEDED;
        return new BinaryTranscoding(message).rewrite(to);
    }

    /**
     * The same for a message whose parts may be binary without a NUL: bare line ends in them are bytes, and must not be
     * mended on the way. Never {@code NOT_NEEDED}.
     */
    public static Outcome runOnBinary(Spool message, Spool to) throws IOException {
        message.finish();
        return new BinaryTranscoding(message).rewrite(to);
    }

    private static boolean hasNul(Spool message) throws IOException {
        message.finish();
        try (InputStream in = message.open()) {
            return DecodedContent.measure(in, 0, Long.MAX_VALUE).hasNul();
        }
    }

    private Outcome rewrite(Spool to) throws IOException {
        MessageIndex index;
        try (InputStream in = message.open()) {
            index = MessageIndex.scan(in);
        }
        divide(index.root());
        coverTo(index.size());
        findNul();
        for (Stretch stretch : stretches) if (stretch.hasNul && !stretch.bodyOfLeaf) return Outcome.IMPOSSIBLE;
        for (Leaf leaf : leaves) {
            Stretch body = stretches.get(leaf.body());
            boolean binary = leaf.part().encoding().equalsIgnoreCase("binary");
            if (!body.hasNul && !binary) continue;
            boolean asItStands = TransferDecoding.isIdentity(leaf.part().encoding())
                    && TransferDecoding.isKnown(leaf.part().encoding());
            if (!asItStands) return Outcome.IMPOSSIBLE;
            body.treatment = Treatment.BODY_TO_BASE64;
            stretches.get(leaf.header()).treatment = Treatment.HEADER_TO_BASE64;
        }
        if (tooLargeHeader) return Outcome.IMPOSSIBLE;
        try (InputStream in = message.open()) {
            write(in, to);
        }
        return Outcome.REWRITTEN;
    }

    private void divide(Part part) {
        boolean leaf = part.children().isEmpty();
        boolean binary = part.encoding().equalsIgnoreCase("binary");
        coverTo(part.header().start());
        tooLargeHeader |= part.header().length() > MessageLimits.HEADER_BYTES;
        int header = stretches.size();
        stretches.add(new Stretch(
                part.header().end(), false, !leaf && binary ? Treatment.HEADER_TO_8BIT : Treatment.AS_IT_IS));
        coverTo(part.body().start());
        if (leaf) {
            leaves.add(new Leaf(part, header, stretches.size()));
            stretches.add(new Stretch(part.body().end(), true, Treatment.AS_IT_IS));
        } else {
            for (Part child : part.children()) divide(child);
            coverTo(part.body().end());
        }
    }

    private void coverTo(long end) {
        long covered = stretches.isEmpty() ? 0 : stretches.getLast().end;
        if (end > covered) stretches.add(new Stretch(end, false, Treatment.AS_IT_IS));
    }

    private void findNul() throws IOException {
        byte[] piece = new byte[PIECE];
        try (InputStream in = message.open()) {
            long at = 0;
            int stretch = 0;
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                for (int i = 0; i < count; i++, at++) {
                    if (piece[i] != 0) continue;
                    while (stretches.get(stretch).end <= at) stretch++;
                    stretches.get(stretch).hasNul = true;
                }
            }
        }
    }

    private void write(InputStream in, OutputStream out) throws IOException {
        long at = 0;
        for (int i = 0; i < stretches.size(); i++) {
            Stretch stretch = stretches.get(i);
            long length = stretch.end - at;
            at = stretch.end;
            switch (stretch.treatment) {
                case AS_IT_IS -> copy(in, length, out);
                case HEADER_TO_BASE64 -> writeHeader(in.readNBytes((int) length), "base64", true, out);
                case HEADER_TO_8BIT -> writeHeader(in.readNBytes((int) length), "8bit", false, out);
                case BODY_TO_BASE64 -> {
                    // Closing it writes the padding; what is below stays open.
                    try (OutputStream base64 = Base64.getMimeEncoder().wrap(new Unclosed(out))) {
                        copy(in, length, base64);
                    }
                    // Inside a multipart the delimiter brings its own line end.
                    if (i == stretches.size() - 1) out.write(CRLF);
                }
            }
        }
    }

    /** @param ofLeaf whether the body follows directly, so that a blank line has to be there */
    static void writeHeader(byte[] header, String encoding, boolean ofLeaf, OutputStream out) throws IOException {
        byte[] field = ("Content-Transfer-Encoding: " + encoding + "\r\n").getBytes(StandardCharsets.US_ASCII);
        List<HeaderBlock.Field> fields = HeaderBlock.parse(header).fields();
        boolean named = false;
        int at = 0;
        for (HeaderBlock.Field each : fields) {
            if (!each.name().equalsIgnoreCase("Content-Transfer-Encoding")) continue;
            out.write(header, at, (int) each.span().start() - at);
            // The first one counts, so it is in the place of the first that the new one has to stand.
            if (!named) out.write(field);
            named = true;
            at = (int) each.span().end();
        }
        if (!named) out.write(field);
        out.write(header, at, header.length - at);
        boolean open =
                fields.isEmpty() ? header.length == 0 : fields.getLast().span().end() == header.length;
        if (open && ofLeaf) out.write(CRLF);
    }

    private static void copy(InputStream in, long length, OutputStream out) throws IOException {
        byte[] piece = new byte[(int) Math.min(PIECE, Math.max(1, length))];
        for (long left = length; left > 0; ) {
            int count = in.read(piece, 0, (int) Math.min(piece.length, left));
            if (count < 0) throw new EOFException("a spooled message became shorter");
            out.write(piece, 0, count);
            left -= count;
        }
    }

    private static final class Unclosed extends OutputStream {
        private final OutputStream out;

        Unclosed(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }
    }
}
