package org.mailstead.message;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One node of the MIME tree.
 *
 * @param type media type in lower case as {@code type/subtype}, with the RFC 2045 defaults filled in
 * @param parameters of Content-Type in their order, RFC 2231 forms as they were written
 * @param contentId raw value of Content-ID, null if absent
 * @param description raw value of Content-Description, null if absent
 * @param encoding Content-Transfer-Encoding as written, "7bit" if absent
 * @param md5 raw value of Content-MD5, null if absent
 * @param disposition Content-Disposition, null if absent
 * @param languages of Content-Language, empty if absent
 * @param location raw value of Content-Location, null if absent
 * @param header bytes of the header, its closing blank line included
 * @param body bytes after it
 * @param lines line ends in the body, as the example of RFC 3501 §7.4.2 counts them: a last line whose end belongs to the
 *     delimiter behind it is not among them
 * @param children of a multipart, in order; of message/rfc822, one: the message inside; else empty
 * @param envelope of a message (the root and the child of message/rfc822), else null
 */
public record Part(
        String type,
        List<Parameter> parameters,
        @Nullable String contentId,
        @Nullable String description,
        String encoding,
        @Nullable String md5,
        @Nullable Disposition disposition,
        List<String> languages,
        @Nullable String location,
        Span header,
        Span body,
        long lines,
        List<Part> children,
        @Nullable Envelope envelope) {

    /** @param value raw bytes as ISO 8859-1, without quotes */
    public record Parameter(String name, String value) {}

    public record Disposition(String kind, List<Parameter> parameters) {}

    public boolean isMultipart() {
        return type.startsWith("multipart/");
    }

    /** The decoded value of a parameter of Content-Type, by its name in lower case. RFC 2231; RFC 2045 §5.1. */
    public Optional<String> parameter(String name) {
        return ParameterDecoding.text(parameters, name);
    }

    /** The decoded name under which this part would be saved. RFC 2183 §2.3. */
    public Optional<String> fileName() {
        Optional<String> named =
                disposition == null ? Optional.empty() : ParameterDecoding.text(disposition.parameters(), "filename");
        return named.isPresent() ? named : parameter("name");
    }

    /** A message/rfc822 (or message/global) part whose content was scanned as a message. */
    public boolean isMessage() {
        return !children.isEmpty() && !isMultipart();
    }
}
