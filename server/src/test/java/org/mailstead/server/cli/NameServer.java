package org.mailstead.server.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A DNS server on this machine that knows the lines of a zone file and nothing else. */
final class NameServer implements AutoCloseable {
    private static final int LARGEST = 4096;

    private final DatagramSocket socket;
    private final List<Record> records = new ArrayList<>();

    NameServer(String zone) throws IOException {
        var master = new Master(new ByteArrayInputStream(zone.getBytes(StandardCharsets.US_ASCII)), Name.root, 300);
        for (Record record = master.nextRecord(); record != null; record = master.nextRecord()) records.add(record);
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    private void serve() {
        byte[] buffer = new byte[LARGEST];
        try {
            while (true) {
                var packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                byte[] answer = answer(new Message(Arrays.copyOf(buffer, packet.getLength())))
                        .toWire(LARGEST);
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private Message answer(Message query) {
        var answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.addRecord(query.getQuestion(), Section.QUESTION);
        Name name = query.getQuestion().getName();
        int type = query.getQuestion().getType();
        var here = records.stream().filter(each -> each.getName().equals(name)).toList();
        here.stream()
                .filter(each -> each.getType() == type || each.getType() == Type.CNAME)
                .forEach(each -> answer.addRecord(each, Section.ANSWER));
        boolean exists = records.stream().anyMatch(each -> each.getName().subdomain(name));
        if (!exists) answer.getHeader().setRcode(Rcode.NXDOMAIN);
        return answer;
    }

    @Override
    public void close() {
        socket.close();
    }
}
