package org.mailstead.authenticity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Signs messages. RFC 6376 §5. All keys of a domain sign in one go, so that the body is read once. */
public final class DkimSigner {
    /**
     * Signed as often as they are there and once more, so that nobody can add another: of two, programs show one and sign the
     * other. RFC 6376 §8.15.
     */
    private static final List<String> AND_NO_OTHER = List.of(
            "From",
            "To",
            "Cc",
            "Subject",
            "Date",
            "Reply-To",
            "Message-ID",
            "In-Reply-To",
            "References",
            "MIME-Version",
            "Content-Type",
            "Content-Transfer-Encoding");

    /** Signed as often as they are there; others on the way may add their own. RFC 6376 §5.4.1, RFC 8460 §5.3. */
    private static final List<String> IF_THERE = List.of(
            "Sender",
            "Content-ID",
            "Content-Description",
            "Content-Disposition",
            "Content-Language",
            "Resent-Date",
            "Resent-From",
            "Resent-Sender",
            "Resent-To",
            "Resent-Cc",
            "Resent-Message-ID",
            "List-Id",
            "List-Help",
            "List-Unsubscribe",
            "List-Unsubscribe-Post",
            "List-Subscribe",
            "List-Post",
            "List-Owner",
            "List-Archive",
            "Auto-Submitted",
            "TLS-Report-Domain",
            "TLS-Report-Submitter",
            "Feedback-ID");

    private DkimSigner() {}

    /**
     * The header fields to put in front of the message, one for each key, with line ends.
     *
     * @param header what will be sent, CRLF at the end of its lines
     * @param body the stream at the first byte of the body; is read to its end
     * @throws IllegalArgumentException if there is no From, without which no signature counts
     */
    public static byte[] sign(List<SigningKey> keys, RawHeader header, InputStream body, Instant when)
            throws IOException {
        var names = names(header);
        // Relaxed: lines are folded anew and blanks vanish on the way, without anybody meaning harm. RFC 6376 §3.4.
        var hash = new BodyHash(Canonicalization.RELAXED, -1);
        Dkim.hash(body, List.of(hash));
        String bodyHash = Base64.getEncoder().encodeToString(hash.finish());
        var fields = new StringBuilder();
        for (SigningKey key : keys) fields.append(field(key, header, names, bodyHash, when));
        return fields.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Which fields are signed, each name as often as it counts. */
    static List<String> names(RawHeader header) {
        if (header.all("From").isEmpty()) throw new IllegalArgumentException("a message without From cannot be signed");
        Set<String> wanted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        wanted.addAll(AND_NO_OTHER);
        wanted.addAll(IF_THERE);
        var names = new ArrayList<String>();
        for (var field : header.fields()) if (wanted.contains(field.name())) names.add(field.name());
        // A header so odd that others would refuse the list: what counts most comes first, the rest is left unsigned.
        if (names.size() > AuthenticityLimits.SIGNED_NAMES / 2) names.removeIf(name -> !AND_NO_OTHER.contains(name));
        if (names.size() > AuthenticityLimits.SIGNED_NAMES / 2)
            throw new IllegalArgumentException("the header has too many fields to sign");
        names.addAll(AND_NO_OTHER);
        return names;
    }

    private static String field(SigningKey key, RawHeader header, List<String> names, String bodyHash, Instant when) {
        String unsigned = new FieldFolding(Dkim.FIELD)
                .tag("v", "1")
                .tag("a", key.algorithm().word())
                .tag("c", "relaxed/relaxed")
                .tag("d", key.domain().toString())
                .tag("s", key.selector())
                .tag("t", Long.toString(when.getEpochSecond()))
                .list("h", names)
                .tag("bh", bodyHash)
                .open("b");
        byte[] fields = header.selected(names, Canonicalization.RELAXED);
        byte[] own = Canonicalization.RELAXED.header(unsigned.getBytes(StandardCharsets.US_ASCII));
        return unsigned + FieldFolding.folded(key.sign(joined(fields, RawHeader.Field.withoutLineEnd(own)))) + "\r\n";
    }

    static byte[] joined(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
