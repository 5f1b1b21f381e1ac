package org.mailstead.milter;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.mailstead.milter.MilterAnswer.Refuse;

/** One filter. Safe for use by many threads; each client has a connection of its own. */
public final class Milter {
    private final MilterAddress address;
    private final Duration most;

    /** @param most how long each step may take, and the whole content of a message */
    public Milter(MilterAddress address, Duration most) {
        this.address = address;
        this.most = most;
    }

    public MilterAddress address() {
        return address;
    }

    /** Begins to speak of a client. @throws IOException in words for people if the filter cannot be asked */
    public Talk open() throws IOException {
        SocketAddress where = address.resolved();
        var channel = where instanceof UnixDomainSocketAddress
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open();
        var talk = new Talk(channel);
        try {
            talk.within(() -> {
                channel.connect(where);
                talk.session.negotiate();
                return Optional.empty();
            });
            return talk;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * What the filter is told of one client, and says. Each step refuses, or returns nothing to go on. After a failure there is
     * nothing to do but close it. Used by one thread.
     */
    public final class Talk implements Filtering {
        private final SocketChannel channel;
        private final MilterSession session;

        private Talk(SocketChannel channel) {
            this.channel = channel;
            session = new MilterSession(Channels.newInputStream(channel), Channels.newOutputStream(channel));
        }

        private interface Step<T> {
            T run() throws IOException;
        }

        private <T> T within(Step<T> step) throws IOException {
            var over = new CountDownLatch(1);
            try {
                Thread.ofVirtual().name("milter-time").start(() -> {
                    try {
                        if (!over.await(most.toMillis(), TimeUnit.MILLISECONDS)) channel.close();
                    } catch (InterruptedException | IOException e) {
                        Thread.currentThread().interrupt();
                    }
                });
                return step.run();
            } catch (ClosedChannelException e) {
                throw new MilterException("it did not answer within " + most.toSeconds() + " seconds");
            } finally {
                over.countDown();
            }
        }

        @Override
        public Optional<Refuse> connect(InetSocketAddress client, String name, Macros macros) throws IOException {
            return within(() -> session.connect(client, name, macros));
        }

        @Override
        public Optional<Refuse> hello(String name, Macros macros) throws IOException {
            return within(() -> session.hello(name, macros));
        }

        @Override
        public Optional<Refuse> mail(String sender, Macros macros) throws IOException {
            return within(() -> session.mail(sender, macros));
        }

        @Override
        public Optional<Refuse> recipient(String recipient, Macros macros) throws IOException {
            return within(() -> session.recipient(recipient, macros));
        }

        @Override
        public MilterAnswer message(MilterMail mail, Macros macros) throws IOException {
            return within(() -> session.message(mail, macros));
        }

        @Override
        public void close() {
            try (channel) {
                if (channel.isConnected()) session.quit();
            } catch (IOException e) {
                // It has gone before us.
            }
        }
    }
}
