package org.mailstead.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.mailstead.gateway.Town.Program;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.testkit.MovableClock;
import org.mailstead.wire.Connection;

/** What is between a program and its provider after the sign-in; a test speaks for both. */
final class Between implements AutoCloseable {
    final MovableClock clock;
    final Conduct conduct;
    final Program program;
    final Program server;
    private final Thread passing;

    /** @param offer of the provider's server */
    Between(Protocol protocol, Habits habits, List<String> offer) throws IOException {
        this(protocol, habits, offer, new MovableClock("2026-11-28T12:00:00Z"));
    }

    private Between(Protocol protocol, Habits habits, List<String> offer, MovableClock clock) throws IOException {
        this(protocol, new Conduct(habits, clock, clock::advance), offer, clock);
    }

    /** Another connection of the same account. */
    Between(Protocol protocol, Conduct conduct, List<String> offer, MovableClock clock) throws IOException {
        this.clock = clock;
        this.conduct = conduct;
        var ends = new ArrayList<Connection>();
        program = pair(ends);
        server = pair(ends);
        var signedIn = new SignedIn(ends.get(1), offer);
        passing = Thread.ofVirtual().start(() -> PassThrough.between(ends.get(0), signedIn, protocol, conduct));
    }

    private static Program pair(List<Connection> ends) throws IOException {
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var socket = new Socket(listening.getInetAddress(), listening.getLocalPort());
            socket.setSoTimeout(20_000);
            ends.add(new Connection(listening.accept()));
            return new Program(socket);
        }
    }

    /** What one side says comes to the other as it is. */
    static void comes(Program from, String text, Program to) throws IOException {
        from.send(text);
        String come = to.take(text.length());
        if (!come.equals(text)) throw new AssertionError("came as: " + come);
    }

    boolean isOver() throws InterruptedException {
        return passing.join(Duration.ofSeconds(20));
    }

    @Override
    public void close() {
        try {
            program.close();
            server.close();
            if (!isOver()) throw new AssertionError("is not over");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
