package org.mailstead.gateway;

import java.io.IOException;
import java.time.Duration;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.wire.Connection;

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

    /** Returns when one of them has gone; both are closed then. */
    static void between(Connection program, SignedIn signedIn, Protocol protocol, Conduct conduct) {
        between(program, signedIn.connection());
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
}
