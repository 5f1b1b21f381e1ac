package org.mailstead.store.postgres;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Stands between a program and its database, and can lose a request, or let it through and lose the answer. */
final class CutConnection implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Cut> next = new AtomicReference<>();

    /** @param then what happens before the connection ends; null if the request is not even to arrive */
    private record Cut(String text, @Nullable Runnable then) {}

    CutConnection(int port) throws IOException {
        this.port = port;
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "postgresql://127.0.0.1:" + door.getLocalPort() + "/postgres";
    }

    /** The request that has this text in it arrives, something happens, and its connection ends without an answer. */
    void loseAnswerTo(String text, Runnable then) {
        next.set(new Cut(text, then));
    }

    /** The request that has this text in it does not arrive, and its connection ends. */
    void lose(String text) {
        next.set(new Cut(text, null));
    }

    boolean hasCut() {
        return next.get() == null;
    }

    private void accept() {
        try {
            while (true) {
                Socket program = door.accept();
                Socket database = new Socket(InetAddress.getLoopbackAddress(), port);
                open.add(program);
                open.add(database);
                var cut = new AtomicReference<@Nullable Cut>();
                Thread.ofVirtual().start(() -> requests(program, database, cut));
                Thread.ofVirtual().start(() -> answers(database, program, cut));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void requests(Socket from, Socket to, AtomicReference<@Nullable Cut> cut) {
        copy(from, to, bytes -> {
            Cut wanted = next.get();
            if (wanted == null || !bytes.contains(wanted.text) || !next.compareAndSet(wanted, null)) return true;
            if (wanted.then == null) return false;
            cut.set(wanted);
            return true;
        });
    }

    private void answers(Socket from, Socket to, AtomicReference<@Nullable Cut> cut) {
        copy(from, to, _ -> {
            Cut wanted = cut.get();
            if (wanted == null || wanted.then == null) return true;
            wanted.then.run();
            return false;
        });
    }

    @FunctionalInterface
    private interface Passing {
        boolean mayPass(String bytes);
    }

    private void copy(Socket from, Socket to, Passing passing) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                if (!passing.mayPass(new String(buffer, 0, got, ISO_8859_1))) return;
                out.write(buffer, 0, got);
                out.flush();
            }
        } catch (IOException e) {
            // The other side has ended.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket each : open) each.close();
    }
}
