package org.mailstead.authenticity;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.mailstead.dns.DnsName;

/**
 * Takes out of a foreign message what claims to be our own findings: mail programs and filters believe these. RFC 8601 §5.
 * Findings of other servers stay, since signatures may cover them.
 */
public final class ForgedResults {
    private ForgedResults() {}

    /** @param ours names under which this server writes findings, in any case */
    public static boolean has(RawHeader header, List<String> ours) {
        return header.fields().stream().anyMatch(field -> isForged(field, ours));
    }

    /**
     * The header's fields without the forged ones, and without the empty line at the end; no other byte is changed.
     *
     * @param ours names under which this server writes findings, in any case
     */
    public static byte[] remove(RawHeader header, List<String> ours) {
        var out = new ByteArrayOutputStream();
        for (var field : header.fields()) if (!isForged(field, ours)) out.writeBytes(field.bytes());
        return out.toByteArray();
    }

    /**
     * The same for one field.
     *
     * @param field all its bytes
     * @param ours names under which this server writes findings, in any case
     */
    public static boolean isForged(String name, byte[] field, List<String> ours) {
        return isForged(new RawHeader.Field(name, field), ours);
    }

    private static boolean isForged(RawHeader.Field field, List<String> ours) {
        if (!field.is(AuthenticationResults.FIELD)) return false;
        String value = field.value();
        return AuthenticationResultsReader.claims(value, ours) || claimsInUnicode(value, ours);
    }

    /** The same name in other letters: a reader may compare what it shows. */
    private static boolean claimsInUnicode(String value, List<String> ours) {
        try {
            var server = DnsName.parse(new AuthenticationResultsReader(value).server());
            return server.isPresent()
                    && ours.stream().anyMatch(name -> DnsName.parse(name).equals(server));
        } catch (MalformedResultsException e) {
            return true;
        }
    }
}
