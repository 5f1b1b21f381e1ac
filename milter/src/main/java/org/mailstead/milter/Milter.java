package org.mailstead.milter;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One filter. Safe for use by many threads; each message has a connection of its own. */
public final class Milter {
    private final MilterAddress address;
    private final Duration most;

    /** @param most how long the whole conversation about a message may take */
    public Milter(MilterAddress address, Duration most) {
        this.address = address;
        this.most = most;
    }

    public MilterAddress address() {
        return address;
    }

    /** @throws IOException in words for people if the filter gave no answer that can be used */
    public MilterAnswer ask(MilterMail mail) throws IOException {
        SocketAddress where = address.resolved();
        var over = new CountDownLatch(1);
        try (var channel = open(where)) {
            Thread.ofVirtual().name("milter-time").start(() -> {
                try {
                    if (!over.await(most.toMillis(), TimeUnit.MILLISECONDS)) channel.close();
                } catch (InterruptedException | IOException e) {
                    Thread.currentThread().interrupt();
                }
            });
            channel.connect(where);
            return new Conversation(Channels.newInputStream(channel), Channels.newOutputStream(channel)).about(mail);
        } catch (ClosedChannelException e) {
            throw new MilterException("it did not answer within " + most.toSeconds() + " seconds");
        } finally {
            over.countDown();
        }
    }

    private static SocketChannel open(SocketAddress where) throws IOException {
        return where instanceof UnixDomainSocketAddress
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open();
    }
}
