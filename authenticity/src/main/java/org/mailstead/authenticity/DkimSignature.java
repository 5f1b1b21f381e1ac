package org.mailstead.authenticity;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mailstead.dns.DnsName;

/**
 * What a signature says of itself. RFC 6376 §3.5. Those of ARC are of the same form. RFC 8617 §4.1.2.
 *
 * @param identity the tag {@code i}: on whose behalf, a local part and a domain; "@" and the domain if it is not given
 * @param bodyLength bytes of the body that are signed; -1 for all
 * @param names of the signed fields, in order, a name as often as it is given
 */
record DkimSignature(
        SignatureAlgorithm algorithm,
        Canonicalization header,
        Canonicalization body,
        DnsName domain,
        String selector,
        String identity,
        List<String> names,
        byte[] bodyHash,
        byte[] signature,
        long bodyLength,
        @Nullable Instant signed,
        @Nullable Instant expires) {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,15}");

    /** The value of {@code b}, which is empty when the signature signs itself. RFC 6376 §3.7. */
    private static final Pattern SIGNATURE_VALUE = Pattern.compile("((?:^|;)[ \\t\\r\\n]*b[ \\t\\r\\n]*=)[^;]*");

    DkimSignature {
        names = List.copyOf(names);
    }

    /** @throws TagList.MalformedException with what is wrong */
    static DkimSignature parse(String value) throws TagList.MalformedException {
        var tags = TagList.parse(value);
        if (!required(tags, "v").equals("1")) throw new TagList.MalformedException("it is of another version");
        var signature = parse(tags);
        String queries = tags.get("q").orElse("dns/txt");
        if (!List.of(TagList.list(queries)).contains("dns/txt"))
            throw new TagList.MalformedException("its key is not in the DNS");
        return signature;
    }

    /** The tags that DKIM and ARC share. */
    static DkimSignature parse(TagList tags) throws TagList.MalformedException {
        String algorithm = required(tags, "a");
        var canonical = canonical(tags.get("c").orElse("simple/simple"));
        String domain = required(tags, "d");
        var name = DnsName.parse(domain);
        if (name.isEmpty() || name.get().equals(DnsName.ROOT))
            throw new TagList.MalformedException("\"" + domain + "\" is no domain");
        var names = List.of(TagList.list(required(tags, "h")));
        if (names.size() > AuthenticityLimits.SIGNED_NAMES)
            throw new TagList.MalformedException("it signs too many fields");
        return new DkimSignature(
                SignatureAlgorithm.named(algorithm)
                        .orElseThrow(() -> new TagList.MalformedException(
                                "signatures of the kind \"" + algorithm + "\" are not accepted")),
                canonical[0],
                canonical[1],
                name.get(),
                required(tags, "s"),
                tags.get("i").orElse("@" + domain),
                names,
                base64(tags, "bh"),
                base64(tags, "b"),
                tags.get("l").isPresent() ? number(tags, "l") : -1,
                instant(tags, "t"),
                instant(tags, "x"));
    }

    private static Canonicalization[] canonical(String value) throws TagList.MalformedException {
        String[] words = value.split("/", 2);
        var header = Canonicalization.named(words[0].strip());
        var body = Canonicalization.named(words.length == 2 ? words[1].strip() : "simple");
        if (header.isEmpty() || body.isEmpty())
            throw new TagList.MalformedException("the canonicalization \"" + value + "\" is unknown");
        return new Canonicalization[] {header.get(), body.get()};
    }

    static String required(TagList tags, String name) throws TagList.MalformedException {
        var value = tags.get(name);
        if (value.isEmpty() || value.get().isEmpty())
            throw new TagList.MalformedException("the tag \"" + name + "\" is missing");
        return value.get();
    }

    static byte[] base64(TagList tags, String name) throws TagList.MalformedException {
        try {
            return Base64.getDecoder().decode(TagList.compact(required(tags, name)));
        } catch (IllegalArgumentException e) {
            throw new TagList.MalformedException("the tag \"" + name + "\" is no base64");
        }
    }

    private static long number(TagList tags, String name) throws TagList.MalformedException {
        String value = required(tags, name);
        if (!NUMBER.matcher(value).matches())
            throw new TagList.MalformedException("the tag \"" + name + "\" is no number");
        return Long.parseLong(value);
    }

    private static @Nullable Instant instant(TagList tags, String name) throws TagList.MalformedException {
        return tags.get(name).isPresent() ? Instant.ofEpochSecond(number(tags, name)) : null;
    }

    /** The domain of the identity; empty if that is no address. */
    Optional<DnsName> identityDomain() {
        return DnsName.parse(identity.substring(identity.lastIndexOf('@') + 1));
    }

    boolean signs(String name) {
        return names.stream().anyMatch(name::equalsIgnoreCase);
    }

    /** What was signed: the fields it names, and itself without its value, without the line end. RFC 6376 §3.7. */
    byte[] signedBytes(RawHeader message, RawHeader.Field itself) {
        byte[] fields = message.selected(names, header);
        byte[] own = RawHeader.Field.withoutLineEnd(header.header(unsigned(itself.bytes())));
        var out = Arrays.copyOf(fields, fields.length + own.length);
        System.arraycopy(own, 0, out, fields.length, own.length);
        return out;
    }

    /** A signature's field with the value of its tag {@code b} taken out, all else as it was. */
    static byte[] unsigned(byte[] field) {
        String text = new String(field, StandardCharsets.ISO_8859_1);
        int colon = text.indexOf(':') + 1;
        boolean crlf = text.endsWith("\r\n");
        String value = text.substring(colon, crlf ? text.length() - 2 : text.length());
        String without = SIGNATURE_VALUE.matcher(value).replaceFirst("$1");
        String whole = text.substring(0, colon) + without + (crlf ? "\r\n" : "");
        return whole.getBytes(StandardCharsets.ISO_8859_1);
    }
}
