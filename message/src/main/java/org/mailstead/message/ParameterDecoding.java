package org.mailstead.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailstead.message.Part.Parameter;

/**
 * Values of parameters with what RFC 2231 did to them undone: cut into sections (§3: {@code name*0}, {@code name*1}),
 * and given a charset and a language (§4: {@code name*=utf-8'en'caf%C3%A9}), or both (§4.1: {@code name*0*}).
 */
final class ParameterDecoding {
    /** What stands before the text of an encoded value: charset, language and the two apostrophes behind them. */
    private static final int NO_CHARSET = -1;

    private ParameterDecoding() {}

    /**
     * The value of {@code name}, decoded. The encoded form is taken before the plain one, which senders add for those who
     * do not know the other; encoded words in a plain value are decoded as well, since so many senders write them.
     */
    static Optional<String> text(List<Parameter> parameters, String name) {
        String encoded = plain(parameters, name + "*");
        if (encoded != null) return Optional.of(whole(encoded));
        String sections = sections(parameters, name);
        if (sections != null) return Optional.of(sections);
        return Optional.ofNullable(plain(parameters, name)).map(EncodedWord::decode);
    }

    /** The bytes of the value of {@code name} as ISO 8859-1, for values that are no text; null if there is none. */
    static @Nullable String bytes(List<Parameter> parameters, String name) {
        String plain = plain(parameters, name);
        if (plain != null) return plain;
        var joined = new Sections();
        return joined.read(parameters, name) ? joined.bytes.toString(StandardCharsets.ISO_8859_1) : null;
    }

    private static @Nullable String plain(List<Parameter> parameters, String name) {
        for (Parameter parameter : parameters) if (parameter.name().equals(name)) return parameter.value();
        return null;
    }

    private static String whole(String value) {
        int text = textAt(value);
        String charset = text == NO_CHARSET ? "" : value.substring(0, value.indexOf('\''));
        var bytes = new ByteArrayOutputStream();
        percentDecode(value.substring(Math.max(0, text)), bytes);
        return Charsets.decode(bytes.toByteArray(), charset);
    }

    private static int textAt(String value) {
        int first = value.indexOf('\'');
        int second = first < 0 ? -1 : value.indexOf('\'', first + 1);
        return second < 0 ? NO_CHARSET : second + 1;
    }

    private static @Nullable String sections(List<Parameter> parameters, String name) {
        var joined = new Sections();
        if (!joined.read(parameters, name)) return null;
        String text = Charsets.decode(joined.bytes.toByteArray(), joined.charset);
        // Nothing was encoded the new way: there may be encoded words, cut over sections.
        return joined.anyEncoded ? text : EncodedWord.decode(joined.bytes.toString(StandardCharsets.ISO_8859_1));
    }

    private static void percentDecode(String value, ByteArrayOutputStream out) {
        for (int i = 0; i < value.length(); i++) {
            int code = value.charAt(i) == '%' ? TransferDecoding.hexPair(value, i + 1) : -1;
            out.write(code >= 0 ? code : value.charAt(i));
            if (code >= 0) i += 2;
        }
    }

    /** The sections of one parameter, put together in the order of their numbers up to the first that is missing. */
    private static final class Sections {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String charset = "";
        boolean anyEncoded;

        boolean read(List<Parameter> parameters, String name) {
            String prefix = name + "*";
            int number = 0;
            while (number < parameters.size() && add(parameters, prefix + number, number == 0)) number++;
            return number > 0;
        }

        private boolean add(List<Parameter> parameters, String section, boolean first) {
            String encoded = plain(parameters, section + "*");
            if (encoded == null) {
                String literal = plain(parameters, section);
                if (literal == null) return false;
                bytes.writeBytes(literal.getBytes(StandardCharsets.ISO_8859_1));
                return true;
            }
            anyEncoded = true;
            int text = first ? textAt(encoded) : NO_CHARSET;
            if (text != NO_CHARSET) charset = encoded.substring(0, encoded.indexOf('\''));
            percentDecode(encoded.substring(Math.max(0, text)), bytes);
            return true;
        }
    }
}
