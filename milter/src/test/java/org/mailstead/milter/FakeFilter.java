package org.mailstead.milter;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A filter that notes what it is shown, and answers as it is told; what it is not told of it lets pass. */
final class FakeFilter implements AutoCloseable {
    final List<String> seen = new CopyOnWriteArrayList<>();
    private final ServerSocket server;
    private final int steps;
    private final Map<String, List<Packet>> answers;

    /** @param answers by the beginning of what is seen */
    FakeFilter(int steps, Map<String, List<Packet>> answers) throws IOException {
        this.steps = steps;
        this.answers = answers;
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    MilterAddress address() {
        return MilterAddress.parse("inet:127.0.0.1:" + server.getLocalPort()).orElseThrow();
    }

    static Packet packet(char letter, Object... parts) {
        var out = new Packet.Writer();
        for (Object part : parts) {
            if (part instanceof Integer number) out.number(number);
            else out.text(part.toString());
        }
        return out.packet(letter);
    }

    private void serve() {
        try (var socket = server.accept()) {
            while (true) {
                Packet packet = Packet.read(socket.getInputStream());
                String text = packet.letter()
                        + new String(packet.data(), StandardCharsets.ISO_8859_1)
                                .replace('\0', '|')
                                .replace('\n', '/');
                seen.add(packet.letter() == 'O' ? "O" : text);
                if (packet.letter() == 'Q') return;
                // Macros and the end of a mail before its time have no answer.
                boolean answered = packet.letter() != 'D' && packet.letter() != 'A';
                if (answered) answer(text, packet.letter(), socket.getOutputStream());
            }
        } catch (IOException e) {
            seen.add("ended: " + e.getMessage());
        }
    }

    private void answer(String text, char letter, OutputStream out) throws IOException {
        for (var each : answers.entrySet()) {
            if (!text.startsWith(each.getKey())) continue;
            for (Packet packet : each.getValue()) packet.write(out);
            return;
        }
        if (letter == 'O') packet('O', 6, 0x31, steps).write(out);
        else packet('c').write(out);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
