package org.mailstead.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** A small primary server of {@code example.test} that takes signed updates of texts. */
final class UpdatedZone implements AutoCloseable {
    private static final int REFUSED_BELOW = 3;

    private final ServerSocket socket;
    private final TSIG key;
    private final List<String> texts = new CopyOnWriteArrayList<>();

    UpdatedZone(TsigKey key) throws IOException {
        this.key = new TSIG(key.wireAlgorithm(), WireRecords.toWire(key.name()), key.secret());
        socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::serve);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
    }

    /** Names with their texts. */
    List<String> texts() {
        return new ArrayList<>(texts);
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket peer = socket.accept()) {
                var in = new DataInputStream(peer.getInputStream());
                byte[] question = new byte[in.readUnsignedShort()];
                in.readFully(question);
                byte[] answer = answer(question).toWire();
                var out = new DataOutputStream(peer.getOutputStream());
                out.writeShort(answer.length);
                out.write(answer);
            } catch (IOException e) {
                if (!socket.isClosed()) throw new AssertionError(e);
            }
        }
    }

    Message answer(byte[] bytes) throws IOException {
        var question = new Message(bytes);
        var answer = new Message(question.getHeader().getID());
        answer.getHeader().setOpcode(question.getHeader().getOpcode());
        answer.getHeader().setFlag(Flags.QR);
        answer.addRecord(question.getQuestion(), Section.QUESTION);
        int signed = key.verify(question, bytes, null);
        if (signed != Rcode.NOERROR) {
            answer.getHeader().setRcode(Rcode.NOTAUTH);
            answer.addRecord(key.generate(answer, answer.toWire(), signed, question.getTSIG()), Section.ADDITIONAL);
            return answer;
        }
        answer.getHeader()
                .setRcode(question.getHeader().getOpcode() == Opcode.UPDATE ? update(question) : soa(question, answer));
        key.apply(answer, question.getTSIG());
        return answer;
    }

    private static int soa(Message question, Message answer) throws IOException {
        Name zone = Name.fromString("example.test.");
        if (!question.getQuestion().getName().subdomain(zone)) return Rcode.REFUSED;
        answer.addRecord(
                Record.fromString(
                        zone, Type.SOA, DClass.IN, 60, "ns.example.test. admin.example.test. 1 2 3 4 5", Name.root),
                Section.AUTHORITY);
        return Rcode.NXDOMAIN;
    }

    private int update(Message question) {
        for (Record each : question.getSection(Section.UPDATE)) {
            if (!each.getName().subdomain(question.getQuestion().getName())) return Rcode.NOTZONE;
            if (each.getName().labels() <= REFUSED_BELOW) return Rcode.REFUSED;
            String text = each.getName() + " " + ((TXTRecord) each).getStrings();
            if (each.getDClass() == DClass.IN) texts.add(text);
            else texts.remove(text);
        }
        return Rcode.NOERROR;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
