package org.mailstead.gateway;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.wire.Connection;
import org.mailstead.wire.PeerTimedOut;

/**
 * From the sign-in on: whatever comes from one side goes to the other, both ways at once. Where no habit of the provider needs it nothing is
 * read in it, so that no extension can be broken. However large a message is, there is a buffer for each way and no more.
 */
final class PassThrough {
    /** Two TLS records. */
    private static final int BUFFER = 32 * 1024;

    /** A program on this machine says nothing for as long as it likes; when it dies, its connection ends. */
    static final Duration PROGRAM = Duration.ofDays(1);

    /**
     * A server that says nothing for so long is gone: who waits for mail (IDLE) begins anew every 29 minutes (RFC 2177 §3) and is answered
     * then. One to which a large message goes on a slow line says nothing meanwhile.
     */
    static final Duration SERVER = Duration.ofMinutes(60);

    private PassThrough() {}

    /** Returns when one of them has gone; both are closed then. What habits need is followed. */
    static void between(Connection program, SignedIn signedIn, Protocol protocol, Conduct conduct) {
        Optional<Following> following = Following.of(protocol, program, signedIn, conduct);
        if (following.isPresent()) follow(program, signedIn.connection(), following.get());
        else between(program, signedIn.connection());
    }

    /** The same, and nothing is read. */
    static void between(Connection program, Connection server) {
        together(program, server);
        Thread back = Thread.ofVirtual().name(server.id()).start(() -> pour(server, program, SERVER));
        pour(program, server, PROGRAM);
        join(back);
    }

    private static void together(Connection program, Connection server) {
        program.onShutdown(() -> {
            program.close();
            server.close();
        });
    }

    private static void join(Thread back) {
        try {
            back.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pour(Connection from, Connection to, Duration patience) {
        byte[] buffer = new byte[BUFFER];
        try {
            while (true) {
                from.within(patience, patience);
                int count = from.read(buffer, 0, buffer.length);
                if (count < 0) return;
                to.write(buffer, 0, count);
                to.flush();
            }
        } catch (IOException e) {
            // One side has broken off: the other hears it by the end of its connection.
        } finally {
            from.close();
            to.close();
        }
    }

    static void follow(Connection program, Connection server, Following following) {
        together(program, server);
        Thread back = Thread.ofVirtual().name(server.id()).start(() -> followBack(program, server, following));
        try {
            following.program();
        } catch (Flow.OtherSideGone e) {
            // The other thread tells the program why.
            server.close();
            join(back);
        } catch (IOException e) {
            // The program has broken off: a message of which a part went to the server has no end there.
        } finally {
            program.close();
            server.close();
        }
        join(back);
    }

    private static void followBack(Connection program, Connection server, Following following) {
        boolean close = true;
        try {
            close = following.over(end(following));
        } catch (IOException e) {
            // The program has gone too.
        } finally {
            if (close) program.close();
            server.close();
        }
    }

    /** Follows the server. @return why it ended */
    private static String end(Following following) {
        try {
            following.server();
            return "The provider has closed the connection.";
        } catch (Following.Strange e) {
            return String.valueOf(e.getMessage());
        } catch (PeerTimedOut e) {
            return "The provider says nothing more.";
        } catch (IOException e) {
            return "The connection to the provider was lost.";
        }
    }
}
