package org.mailstead.wire;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The moments at which one socket is closed, whatever is going on in it: a blocking write, a TLS handshake and a TLS
 * record that drips in have no time-out that would end them. One daemon thread watches all sockets of the process.
 */
final class Deadlines {
    /** How late a deadline may be noticed. Looking costs two volatile reads a socket: 10,000 of them take under 1 ms. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private static final long NONE = 0;
    private static final Set<Deadlines> WATCHED = ConcurrentHashMap.newKeySet();

    static {
        Thread.ofPlatform().daemon().name("deadlines").start(Deadlines::look);
    }

    private final Socket socket;
    private volatile long readEndsAt = NONE;
    private volatile long writeEndsAt = NONE;
    private volatile boolean hasCut;

    private Deadlines(Socket socket) {
        this.socket = socket;
    }

    static Deadlines watch(Socket socket) {
        var deadlines = new Deadlines(socket);
        WATCHED.add(deadlines);
        return deadlines;
    }

    void forget() {
        WATCHED.remove(this);
    }

    void readEndsWithin(Duration time) {
        readEndsAt = in(time);
    }

    void readEnded() {
        readEndsAt = NONE;
    }

    void writeEndsWithin(Duration time) {
        writeEndsAt = in(time);
    }

    void writeEnded() {
        writeEndsAt = NONE;
    }

    /** Whether the socket was closed because a moment had passed. */
    boolean hasCut() {
        return hasCut;
    }

    private static long in(Duration time) {
        long at = System.nanoTime() + time.toNanos();
        return at == NONE ? NONE + 1 : at;
    }

    private static void look() {
        while (true) {
            try {
                Thread.sleep(LOOK_EVERY);
            } catch (InterruptedException e) {
                return;
            }
            long now = System.nanoTime();
            for (Deadlines each : WATCHED)
                if (passed(each.readEndsAt, now) || passed(each.writeEndsAt, now)) each.cut();
        }
    }

    private static boolean passed(long moment, long now) {
        return moment != NONE && now - moment > 0;
    }

    private void cut() {
        hasCut = true;
        forget();
        try {
            // The plain socket under TLS: closing the TLS socket would wait for the very lock the stuck write holds.
            socket.close();
        } catch (IOException e) {
            // It is closed either way.
        }
    }
}
