package org.mailstead.dns;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/**
 * Changes records at the server that has the zone, by dynamic updates (RFC 2136) which a shared key signs (RFC 8945). Over TCP, so
 * that an answer cannot be lost. Blocks; safe for use by many threads.
 */
public final class ZoneUpdate {
    /** For a server that is asked directly: what takes longer is down. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** By how much the clocks of both may differ. RFC 8945 §10 */
    private static final Duration FUDGE = Duration.ofMinutes(5);

    private static final int LENGTH_BYTES = 2;

    private final InetSocketAddress server;
    private final TsigKey key;
    private final TSIG signature;

    /** @param clock for the times in signatures */
    public ZoneUpdate(InetSocketAddress server, TsigKey key, Clock clock) {
        this.server = server;
        this.key = key;
        SecretKey secret = new SecretKeySpec(key.secret(), "HMAC");
        this.signature = new TSIG(key.wireAlgorithm(), WireRecords.toWire(key.name()), secret, clock);
    }

    /** Puts a text beside those that are there. @throws UpdateRefused if it is not there now */
    public void addText(DnsName name, String text, Duration ttl) throws UpdateRefused {
        change(name, update -> update.add(record(name, text, ttl)));
    }

    /** Takes out that text and no other. It is no error if it is not there. RFC 2136 §2.5.4 */
    public void removeText(DnsName name, String text) throws UpdateRefused {
        change(name, update -> update.delete(record(name, text, Duration.ZERO)));
    }

    private static Record record(DnsName name, String text, Duration ttl) {
        return new TXTRecord(WireRecords.toWire(name), DClass.IN, ttl.toSeconds(), List.of(text));
    }

    private interface Change {
        void to(Update update);
    }

    private void change(DnsName name, Change change) throws UpdateRefused {
        var update = new Update(zone(name));
        change.to(update);
        Message answer = ask(update, name);
        if (answer.getRcode() != Rcode.NOERROR) throw new UpdateRefused(refusal(answer.getRcode(), name));
    }

    /** The zone of the server in which the name stands: every answer about it names that, by its SOA record. RFC 2308 §3 */
    private Name zone(DnsName name) throws UpdateRefused {
        Name wire = WireRecords.toWire(name);
        Message answer = ask(Message.newQuery(Record.newRecord(wire, Type.SOA, DClass.IN)), name);
        boolean known = answer.getRcode() == Rcode.NOERROR || answer.getRcode() == Rcode.NXDOMAIN;
        if (!known) throw new UpdateRefused(refusal(answer.getRcode(), name));
        for (int section : List.of(Section.ANSWER, Section.AUTHORITY))
            for (Record each : answer.getSection(section))
                if (each instanceof SOARecord && wire.subdomain(each.getName())) return each.getName();
        throw new UpdateRefused("the DNS server " + shown() + " has no zone for " + name);
    }

    private Message ask(Message question, DnsName name) throws UpdateRefused {
        signature.apply(question, null);
        return read(question, exchange(question.toWire(), name));
    }

    private byte[] exchange(byte[] question, DnsName name) throws UpdateRefused {
        try (var socket = new Socket()) {
            socket.connect(server, (int) PATIENCE.toMillis());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            OutputStream out = socket.getOutputStream();
            out.write(ByteBuffer.allocate(LENGTH_BYTES + question.length)
                    .putShort((short) question.length)
                    .put(question)
                    .array());
            out.flush();
            var in = new DataInputStream(socket.getInputStream());
            byte[] answer = new byte[in.readUnsignedShort()];
            in.readFully(answer);
            return answer;
        } catch (SocketTimeoutException e) {
            throw new UpdateRefused(
                    "the DNS server " + shown() + " did not answer for " + name + " within " + PATIENCE.toSeconds()
                            + " s",
                    e);
        } catch (ConnectException e) {
            throw new UpdateRefused("the DNS server " + shown() + " takes no connections over TCP", e);
        } catch (IOException e) {
            throw new UpdateRefused("the DNS server " + shown() + " cannot be asked: " + e.getMessage(), e);
        }
    }

    /** @throws UpdateRefused if it is none, or not from who has the key: then nobody knows what became of it. RFC 8945 §5.3 */
    Message read(Message question, byte[] bytes) throws UpdateRefused {
        Message answer;
        try {
            answer = new Message(bytes);
        } catch (IOException | RuntimeException e) {
            throw new UpdateRefused("the DNS server " + shown() + " answered what cannot be read", e);
        }
        if (answer.getHeader().getID() != question.getHeader().getID())
            throw new UpdateRefused("the DNS server " + shown() + " answered another question");
        int error = answer.getTSIG() == null ? Rcode.NOERROR : answer.getTSIG().getError();
        if (error != Rcode.NOERROR) throw new UpdateRefused(signatureRefusal(error));
        int verdict;
        try {
            verdict = signature.verify(answer, bytes, question.getTSIG());
        } catch (RuntimeException e) {
            // The library's reader takes records that its verifier trips over.
            throw new UpdateRefused("the DNS server " + shown() + " signed its answer in an unknown way", e);
        }
        if (verdict == Rcode.NOERROR) return answer;
        if (answer.getTSIG() == null && answer.getRcode() != Rcode.NOERROR)
            throw new UpdateRefused("the DNS server " + shown() + " refused (" + Rcode.string(answer.getRcode())
                    + ") without a signature: perhaps it does not know the key " + key);
        throw new UpdateRefused("the answer of the DNS server " + shown() + " is not signed with the key " + key);
    }

    private String shown() {
        return AddressText.of(server.getAddress()) + " port " + server.getPort();
    }

    /** RFC 8945 §5.2. */
    private String signatureRefusal(int error) {
        String who = "the DNS server " + shown();
        return switch (error) {
            case Rcode.BADKEY -> who + " does not know the key " + key;
            case Rcode.BADSIG -> who + " has another secret for the key " + key.name();
            case Rcode.BADTIME ->
                who + " has a clock that differs from ours by more than " + FUDGE.toMinutes() + " minutes";
            default -> who + " refused the signature (error " + error + ")";
        };
    }

    /** RFC 2136 §2.2. */
    private String refusal(int code, DnsName name) {
        String who = "the DNS server " + shown();
        return switch (code) {
            case Rcode.REFUSED -> who + " does not let the key " + key.name() + " change " + name;
            case Rcode.NOTAUTH, Rcode.NOTZONE -> who + " is not the primary server of a zone with " + name;
            case Rcode.SERVFAIL -> who + " could not store the change (its log says why)";
            case Rcode.NOTIMP -> who + " takes no dynamic updates";
            default -> who + " refused: " + Rcode.string(code);
        };
    }
}
