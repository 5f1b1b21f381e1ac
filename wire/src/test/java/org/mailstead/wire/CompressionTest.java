package org.mailstead.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;

class CompressionTest {
    /** The peer's side, made of zlib. */
    private static final class Peer {
        final Deflater deflater = new Deflater(6, true);
        final InputStream in;
        private final Loopback pair;

        Peer(Loopback pair) throws IOException {
            this.pair = pair;
            // One byte of input at a time: what a flush did not push out is missed here.
            in = new InflaterInputStream(pair.peer().getInputStream(), new Inflater(true), 1);
        }

        void send(String latin1) throws IOException {
            byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
            deflater.setInput(bytes);
            var out = new byte[bytes.length + 100];
            int count = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
            pair.peer().getOutputStream().write(out, 0, count);
        }

        String read(int bytes) throws IOException {
            return new String(in.readNBytes(bytes), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void linesGoBothWays() throws IOException {
        try (var pair = Loopback.open()) {
            pair.connection().compress();
            var peer = new Peer(pair);
            for (int i = 0; i < 50; i++) {
                peer.send("command number " + i + "\r\n");
                assertThat(new String(line(pair), StandardCharsets.ISO_8859_1)).isEqualTo("command number " + i);
                pair.connection().write("* answer number " + i + "\r\n");
                pair.connection().flush();
                assertThat(peer.read(("* answer number " + i).length() + 2)).endsWith("number " + i + "\r\n");
            }
        }
    }

    private static byte[] line(Loopback pair) throws IOException {
        byte[] line = pair.connection().readLine(10_000);
        if (line == null) throw new IOException("ended");
        return line;
    }

    /** Other servers hang here: the answer lies in the compressor while both sides wait. */
    @Test
    void answersGoOutBeforeWaitingForThePeer() throws IOException {
        try (var pair = Loopback.open()) {
            pair.connection().compress();
            var peer = new Peer(pair);
            // Larger than the buffer, so that the buffer is empty and the compressor is not.
            pair.connection().write("x".repeat(20_000) + "\r\n");
            Thread.startVirtualThread(() -> {
                try {
                    peer.read(20_002);
                    peer.send("got it\r\n");
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(line(pair)).asString().isEqualTo("got it");
        }
    }

    @Test
    void lastAnswerIsReadAfterTheClose() throws IOException {
        var pair = Loopback.open();
        pair.connection().compress();
        var peer = new Peer(pair);
        pair.connection().write("* BYE\r\n");
        Thread.startVirtualThread(pair.connection()::close);
        assertThat(peer.read(7)).isEqualTo("* BYE\r\n");
        pair.close();
    }

    @Test
    void smallInputThatInflatesToMuchMeetsTheLineLimit() throws IOException {
        try (var pair = Loopback.open()) {
            pair.connection().compress();
            var peer = new Peer(pair);
            peer.send("a".repeat(10_000_000) + "\r\nb\r\n");
            assertThatThrownBy(() -> pair.connection().readLine(1_000)).isInstanceOf(LineTooLong.class);
            assertThat(line(pair)).asString().isEqualTo("b");
        }
    }

    @Test
    void endlessLineIsNotReadForEver() throws IOException {
        try (var pair = Loopback.open()) {
            pair.connection().compress();
            var peer = new Peer(pair);
            Thread.startVirtualThread(() -> {
                try {
                    while (true) peer.send("a".repeat(1_000_000));
                } catch (IOException closed) {
                    peer.deflater.end();
                }
            });
            assertThatThrownBy(() -> pair.connection().readLine(1_000)).hasMessage("a line without end");
        }
    }

    @Test
    void garbageIsRefusedAndCanBeAnswered() throws IOException {
        try (var pair = Loopback.open()) {
            pair.connection().compress();
            var peer = new Peer(pair);
            pair.peerSends("a NOOP\r\nb NOOP\r\nc NOOP\r\n");
            assertThatThrownBy(() -> pair.connection().readLine(1_000)).isInstanceOf(NotDeflate.class);
            pair.connection().write("* BYE\r\n");
            pair.connection().flush();
            assertThat(peer.read(7)).isEqualTo("* BYE\r\n");
        }
    }

    @Test
    void compressedBytesReadAheadAreNotLost() throws IOException {
        try (var pair = Loopback.open()) {
            var deflater = new Deflater(6, true);
            deflater.setInput("b NOOP\r\n".getBytes(StandardCharsets.ISO_8859_1));
            var out = new byte[100];
            int count = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
            byte[] command = "a COMPRESS DEFLATE\r\n".getBytes(StandardCharsets.ISO_8859_1);
            byte[] both = Arrays.copyOf(command, command.length + count);
            System.arraycopy(out, 0, both, command.length, count);
            pair.peer().getOutputStream().write(both);
            assertThat(line(pair)).asString().isEqualTo("a COMPRESS DEFLATE");
            pair.connection().compress();
            assertThat(line(pair)).asString().isEqualTo("b NOOP");
        }
    }

    @Test
    void bulkComesThroughWhole() throws IOException {
        try (var pair = Loopback.open()) {
            pair.connection().compress();
            var peer = new Peer(pair);
            String text = "From: somebody\r\nSubject: the same again\r\n".repeat(20_000);
            Thread.startVirtualThread(() -> {
                try {
                    peer.send(text);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            byte[] got = new byte[text.length()];
            for (int at = 0; at < got.length; ) at += pair.connection().read(got, at, got.length - at);
            assertThat(new String(got, StandardCharsets.ISO_8859_1)).isEqualTo(text);
            pair.connection().write(got);
            Thread.startVirtualThread(() -> {
                try {
                    pair.connection().flush();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(peer.read(got.length)).isEqualTo(text);
        }
    }

    @Test
    void repetitionsAreFoundAcrossFlushes() throws IOException {
        var sent = new java.io.ByteArrayOutputStream();
        var writer = new DeflateWriter(sent);
        byte[] answer =
                "* 17 FETCH (FLAGS (\\Seen $Forwarded NonJunk) UID 4711)\r\n".getBytes(StandardCharsets.US_ASCII);
        writer.write(answer, 0, answer.length);
        writer.flush();
        int first = sent.size();
        for (int i = 0; i < 9; i++) {
            writer.write(answer, 0, answer.length);
            writer.flush();
        }
        assertThat(sent.size() - first).isLessThan(9 * 16);
        var in = new InflaterInputStream(new java.io.ByteArrayInputStream(sent.toByteArray()), new Inflater(true));
        assertThat(in.readNBytes(10 * answer.length)).endsWith(answer);
    }

    @Test
    void tlsCannotBeginInsideCompression() throws IOException {
        try (var pair = Loopback.open()) {
            pair.connection().compress();
            assertThatThrownBy(pair.connection()::compress).isInstanceOf(IllegalStateException.class);
            assertThat(pair.connection().isCompressed()).isTrue();
        }
    }
}
