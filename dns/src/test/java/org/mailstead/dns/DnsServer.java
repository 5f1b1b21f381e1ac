package org.mailstead.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;

/** A recursive DNS server on the loopback, UDP and TCP on one port, that answers as a test says. */
final class DnsServer implements AutoCloseable {
    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** What a test answers. */
    interface Script {
        /** The answer, or null for silence. */
        @Nullable
        Message answer(Message query, boolean overTcp) throws IOException;
    }

    DnsServer(Script script) throws IOException {
        var loopback = InetAddress.getLoopbackAddress();
        @Nullable DatagramSocket datagrams = null;
        @Nullable ServerSocket streams = null;
        // One number must be free for both; another program may hold either.
        for (int tries = 0; streams == null || datagrams == null; tries++) {
            datagrams = new DatagramSocket(new InetSocketAddress(loopback, 0));
            try {
                streams = new ServerSocket(datagrams.getLocalPort(), 50, loopback);
            } catch (BindException e) {
                datagrams.close();
                if (tries == 50) throw e;
            }
        }
        udp = datagrams;
        tcp = streams;
        Thread.ofVirtual().start(() -> serveUdp(script));
        Thread.ofVirtual().start(() -> serveTcp(script));
    }

    InetSocketAddress address() {
        return (InetSocketAddress) udp.getLocalSocketAddress();
    }

    List<String> asked() {
        return asked;
    }

    private @Nullable Message answer(Script script, Message query, boolean overTcp) throws IOException {
        asked.add(query.getQuestion().getName() + " "
                + org.xbill.DNS.Type.string(query.getQuestion().getType()) + (overTcp ? " tcp" : ""));
        return script.answer(query, overTcp);
    }

    private void serveUdp(Script script) {
        byte[] buffer = new byte[4096];
        while (!udp.isClosed()) {
            try {
                var packet = new DatagramPacket(buffer, buffer.length);
                udp.receive(packet);
                var answer = answer(script, new Message(java.util.Arrays.copyOf(buffer, packet.getLength())), false);
                if (answer == null) continue;
                byte[] wire = answer.toWire(65535);
                udp.send(new DatagramPacket(wire, wire.length, packet.getSocketAddress()));
            } catch (IOException e) {
                if (!udp.isClosed()) throw new UncheckedIOException(e);
            }
        }
    }

    private void serveTcp(Script script) {
        while (!tcp.isClosed()) {
            try {
                var socket = tcp.accept();
                Thread.ofVirtual().start(() -> serve(script, socket));
            } catch (IOException e) {
                if (!tcp.isClosed()) throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Script script, Socket socket) {
        try (socket;
                var in = new DataInputStream(socket.getInputStream());
                var out = new DataOutputStream(socket.getOutputStream())) {
            while (true) {
                byte[] query = in.readNBytes(in.readUnsignedShort());
                var answer = answer(script, new Message(query), true);
                if (answer == null) return;
                byte[] wire = answer.toWire(65535);
                out.writeShort(wire.length);
                out.write(wire);
                out.flush();
            }
        } catch (IOException e) {
            // The client has gone.
        }
    }

    /** A script that turns an empty answer to the query into what is wanted. */
    static Script answering(UnaryOperator<Message> change) {
        return (query, overTcp) -> change.apply(reply(query));
    }

    /** An answer with nothing in it yet. */
    static Message reply(Message query) {
        var reply = new Message(query.getHeader().getID());
        reply.getHeader().setFlag(org.xbill.DNS.Flags.QR);
        reply.getHeader().setFlag(org.xbill.DNS.Flags.RD);
        reply.getHeader().setFlag(org.xbill.DNS.Flags.RA);
        reply.addRecord(query.getQuestion(), org.xbill.DNS.Section.QUESTION);
        if (query.getOPT() != null)
            reply.addRecord(
                    new org.xbill.DNS.OPTRecord(1232, 0, 0, query.getOPT().getFlags()),
                    org.xbill.DNS.Section.ADDITIONAL);
        return reply;
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
    }
}
