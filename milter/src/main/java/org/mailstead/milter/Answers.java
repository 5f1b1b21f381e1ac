package org.mailstead.milter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mailstead.milter.MilterAnswer.Changes;
import org.mailstead.milter.MilterAnswer.Edit;

/** Hears what a filter says to each step, and gathers what it wants changed of the message under way. */
final class Answers {
    /** Answers to one step: "I am still at it" counts, too. */
    private static final int MOST = 1000;

    /** Recipients that a filter may add or take away. */
    private static final int RECIPIENTS = 1000;

    /** A new text: larger ones than a message may be here are of no use. */
    private static final int BODY_BYTES = 64 * 1024 * 1024;

    private static final Pattern REPLY =
            Pattern.compile("([45]\\d\\d) (?:([45]\\.\\d{1,3}\\.\\d{1,3}) )?(.*)", Pattern.DOTALL);

    private static final Pattern ADDRESS = Pattern.compile("<?([!-;=?-~]{0,1000})>?");

    private final InputStream in;
    private final List<Edit> edits = new ArrayList<>();
    private final List<String> added = new ArrayList<>();
    private final List<String> removed = new ArrayList<>();
    private @Nullable String sender;
    private @Nullable ByteArrayOutputStream body;
    private String junk = "";
    private boolean skipped;

    Answers(InputStream in) {
        this.in = in;
    }

    /** What a step led to. */
    sealed interface Said {
        record GoOn() implements Said {}

        /** Nothing more has to be shown. */
        record Enough() implements Said {}

        record Refused(MilterAnswer.Refuse how) implements Said {}
    }

    static final Said GO_ON = new Said.GoOn();

    /** A message begins. */
    void forget() {
        edits.clear();
        added.clear();
        removed.clear();
        sender = null;
        body = null;
        junk = "";
        skipped = false;
    }

    /** Whether it has seen enough of the text. */
    boolean hasEnoughOfTheText() {
        return skipped;
    }

    MilterAnswer.Accept accept() {
        byte[] text = body == null ? null : body.toByteArray();
        return new MilterAnswer.Accept(edits, junk, new Changes(sender, added, removed, text));
    }

    Said hear() throws IOException {
        for (int i = 0; i < MOST; i++) {
            Packet packet = Packet.read(in);
            Optional<Said> said = said(packet);
            if (said.isPresent()) return said.get();
            wish(packet);
        }
        throw new MilterException("it does not come to an end");
    }

    /** What ends a step; empty for what goes before that. */
    private Optional<Said> said(Packet packet) throws MilterException {
        return Optional.ofNullable(
                switch (packet.letter()) {
                    case 'c' -> GO_ON;
                    case 's' -> {
                        skipped = true;
                        yield GO_ON;
                    }
                    case 'a' -> new Said.Enough();
                    // Nothing is taken and then thrown away: somebody may look for it.
                    case 'd' -> {
                        junk = "the filter would throw it away";
                        yield new Said.Enough();
                    }
                    case 'r' -> refused(550, "5.7.1", "refused by a mail filter");
                    case 't', '4', 'f' -> refused(451, "4.7.1", "put off by a mail filter");
                    case 'y' -> new Said.Refused(reply(new Packet.Reader(packet).text()));
                    default -> null;
                });
    }

    private static Said refused(int code, String status, String text) {
        return new Said.Refused(new MilterAnswer.Refuse(code, status, text));
    }

    private void wish(Packet packet) throws MilterException {
        var reader = new Packet.Reader(packet);
        switch (packet.letter()) {
            case 'p' -> {}
            case 'b' -> addToBody(packet.data());
            case '+', '2' -> recipient(added, reader.text());
            case '-' -> recipient(removed, reader.text());
            case 'e' -> sender = address(reader.text());
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

    private void addToBody(byte[] piece) throws MilterException {
        if (body == null) body = new ByteArrayOutputStream();
        if (body.size() + piece.length > BODY_BYTES) throw new MilterException("it gave a text that is too large");
        body.writeBytes(piece);
    }

    private static void recipient(List<String> to, String text) throws MilterException {
        if (to.size() == RECIPIENTS) throw new MilterException("it named too many recipients");
        to.add(address(text));
    }

    private static String address(String text) throws MilterException {
        var address = ADDRESS.matcher(text.strip());
        if (!address.matches()) throw new MilterException("it named an address that cannot be one");
        return address.group(1);
    }

    private static String name(String text) throws MilterException {
        if (!text.matches("[!-9;-~]{1,200}")) throw new MilterException("it named a field that cannot be one");
        return text;
    }

    private static MilterAnswer.Refuse reply(String text) throws MilterException {
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
}
