package org.mailstead.message;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.mailstead.message.MessageText.Opener;

/**
 * A message whose headers are ASCII, for programs that know no other ones: names, subjects and file names are encoded,
 * addresses that have no ASCII form give way to one that leads nowhere, other fields are left out. Bodies stay as they are.
 * RFC 6858 §2.
 *
 * <p>Fields whose bytes are no UTF-8 stay as well: nobody knows what they mean. So do those of parts of {@code
 * multipart/signed}, whose signature would not outlive it.
 */
public final class AsciiHeaderForm {
    private final MessageIndex index;
    private final Opener message;
    private final List<Replacement> replacements = new ArrayList<>();

    /** A header and what stands in its place. */
    private record Replacement(Span old, byte[] bytes) {}

    private AsciiHeaderForm(MessageIndex index, Opener message) {
        this.index = index;
        this.message = message;
    }

    /** @param message opens the bytes that the index is of */
    public static AsciiHeaderForm of(MessageIndex index, Opener message) throws IOException {
        var form = new AsciiHeaderForm(index, message);
        if (index.wideHeaders()) form.plan(index.root());
        return form;
    }

    private void plan(Part part) throws IOException {
        Span old = part.header();
        if (old.length() > 0 && old.length() <= MessageLimits.HEADER_BYTES) {
            byte[] bytes;
            try (InputStream in = message.open(old.start(), old.length())) {
                bytes = in.readNBytes((int) old.length());
            }
            AsciiHeader.of(bytes, part).ifPresent(form -> replacements.add(new Replacement(old, form)));
        }
        if (part.type().equals("multipart/signed")) return;
        for (Part child : part.children()) plan(child);
    }

    /** Whether it is the message as it stands. */
    public boolean isUnchanged() {
        return replacements.isEmpty();
    }

    /** Bytes of the whole form. */
    public long size() {
        long size = index.size();
        for (Replacement each : replacements) size += grown(each);
        return size;
    }

    /** Where the body of the message begins in it. */
    public long headerEnd() {
        Span header = index.root().header();
        boolean changed =
                !replacements.isEmpty() && replacements.getFirst().old().start() == header.start();
        return header.end() + (changed ? grown(replacements.getFirst()) : 0);
    }

    private static long grown(Replacement each) {
        return each.bytes().length - each.old().length();
    }

    public InputStream open() throws IOException {
        InputStream whole = message.open(0, Long.MAX_VALUE);
        return isUnchanged() ? whole : new Pieces(whole);
    }

    /** The message with each header that has another form replaced on the way. */
    private final class Pieces extends InputStream {
        private final InputStream in;
        private int next;
        private long at;
        private byte[] header = {};
        private int inHeader;

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
            if (length == 0) return 0;
            if (inHeader == header.length
                    && next < replacements.size()
                    && at == replacements.get(next).old().start()) {
                Replacement here = replacements.get(next++);
                in.skipNBytes(here.old().length());
                at = here.old().end();
                header = here.bytes();
                inHeader = 0;
            }
            if (inHeader < header.length) {
                int count = Math.min(length, header.length - inHeader);
                System.arraycopy(header, inHeader, into, offset, count);
                inHeader += count;
                return count;
            }
            long room =
                    next < replacements.size() ? replacements.get(next).old().start() - at : length;
            int count = in.read(into, offset, (int) Math.min(room, length));
            if (count > 0) at += count;
            return count;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
