package org.mailstead.message;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailstead.message.Envelope.EmailAddress;
import org.mailstead.message.Part.Parameter;

/** Fields of one header that have letters beyond ASCII, written without them. RFC 6858 §2. */
final class AsciiHeader {
    /** Nobody has it, and nobody ever will. RFC 6858 §2.1. */
    private static final String NOBODY = "<invalid@internationalized-address.invalid>";

    private static final Set<String> ADDRESSES = Set.of(
            "from",
            "sender",
            "reply-to",
            "to",
            "cc",
            "bcc",
            "resent-from",
            "resent-sender",
            "resent-to",
            "resent-cc",
            "resent-bcc",
            "return-path",
            "disposition-notification-to");

    /** Text for people; of all other fields only those with X- before their name are such. */
    private static final Set<String> TEXTS =
            Set.of("subject", "comments", "keywords", "content-description", "organization", "thread-topic", "list-id");

    private static final Set<String> PARAMETERS = Set.of("content-type", "content-disposition");

    /** Octets in an encoded word, whose 75 characters are 63 of base64. RFC 2047 §2. */
    private static final int WORD = 45;

    /** Characters of a piece of a parameter, so that lines stay below 78. RFC 2231 §3. */
    private static final int PIECE = 54;

    private AsciiHeader() {}

    /** The header's other form; empty if it needs none. */
    static Optional<byte[]> of(byte[] header, Part part) {
        if (isAscii(header, 0, header.length)) return Optional.empty();
        HeaderBlock block = HeaderBlock.parse(header);
        var out = new ByteArrayOutputStream(header.length + 200);
        boolean changed = false;
        int at = 0;
        for (HeaderBlock.Field field : block.fields()) {
            int from = (int) field.span().start();
            int end = (int) field.span().end();
            out.write(header, at, from - at);
            at = end;
            if (isAscii(header, from, end) || field.name().isEmpty() || !isUtf8(header, from, end)) {
                out.write(header, from, end - from);
                continue;
            }
            changed = true;
            String form = form(field, part);
            if (form != null) out.writeBytes((form + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
        out.write(header, at, header.length - at);
        return changed ? Optional.of(out.toByteArray()) : Optional.empty();
    }

    /** Null for a field that is left out. */
    private static @Nullable String form(HeaderBlock.Field field, Part part) {
        String name = field.name().toLowerCase(Locale.ROOT);
        String begin = field.name() + ": ";
        if (ADDRESSES.contains(name)) return begin + addresses(AddressList.parse(field.value()));
        if (PARAMETERS.contains(name))
            return begin + parameters(field.value(), name.equals("content-type") ? part : null);
        if (TEXTS.contains(name) || name.startsWith("x-")) return begin + words(EncodedWord.decode(field.value()));
        return null;
    }

    // ---- addresses
    // ---------------------------------------------------------------------------------------------------

    private static String addresses(List<EmailAddress> all) {
        var out = new StringBuilder();
        boolean first = true;
        for (EmailAddress each : all) {
            if (each.host() == null && each.mailbox() == null) {
                out.append(';');
                first = false;
                continue;
            }
            if (!first) out.append(",\r\n ");
            first = each.host() == null;
            if (each.host() == null) out.append(phrase(each.mailbox())).append(": ");
            else out.append(address(each));
        }
        return out.toString();
    }

    private static String address(EmailAddress each) {
        String mailbox = each.mailbox() == null ? "" : each.mailbox();
        if (isAscii(mailbox) && !mailbox.chars().allMatch(AsciiHeader::isLocalCharacter)) mailbox = quoted(mailbox);
        String address = each.host() == null || each.host().isEmpty() ? mailbox : mailbox + "@" + each.host();
        String name = each.name() == null ? "" : each.name();
        if (isAscii(address)) return name.isEmpty() ? "<" + address + ">" : phrase(name) + " <" + address + ">";
        String shown = EncodedWord.decode(name);
        String real = utf8(address);
        return words(shown.isEmpty() ? real : shown + " <" + real + ">") + "\r\n " + NOBODY;
    }

    private static String phrase(@Nullable String raw) {
        if (raw == null || raw.isEmpty()) return "\"\"";
        if (!isAscii(raw)) return words(EncodedWord.decode(raw));
        // In quotes encoded words would not be words any more.
        return raw.contains("=?") ? raw : quoted(raw);
    }

    // ---- parameters
    // --------------------------------------------------------------------------------------------------

    /** @param part which a Content-Type speaks of; null for other fields */
    private static String parameters(String value, @Nullable Part part) {
        var lexer = new HeaderLexer(value);
        String kind = lexer.token();
        if (lexer.take('/')) kind += "/" + lexer.token();
        // What is inside has become a message like others. RFC 6532 §3.7.
        if (part != null && part.isMessage()) kind = "message/rfc822";
        var out = new StringBuilder(kind);
        for (Parameter each : lexer.parameters()) {
            out.append(";\r\n ");
            if (isAscii(each.value())) {
                boolean plain = each.value().chars().allMatch(AsciiHeader::isTokenCharacter)
                        && !each.value().isEmpty();
                out.append(each.name()).append('=').append(plain ? each.value() : quoted(each.value()));
            } else {
                out.append(String.join(";\r\n ", encoded(each.name(), utf8(each.value()))));
            }
        }
        return out.toString();
    }

    /** RFC 2231 §4, and §3 where it is long. */
    private static List<String> encoded(String name, String value) {
        var pieces = new ArrayList<StringBuilder>();
        pieces.add(new StringBuilder("UTF-8''"));
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = (c < 0x7f && Character.isLetterOrDigit(c)) || c == '.' || c == '-' || c == '_';
            if (pieces.getLast().length() > PIECE) pieces.add(new StringBuilder());
            if (plain) pieces.getLast().append(c);
            else pieces.getLast().append(String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        // A name that has been cut or encoded already cannot be once more.
        int star = name.indexOf('*');
        String bare = star < 0 ? name : name.substring(0, star);
        if (pieces.size() == 1) return List.of(bare + "*=" + pieces.getFirst());
        var parameters = new ArrayList<String>();
        for (int i = 0; i < pieces.size(); i++) parameters.add(bare + "*" + i + "*=" + pieces.get(i));
        return parameters;
    }

    /** Of what needs no quotes before the @. RFC 5322 §3.4.1. */
    private static boolean isLocalCharacter(int c) {
        return c > ' ' && c < 0x7f && "()<>@,;:\\\"[]".indexOf(c) < 0;
    }

    private static boolean isTokenCharacter(int c) {
        return c > ' ' && c < 0x7f && "()<>@,;:\\\"/[]?=".indexOf(c) < 0;
    }

    // ---- texts
    // -------------------------------------------------------------------------------------------------------

    /** Encoded words, cut between characters. RFC 2047 §2, §5. */
    private static String words(String text) {
        var words = new ArrayList<String>();
        var word = new ByteArrayOutputStream(WORD);
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            byte[] bytes = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
            if (word.size() + bytes.length > WORD) {
                words.add(word(word));
                word.reset();
            }
            word.writeBytes(bytes);
        }
        words.add(word(word));
        return String.join("\r\n ", words);
    }

    private static String word(ByteArrayOutputStream bytes) {
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(bytes.toByteArray()) + "?=";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** What was read as ISO 8859-1 and is UTF-8. */
    private static String utf8(String latin1) {
        return new String(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static boolean isAscii(byte[] bytes, int from, int end) {
        for (int i = from; i < end; i++) if (bytes[i] < 0) return false;
        return true;
    }

    private static boolean isUtf8(byte[] bytes, int from, int end) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, end - from));
            return true;
        } catch (CharacterCodingException other) {
            return false;
        }
    }
}
