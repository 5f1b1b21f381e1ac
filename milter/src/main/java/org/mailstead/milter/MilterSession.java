package org.mailstead.milter;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.mailstead.milter.Answers.Said;
import org.mailstead.milter.MilterAnswer.Refuse;

/**
 * A conversation with one filter about one client and the mail it brings, step by step as the client says it. The filter says at the
 * beginning which steps it wants to see, and to which of them it will answer. Used by one thread.
 */
final class MilterSession {
    private static final int VERSION = 6;
    private static final int OLDEST_VERSION = 2;

    /** What a filter may want to do: add fields, another text, recipients, fields, quarantine, another sender. */
    private static final int ACTIONS = 0x01 | 0x02 | 0x04 | 0x08 | 0x10 | 0x20 | 0x40 | 0x80;

    // Steps it does not want to see, or not to answer.
    private static final int NO_CONNECT = 0x01;
    private static final int NO_HELLO = 0x02;
    private static final int NO_MAIL = 0x04;
    private static final int NO_RECIPIENTS = 0x08;
    private static final int NO_BODY = 0x10;
    private static final int NO_FIELDS = 0x20;
    private static final int NO_END_OF_HEADER = 0x40;
    private static final int SILENT_FIELDS = 0x80;
    private static final int NO_DATA = 0x200;
    private static final int MAY_SKIP = 0x400;
    private static final int SILENT_CONNECT = 0x1000;
    private static final int SILENT_HELLO = 0x2000;
    private static final int SILENT_MAIL = 0x4000;
    private static final int SILENT_RECIPIENTS = 0x8000;
    private static final int SILENT_DATA = 0x10000;
    private static final int SILENT_END_OF_HEADER = 0x40000;
    private static final int SILENT_BODY = 0x80000;

    /** It wants values with the blank behind the colon: a signature over simple canonical forms counts it. RFC 6376 §3.4.1. */
    private static final int LEADING_BLANKS = 0x100000;

    private static final int STEPS = 0x1FF | NO_DATA | MAY_SKIP | 0xFF000 | LEADING_BLANKS;

    /** Pieces of a body: every filter takes these. */
    private static final int PIECE_BYTES = 65_535;

    private final InputStream in;
    private final OutputStream out;
    private final Answers answers;
    private int steps;

    /** Whether it has said all that it has to say of the client, or of the mail under way. */
    private boolean doneWithClient;

    private boolean doneWithMail;
    private boolean mailUnderWay;

    MilterSession(InputStream in, OutputStream out) {
        this.in = new BufferedInputStream(in);
        this.out = new BufferedOutputStream(out, PIECE_BYTES);
        answers = new Answers(this.in);
    }

    void negotiate() throws IOException {
        send(new Packet.Writer().number(VERSION).number(ACTIONS).number(STEPS).packet('O'));
        out.flush();
        Packet answer = Packet.read(in);
        if (answer.letter() != 'O') throw new MilterException("it did not begin with its version");
        var reader = new Packet.Reader(answer);
        int version = reader.number();
        if (version < OLDEST_VERSION || version > VERSION) throw new MilterException("it speaks version " + version);
        // What it will do. Some say all that they ever may; what was not offered is not done.
        reader.number();
        steps = reader.number();
    }

    /** @param name that the client's address has in the DNS; the address in brackets if none */
    Optional<Refuse> connect(InetSocketAddress client, String name, Macros macros) throws IOException {
        var address = client.getAddress();
        boolean six = address instanceof Inet6Address;
        var packet = new Packet.Writer()
                .text(name)
                .bytes(six ? '6' : '4', client.getPort() >> 8, client.getPort() & 0xff)
                .text((six ? "IPv6:" : "") + address.getHostAddress())
                .packet('C');
        return ofClient(step(packet, macros, NO_CONNECT, SILENT_CONNECT));
    }

    Optional<Refuse> hello(String name, Macros macros) throws IOException {
        abort();
        if (doneWithClient) return Optional.empty();
        return ofClient(step(new Packet.Writer().text(name).packet('H'), macros, NO_HELLO, SILENT_HELLO));
    }

    private Optional<Refuse> ofClient(Said said) {
        doneWithClient |= said instanceof Said.Enough;
        return refusal(said);
    }

    private static Optional<Refuse> refusal(Said said) {
        return said instanceof Said.Refused(var how) ? Optional.of(how) : Optional.empty();
    }

    /** @param sender without angle brackets; empty for the null reverse path */
    Optional<Refuse> mail(String sender, Macros macros) throws IOException {
        abort();
        answers.forget();
        doneWithMail = doneWithClient;
        if (doneWithMail) return Optional.empty();
        mailUnderWay = true;
        Said said = step(new Packet.Writer().text("<" + sender + ">").packet('M'), macros, NO_MAIL, SILENT_MAIL);
        // A mail that was refused does not begin.
        if (said instanceof Said.Refused) abort();
        return ofMail(said);
    }

    /** Refused alone: other recipients may be named. */
    Optional<Refuse> recipient(String recipient, Macros macros) throws IOException {
        if (doneWithMail) return Optional.empty();
        var packet = new Packet.Writer().text("<" + recipient + ">").packet('R');
        return ofMail(step(packet, macros, NO_RECIPIENTS, SILENT_RECIPIENTS));
    }

    private Optional<Refuse> ofMail(Said said) {
        doneWithMail |= said instanceof Said.Enough;
        return refusal(said);
    }

    /** What it says of the whole message. */
    MilterAnswer message(MilterMail mail, Macros macros) throws IOException {
        for (Part part : new Part[] {this::data, this::header, this::text, this::end}) {
            if (doneWithMail) break;
            Optional<Refuse> refused = ofMail(part.show(mail, macros));
            if (refused.isPresent()) {
                mailUnderWay = false;
                return refused.get();
            }
        }
        if (doneWithMail) abort();
        mailUnderWay = false;
        return answers.accept();
    }

    private interface Part {
        Said show(MilterMail mail, Macros macros) throws IOException;
    }

    Said data(MilterMail mail, Macros macros) throws IOException {
        return step(new Packet('T', new byte[0]), macros, NO_DATA, SILENT_DATA);
    }

    private Said header(MilterMail mail, Macros macros) throws IOException {
        for (var field : mail.fields()) {
            // Lines of a field are parted by LF alone. The protocol is that of C programs under Unix.
            String value = field.value().replace("\r\n", "\n");
            if ((steps & LEADING_BLANKS) == 0) value = value.replaceFirst("^ ", "");
            var packet = new Packet.Writer().text(field.name()).text(value).packet('L');
            Said said = step(packet, new Macros(), NO_FIELDS, SILENT_FIELDS);
            if (!said.equals(Answers.GO_ON)) return said;
        }
        return step(new Packet('N', new byte[0]), macros, NO_END_OF_HEADER, SILENT_END_OF_HEADER);
    }

    private Said text(MilterMail mail, Macros macros) throws IOException {
        if ((steps & NO_BODY) != 0) return Answers.GO_ON;
        try (InputStream body = mail.body().open()) {
            for (byte[] piece = body.readNBytes(PIECE_BYTES);
                    piece.length > 0 && !answers.hasEnoughOfTheText();
                    piece = body.readNBytes(PIECE_BYTES)) {
                Said said = step(new Packet('B', piece), new Macros(), NO_BODY, SILENT_BODY);
                if (!said.equals(Answers.GO_ON)) return said;
            }
        }
        return Answers.GO_ON;
    }

    Said end(MilterMail mail, Macros macros) throws IOException {
        Said said = step(new Packet('E', new byte[0]), macros, 0, 0);
        mailUnderWay = false;
        return said;
    }

    private Said step(Packet packet, Macros macros, int unwanted, int silent) throws IOException {
        if ((steps & unwanted) != 0) return Answers.GO_ON;
        if (!macros.all().isEmpty()) {
            var told = new Packet.Writer().bytes(packet.letter());
            macros.all().forEach((name, value) -> told.text(name).text(value));
            send(told.packet('D'));
        }
        send(packet);
        if ((steps & silent) != 0) return Answers.GO_ON;
        out.flush();
        return answers.hear();
    }

    /** The mail under way comes to nothing; has no answer. */
    private void abort() throws IOException {
        if (!mailUnderWay) return;
        mailUnderWay = false;
        send(new Packet('A', new byte[0]));
    }

    void quit() throws IOException {
        send(new Packet('Q', new byte[0]));
        out.flush();
    }

    private void send(Packet packet) throws IOException {
        packet.write(out);
    }
}
