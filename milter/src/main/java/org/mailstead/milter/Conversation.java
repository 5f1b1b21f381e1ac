package org.mailstead.milter;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Inet6Address;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.mailstead.milter.MilterAnswer.Edit;

/**
 * Shows one message to a filter and hears what it says. The filter says at the beginning which steps it wants to see, and to which
 * of them it will answer.
 */
final class Conversation {
    private static final int VERSION = 6;
    private static final int OLDEST_VERSION = 2;

    // What a filter may want to do. Bodies and recipients stay as they are: who changes these is another server on the
    // way.
    private static final int ADD_FIELDS = 0x01;
    private static final int CHANGE_FIELDS = 0x10;
    private static final int QUARANTINE = 0x20;
    private static final int ACTIONS = ADD_FIELDS | CHANGE_FIELDS | QUARANTINE;

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
    private static final int STEPS = 0x1FF | NO_DATA | MAY_SKIP | 0xFF000;

    /** Pieces of a body: every filter takes these. */
    private static final int PIECE_BYTES = 65_535;

    /** Answers to one step: "I am still at it" counts, too. */
    private static final int ANSWERS = 1000;

    private static final Pattern REPLY =
            Pattern.compile("([45]\\d\\d) (?:([45]\\.\\d{1,3}\\.\\d{1,3}) )?(.*)", Pattern.DOTALL);

    private final InputStream in;
    private final OutputStream out;
    private final List<Edit> edits = new ArrayList<>();
    private final Set<String> ignored = new LinkedHashSet<>();
    private String junk = "";
    private int steps;
    private boolean skipped;

    Conversation(InputStream in, OutputStream out) {
        this.in = new BufferedInputStream(in);
        this.out = new BufferedOutputStream(out, PIECE_BYTES);
    }

    MilterAnswer about(MilterMail mail) throws IOException {
        negotiate();
        var early = envelope(mail);
        if (early.isEmpty()) early = content(mail);
        MilterAnswer answer = early.isPresent() ? early.get() : end(mail);
        send(new Packet('Q', new byte[0]));
        out.flush();
        return answer;
    }

    private void negotiate() throws IOException {
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

    private Optional<MilterAnswer> envelope(MilterMail mail) throws IOException {
        var address = mail.client().getAddress();
        boolean six = address instanceof Inet6Address;
        macros('C', "j", mail.hostName(), "{daemon_name}", "mailstead", "v", "Mailstead");
        var connect = new Packet.Writer()
                .text(mail.clientName())
                .bytes(
                        six ? '6' : '4',
                        mail.client().getPort() >> 8,
                        mail.client().getPort() & 0xff)
                .text((six ? "IPv6:" : "") + address.getHostAddress());
        var answer = step(connect.packet('C'), NO_CONNECT, SILENT_CONNECT);
        if (answer.isPresent()) return answer;
        answer = step(new Packet.Writer().text(mail.hello()).packet('H'), NO_HELLO, SILENT_HELLO);
        if (answer.isPresent()) return answer;
        macros('M', "i", mail.id(), "{mail_addr}", mail.sender());
        answer = step(new Packet.Writer().text("<" + mail.sender() + ">").packet('M'), NO_MAIL, SILENT_MAIL);
        for (String recipient : mail.recipients()) {
            if (answer.isPresent()) return answer;
            macros('R', "i", mail.id(), "{rcpt_addr}", recipient);
            answer =
                    step(new Packet.Writer().text("<" + recipient + ">").packet('R'), NO_RECIPIENTS, SILENT_RECIPIENTS);
        }
        return answer.isPresent() ? answer : step(new Packet('T', new byte[0]), NO_DATA, SILENT_DATA);
    }

    private Optional<MilterAnswer> content(MilterMail mail) throws IOException {
        for (var field : mail.fields()) {
            // Lines of a field are parted by LF alone. The protocol is that of C programs under Unix.
            String value = field.value().replace("\r\n", "\n");
            var answer = step(new Packet.Writer().text(field.name()).text(value).packet('L'), NO_FIELDS, SILENT_FIELDS);
            if (answer.isPresent()) return answer;
        }
        var answer = step(new Packet('N', new byte[0]), NO_END_OF_HEADER, SILENT_END_OF_HEADER);
        if (answer.isPresent() || (steps & NO_BODY) != 0) return answer;
        try (InputStream body = mail.body().open()) {
            for (byte[] piece = body.readNBytes(PIECE_BYTES);
                    piece.length > 0 && !skipped;
                    piece = body.readNBytes(PIECE_BYTES)) {
                answer = step(new Packet('B', piece), NO_BODY, SILENT_BODY);
                if (answer.isPresent()) return answer;
            }
        }
        return Optional.empty();
    }

    private MilterAnswer end(MilterMail mail) throws IOException {
        macros('E', "i", mail.id());
        send(new Packet('E', new byte[0]));
        out.flush();
        return answer().orElseGet(() -> new MilterAnswer.Accept(edits, junk, List.copyOf(ignored)));
    }

    private Optional<MilterAnswer> step(Packet packet, int unwanted, int silent) throws IOException {
        if ((steps & unwanted) != 0) return Optional.empty();
        send(packet);
        if ((steps & silent) != 0) return Optional.empty();
        out.flush();
        return answer();
    }

    /** What ends the conversation; empty to go on. */
    private Optional<MilterAnswer> answer() throws IOException {
        for (int i = 0; i < ANSWERS; i++) {
            Packet packet = Packet.read(in);
            var reader = new Packet.Reader(packet);
            switch (packet.letter()) {
                case 'c' -> {
                    return Optional.empty();
                }
                case 's' -> {
                    skipped = true;
                    return Optional.empty();
                }
                case 'a' -> {
                    return Optional.of(new MilterAnswer.Accept(edits, junk, List.copyOf(ignored)));
                }
                // Nothing is taken and then thrown away: somebody may look for it.
                case 'd' -> {
                    return Optional.of(
                            new MilterAnswer.Accept(edits, "the filter would throw it away", List.copyOf(ignored)));
                }
                case 'r' -> {
                    return Optional.of(new MilterAnswer.Refuse(550, "5.7.1", "refused by a mail filter"));
                }
                case 't', '4' -> {
                    return Optional.of(new MilterAnswer.Refuse(451, "4.7.1", "put off by a mail filter"));
                }
                case 'y' -> {
                    return Optional.of(reply(reader.text()));
                }
                case 'p' -> {}
                case 'b' -> ignored.add("another text");
                case '+', '2', '-' -> ignored.add("other recipients");
                case 'e' -> ignored.add("another sender");
                case 'q' -> junk = reader.text();
                case 'h' -> edits.add(new Edit.Add(name(reader.text()), reader.text()));
                case 'i' -> {
                    reader.number();
                    edits.add(new Edit.Add(name(reader.text()), reader.text()));
                }
                case 'm' -> {
                    int number = reader.number();
                    edits.add(new Edit.Change(name(reader.text()), number, reader.text()));
                }
                default -> throw new MilterException("it gave an answer that is not known: " + (int) packet.letter());
            }
        }
        throw new MilterException("it does not come to an end");
    }

    private static String name(String text) throws MilterException {
        if (!text.matches("[!-9;-~]{1,200}")) throw new MilterException("it named a field that cannot be one");
        return text;
    }

    private static MilterAnswer reply(String text) throws MilterException {
        var parts = REPLY.matcher(text);
        if (!parts.matches()) throw new MilterException("it gave a reply that is none");
        int code = Integer.parseInt(parts.group(1));
        String usual = code / 100 + ".7.1";
        // A status of another class than the code would mean two things at once.
        boolean fits = parts.group(2) != null
                && parts.group(2).charAt(0) == parts.group(1).charAt(0);
        return new MilterAnswer.Refuse(
                code, fits ? parts.group(2) : usual, parts.group(3).replaceAll("[^\\x20-\\x7e]+", " "));
    }

    /** Names and values that a filter may want to know beside the step itself. */
    private void macros(char step, String... namesAndValues) throws IOException {
        var packet = new Packet.Writer().bytes(step);
        for (String each : namesAndValues) packet.text(each);
        send(packet.packet('D'));
    }

    private void send(Packet packet) throws IOException {
        packet.write(out);
    }
}
