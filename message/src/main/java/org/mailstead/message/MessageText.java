package org.mailstead.message;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import org.jsoup.Jsoup;

/**
 * The text people see in a message, for search: its bodies decoded, HTML without its markup, names of attached files, and
 * the headers of messages inside. Of a part 8 MiB are looked at (of HTML 1 MiB), of a message 32 MiB in all (of HTML 4 MiB).
 */
public final class MessageText {
    private final Opener opener;
    private final Predicate<String> matches;

    /** Decoded bytes still to be looked at. */
    private int room = MessageLimits.ALL_TEXT_BYTES;

    private MessageText(Opener opener, Predicate<String> matches) {
        this.opener = opener;
        this.matches = matches;
    }

    /** Gives bytes of the message. */
    @FunctionalInterface
    public interface Opener {
        InputStream open(long offset, long length) throws IOException;
    }

    /**
     * Whether {@code matches} says yes to the text of one of the parts, to the name or description of one, or to the header
     * of a message inside. Each is handed over whole, so that nothing is missed where two pieces meet; after the first yes
     * nothing more is read. The message's own header is not among them.
     */
    public static boolean anyBody(MessageIndex message, Opener opener, Predicate<String> matches) throws IOException {
        return new MessageText(opener, matches).any(message.root(), true);
    }

    private boolean any(Part part, boolean root) throws IOException {
        if (!root && part.envelope() != null && matches.test(header(part, opener))) return true;
        if (label(part.fileName())
                || label(Optional.ofNullable(part.description()).map(EncodedWord::decode))) return true;
        for (Part child : part.children()) if (any(child, false)) return true;
        return part.children().isEmpty() && part.type().startsWith("text/") && matches.test(text(part));
    }

    private boolean label(Optional<String> label) {
        return label.isPresent() && matches.test(label.get());
    }

    /** The fields of a header, one a line, unfolded and decoded. */
    public static String header(Part message, Opener opener) throws IOException {
        var text = new StringBuilder();
        for (HeaderBlock.Field field : headerBlock(message, opener).fields()) {
            if (!field.name().isEmpty()) text.append(field.name()).append(": ");
            text.append(EncodedWord.decode(field.value())).append('\n');
        }
        return text.toString();
    }

    /** The header of a part, as far as a scan looks at it. */
    public static HeaderBlock headerBlock(Part part, Opener opener) throws IOException {
        Span span = part.header();
        byte[] bytes = new byte[(int) Math.min(span.length(), MessageLimits.HEADER_BYTES)];
        try (InputStream in = opener.open(span.start(), bytes.length)) {
            int read = in.readNBytes(bytes, 0, bytes.length);
            return HeaderBlock.parse(read == bytes.length ? bytes : Arrays.copyOf(bytes, read));
        }
    }

    private String text(Part part) throws IOException {
        boolean html = part.type().equals("text/html");
        int weight = html ? MessageLimits.HTML_WEIGHT : 1;
        int limit = Math.min(room / weight, html ? MessageLimits.HTML_BYTES : MessageLimits.TEXT_BYTES);
        byte[] bytes;
        try (InputStream in = opener.open(part.body().start(), part.body().length())) {
            bytes = TransferDecoding.decode(in, part.encoding(), limit);
        }
        room -= weight * bytes.length;
        String text = Charsets.decode(bytes, part.parameter("charset").orElse(""));
        return html ? Jsoup.parse(text).text() : text;
    }
}
