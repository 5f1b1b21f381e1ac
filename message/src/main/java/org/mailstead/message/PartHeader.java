package org.mailstead.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailstead.message.Part.Disposition;
import org.mailstead.message.Part.Parameter;

/**
 * What the header of a part says about its body.
 *
 * @param boundary of a multipart that names one. A multipart without boundary cannot be taken apart and becomes
 *     {@code text/plain}: clients then show it, which they would not do with an empty multipart
 */
record PartHeader(
        HeaderBlock block, String type, List<Parameter> parameters, String encoding, byte @Nullable [] boundary) {
    /** RFC 2045 §5.2 says so of a part that says nothing. */
    private static final List<Parameter> PLAIN_TEXT = List.of(new Parameter("charset", "us-ascii"));

    static PartHeader read(HeaderBlock block, String defaultType) {
        String encoding = block.first("Content-Transfer-Encoding")
                .map(value -> new HeaderLexer(value).token())
                .filter(token -> !token.isEmpty())
                .orElse("7bit");
        var lexer = new HeaderLexer(block.first("Content-Type").orElse(""));
        String type = HeaderBlock.lower(lexer.token());
        String subtype = lexer.take('/') ? HeaderBlock.lower(lexer.token()) : "";
        if (type.isEmpty() || subtype.isEmpty()) {
            var implied = defaultType.equals("text/plain") ? PLAIN_TEXT : List.<Parameter>of();
            return new PartHeader(block, defaultType, implied, encoding, null);
        }
        List<Parameter> parameters = lexer.parameters();
        String full = type + "/" + subtype;
        if (!type.equals("multipart")) return new PartHeader(block, full, parameters, encoding, null);
        byte[] boundary = boundary(parameters);
        return boundary == null
                ? new PartHeader(block, "text/plain", List.of(), encoding, null)
                : new PartHeader(block, full, parameters, encoding, boundary);
    }

    private static byte @Nullable [] boundary(List<Parameter> parameters) {
        String value = ParameterDecoding.bytes(parameters, "boundary");
        if (value == null) return null;
        // White space at its end is not part of a boundary. RFC 2046 §5.1.1.
        byte[] bytes = value.stripTrailing().getBytes(StandardCharsets.ISO_8859_1);
        return bytes.length > 0 && bytes.length <= MessageLimits.BOUNDARY_BYTES ? bytes : null;
    }

    /** An encoded message is a leaf: its parts have no place in the bytes as they stand. RFC 2046 §5.2.1. */
    boolean holdsMessage() {
        return TransferDecoding.isIdentity(encoding)
                && (type.equals("message/rfc822") || type.equals("message/global"));
    }

    Part part(Span header, Span body, long lines, List<Part> children, @Nullable Envelope envelope) {
        // RFC 3501 has no form for a multipart without parts.
        boolean hollow = type.startsWith("multipart/") && children.isEmpty();
        return new Part(
                hollow ? "text/plain" : type,
                hollow ? List.of() : parameters,
                block.first("Content-ID").orElse(null),
                block.first("Content-Description").orElse(null),
                encoding,
                block.first("Content-MD5").orElse(null),
                disposition(),
                languages(),
                block.first("Content-Location").orElse(null),
                header,
                body,
                lines,
                children,
                envelope);
    }

    private @Nullable Disposition disposition() {
        String value = block.first("Content-Disposition").orElse("");
        var lexer = new HeaderLexer(value);
        String kind = HeaderBlock.lower(lexer.token());
        return kind.isEmpty() ? null : new Disposition(kind, lexer.parameters());
    }

    private List<String> languages() {
        String value = block.first("Content-Language").orElse("");
        var languages = new ArrayList<String>();
        var lexer = new HeaderLexer(value);
        do {
            String language = lexer.token();
            if (!language.isEmpty() && languages.size() < MessageLimits.PARAMETERS) languages.add(language);
        } while (lexer.take(','));
        return List.copyOf(languages);
    }

    static Envelope envelope(HeaderBlock header) {
        var from = addresses(header, "From");
        var sender = addresses(header, "Sender");
        var replyTo = addresses(header, "Reply-To");
        return new Envelope(
                header.first("Date").orElse(null),
                header.first("Subject").orElse(null),
                from,
                sender.isEmpty() ? from : sender,
                replyTo.isEmpty() ? from : replyTo,
                addresses(header, "To"),
                addresses(header, "Cc"),
                addresses(header, "Bcc"),
                header.first("In-Reply-To").orElse(null),
                header.first("Message-ID").orElse(null));
    }

    private static List<Envelope.EmailAddress> addresses(HeaderBlock header, String name) {
        List<String> values = header.all(name);
        if (values.isEmpty()) return List.of();
        return AddressList.parse(String.join(", ", values));
    }
}
