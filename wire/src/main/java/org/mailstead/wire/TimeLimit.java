package org.mailstead.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The end of a whole check, whatever hangs: each connection has limits of its own, but there are dozens of them, some after others. When
 * the time is up, all that are open are closed, and no more are opened.
 */
public final class TimeLimit implements Dialer.Way, AutoCloseable {
    private final Dialer.Way way;
    private final Duration limit;
    private final long endsAt;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Thread watch;
    private volatile boolean over;

    /** Begins now. */
    public TimeLimit(Dialer.Way way, Duration limit) {
        this.way = way;
        this.limit = limit;
        endsAt = System.nanoTime() + limit.toNanos();
        watch = Thread.ofVirtual().name("time-limit").start(this::waitForTheEnd);
    }

    private void waitForTheEnd() {
        try {
            Thread.sleep(limit);
        } catch (InterruptedException e) {
            return;
        }
        over = true;
        open.forEach(TimeLimit::close);
    }

    /** Whether it came to that. */
    public boolean isOver() {
        return over;
    }

    @Override
    public Socket connect(InetSocketAddress to, Duration most) throws IOException {
        var left = left();
        // In milliseconds, of which none would mean no limit.
        if (over || left.toMillis() < 1) throw new IOException("no time was left");
        Socket socket = way.connect(to, left.compareTo(most) < 0 ? left : most);
        open.add(socket);
        if (over) close(socket);
        return socket;
    }

    /** What is left of it; never less than nothing. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, endsAt - System.nanoTime()));
    }

    /** Why something did not work, in words. */
    public String words(IOException why) {
        return over ? "no time was left" : String.valueOf(why.getMessage());
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more either way.
        }
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
