package org.mailstead.milter;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One unit of the protocol: four bytes of length, a letter, and what belongs to it. */
record Packet(char letter, byte[] data) {
    /** A filter's answer holds a field of a header at most, or a body, which is not asked for. */
    static final int MOST_BYTES = 1024 * 1024;

    static Packet read(InputStream in) throws IOException {
        byte[] head = in.readNBytes(4);
        if (head.length < 4) throw new EOFException("the filter hung up");
        int length = ByteBuffer.wrap(head).getInt();
        if (length < 1 || length > MOST_BYTES)
            throw new MilterException("the filter sent a packet of " + length + " bytes");
        byte[] all = in.readNBytes(length);
        if (all.length < length) throw new EOFException("the filter hung up within an answer");
        return new Packet((char) (all[0] & 0xff), Arrays.copyOfRange(all, 1, length));
    }

    void write(OutputStream out) throws IOException {
        out.write(ByteBuffer.allocate(5)
                .putInt(data.length + 1)
                .put((byte) letter)
                .array());
        out.write(data);
    }

    /** Reads the data of a packet piece by piece. */
    static final class Reader {
        private final byte[] data;
        private int at;

        Reader(Packet packet) {
            data = packet.data();
        }

        int number() throws MilterException {
            if (data.length - at < 4) throw new MilterException("the filter's answer is too short");
            at += 4;
            return ByteBuffer.wrap(data, at - 4, 4).getInt();
        }

        /** Up to a zero byte. */
        String text() throws MilterException {
            int end = at;
            while (end < data.length && data[end] != 0) end++;
            if (end == data.length) throw new MilterException("the filter's answer has a text without end");
            String text = new String(data, at, end - at, StandardCharsets.ISO_8859_1);
            at = end + 1;
            return text;
        }
    }

    /** Puts together the data of a packet. */
    static final class Writer {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Writer number(int value) {
            out.writeBytes(ByteBuffer.allocate(4).putInt(value).array());
            return this;
        }

        Writer bytes(int... bytes) {
            for (int b : bytes) out.write(b);
            return this;
        }

        /** A zero byte inside would end it early. */
        Writer text(String value) {
            out.writeBytes(value.replace("\0", "").getBytes(StandardCharsets.ISO_8859_1));
            out.write(0);
            return this;
        }

        Packet packet(char letter) {
            return new Packet(letter, out.toByteArray());
        }
    }
}
