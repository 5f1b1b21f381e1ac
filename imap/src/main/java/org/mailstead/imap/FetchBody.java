package org.mailstead.imap;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.StoredMessage;
import org.mailstead.message.HeaderBlock;
import org.mailstead.message.Section;
import org.mailstead.message.Section.Text;
import org.mailstead.message.Span;

/**
 * BODY[section]&lt;partial&gt; and its older names. RFC 3501 §6.4.5.
 *
 * @param name how the answer calls it
 * @param fields only these header fields, or all but these
 * @param partial bytes wanted, counted from the section's first
 */
record FetchBody(
        String name,
        Section section,
        @Nullable Fields fields,
        @Nullable Span partial,
        boolean marksSeen) implements FetchItem {
    record Fields(List<String> names, boolean not) {}

    /** Bytes of a header read for a choice of fields: no more is looked at when a message is scanned, either. */
    private static final long HEADER_BYTES = 1024 * 1024;

    /** Reads from the bracket on. */
    static FetchBody read(ImapReader in, boolean marksSeen) throws IOException {
        in.want('[');
        var path = new ArrayList<Integer>();
        var echo = new StringBuilder("BODY[");
        while (in.atDigit()) {
            long number = in.number();
            if (number < 1 || number > Integer.MAX_VALUE) throw in.wanted("a part number");
            path.add((int) number);
            echo.append(path.size() > 1 ? "." : "").append(number);
            if (!in.take('.')) break;
            if (in.peekIs(']')) throw in.wanted("what comes after the dot");
        }
        Text text = Text.ALL;
        Fields fields = null;
        if (!in.peekIs(']')) {
            String word = in.upTo(" ]");
            if (!path.isEmpty()) echo.append('.');
            echo.append(word);
            text = switch (word) {
                case "HEADER", "HEADER.FIELDS", "HEADER.FIELDS.NOT" -> Text.HEADER;
                case "TEXT" -> Text.TEXT;
                case "MIME" -> Text.MIME;
                default -> throw in.wanted("a section");
            };
            if (text == Text.MIME && path.isEmpty()) throw in.wanted("a part number before MIME");
            if (word.startsWith("HEADER.FIELDS")) {
                fields = fields(in, word.endsWith("NOT"));
                echo.append(' ').append(echo(fields));
            }
        }
        in.want(']');
        echo.append(']');
        Span partial = in.take('<') ? partial(in) : null;
        if (partial != null) echo.append('<').append(partial.start()).append('>');
        return new FetchBody(echo.toString(), new Section(List.copyOf(path), text), fields, partial, marksSeen);
    }

    private static Fields fields(ImapReader in, boolean not) throws IOException {
        in.space();
        in.want('(');
        var names = new ArrayList<String>();
        do {
            names.add(in.astring());
        } while (in.nextInList());
        return new Fields(List.copyOf(names), not);
    }

    private static String echo(Fields fields) {
        var names = new ArrayList<String>();
        for (String name : fields.names()) {
            boolean atom = !name.isEmpty() && name.chars().allMatch(c -> ImapReader.isAstringCharacter((char) c));
            names.add(atom ? name : '"' + name.replaceAll("[^ -~]", "?").replaceAll("([\"\\\\])", "\\\\$1") + '"');
        }
        return "(" + String.join(" ", names) + ")";
    }

    static Span partial(ImapReader in) {
        long start = in.number();
        in.want('.');
        long count = in.number();
        if (count == 0) throw in.wanted("a number above 0");
        in.want('>');
        return new Span(start, start + count);
    }

    /** Found out before the length is told, after which there is no way back. */
    @Override
    public @Nullable ImapReply obstacle(Context context) {
        return context.open().mail().hasBytes(context.message()) ? null : ImapReplies.SOME_UNREADABLE;
    }

    @Override
    public void write(Context context, ImapWriter out) throws IOException {
        MailAccount mail = context.open().mail();
        StoredMessage message = context.message();
        Optional<Span> found = message.index().find(section);
        out.text(name).text(" ");
        if (found.isEmpty()) {
            out.text("NIL");
            return;
        }
        if (fields != null) {
            byte[] chosen = chosen(mail, message, found.get(), fields);
            Span part = cut(new Span(0, chosen.length));
            byte[] bytes = Arrays.copyOfRange(chosen, (int) part.start(), (int) part.end());
            out.literal(new ByteArrayInputStream(bytes), bytes.length);
            return;
        }
        Span part = cut(found.get());
        try (InputStream bytes = mail.open(message, part.start(), part.length())) {
            out.literal(bytes, part.length());
        }
    }

    private static byte[] chosen(MailAccount mail, StoredMessage message, Span header, Fields fields)
            throws IOException {
        try (InputStream bytes = mail.open(message, header.start(), Math.min(HEADER_BYTES, header.length()))) {
            return HeaderBlock.parse(bytes.readAllBytes()).filter(fields.names(), fields.not());
        }
    }

    private Span cut(Span whole) {
        if (partial == null) return whole;
        long start = Math.min(whole.end(), whole.start() + partial.start());
        return new Span(start, Math.min(whole.end(), whole.start() + partial.end()));
    }
}
