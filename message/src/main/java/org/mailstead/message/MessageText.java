package org.mailstead.message;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.function.Predicate;
import org.jsoup.Jsoup;

/** The text people see in a message, for search. */
public final class MessageText {
    /** Decoded bytes of one part that are looked at; a longer text is a log file rather than a letter. */
    private static final int PART_BYTES = 8 * 1024 * 1024;

    private MessageText() {}

    /** Gives bytes of the message. */
    @FunctionalInterface
    public interface Opener {
        InputStream open(long offset, long length) throws IOException;
    }

    /** Whether {@code matches} says yes to the text of one of the parts, or to the header of a message inside. */
    public static boolean anyBody(MessageIndex message, Opener opener, Predicate<String> matches) throws IOException {
        return any(message.root(), opener, matches);
    }

    private static boolean any(Part part, Opener opener, Predicate<String> matches) throws IOException {
        if (part.isMessage() && matches.test(header(part.children().getFirst(), opener))) return true;
        for (Part child : part.children()) if (any(child, opener, matches)) return true;
        return part.type().startsWith("text/") && part.children().isEmpty() && matches.test(text(part, opener));
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

    public static HeaderBlock headerBlock(Part part, Opener opener) throws IOException {
        Span span = part.header();
        try (InputStream in = opener.open(span.start(), Math.min(span.length(), MessageLimits.HEADER_BYTES))) {
            return HeaderBlock.parse(in.readAllBytes());
        }
    }

    private static String text(Part part, Opener opener) throws IOException {
        byte[] bytes;
        try (InputStream in = opener.open(part.body().start(), part.body().length())) {
            bytes = TransferDecoding.decode(in, part.encoding(), PART_BYTES);
        }
        String charset = part.parameters().stream()
                .filter(parameter -> parameter.name().equals("charset"))
                .map(parameter -> parameter.value().toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse("");
        String text = Charsets.decode(bytes, charset);
        return part.type().equals("text/html") ? Jsoup.parse(text).text() : text;
    }
}
