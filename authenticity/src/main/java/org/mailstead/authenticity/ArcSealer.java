package org.mailstead.authenticity;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mailstead.authenticity.ArcVerdict.Result;

/** Seals a message that is passed on, so that the next server can believe what this one found out. RFC 8617 §5.1. */
public final class ArcSealer {
    private static final List<String> FIELDS = List.of(ArcChain.SEAL, ArcChain.MESSAGE, ArcChain.RESULTS);

    private static final Pattern INSTANCE = Pattern.compile("(?:^|;)\\s*i\\s*=\\s*(\\d{1,4})\\s*(?:;|$)");

    private ArcSealer() {}

    /**
     * The same as {@link #seal(SigningKey, ArcVerdict, AuthenticationResults, RawHeader, InputStream, Instant)} for a message that
     * has waited here since it was checked: what was found out then stands on top of it. One that was not checked gets a seal that
     * says so; if others have sealed it, it gets none, since nobody looked at their chain.
     *
     * @param server the name under which this server writes its findings
     */
    public static Optional<byte[]> seal(SigningKey key, String server, RawHeader header, InputStream body, Instant when)
            throws IOException {
        var found = OwnResults.of(header, server);
        var verdict = found.map(OwnResults::chain).orElse(OwnResults.NO_CHAIN);
        if (verdict.result() == Result.NONE && isSealed(header)) return Optional.empty();
        var results = found.orElseGet(() -> new AuthenticationResults(server, List.of()));
        return seal(key, verdict, results, header, body, when);
    }

    private static boolean isSealed(RawHeader header) {
        return header.fields().stream().anyMatch(field -> FIELDS.stream().anyMatch(field::is));
    }

    /**
     * The three fields to put in front of the message as it is passed on; empty where nothing is added: a chain that is known to be
     * broken stays as it is, so does one that could not be checked for want of an answer, and one of fifty is full.
     *
     * @param verdict on the chain as the message came, before it was changed here
     * @param results what was found out of the message as it came
     * @param header as it is passed on
     * @param body the stream at the first byte of the body; is read to its end
     * @throws IllegalArgumentException if there is no From, or the fields to sign are too many
     */
    public static Optional<byte[]> seal(
            SigningKey key,
            ArcVerdict verdict,
            AuthenticationResults results,
            RawHeader header,
            InputStream body,
            Instant when)
            throws IOException {
        // RFC 8617 §5.2.1 makes every failure one for ever. Not to seal is allowed, and leaves it to the next server.
        if (verdict.temporary()) return Optional.empty();
        int instance = 1 + highest(header);
        if (instance > ArcChain.LINKS || isSealedAsBroken(header)) return Optional.empty();
        var hash = new BodyHash(Canonicalization.RELAXED, -1);
        Dkim.hash(body, List.of(hash));
        String bodyHash = Base64.getEncoder().encodeToString(hash.finish());
        byte[] found = results.toField(ArcChain.RESULTS, "i=" + instance + "; ").getBytes(StandardCharsets.UTF_8);
        byte[] message = message(key, instance, header, bodyHash, when);
        byte[] before = verdict.result() == Result.PASS ? chain(header) : new byte[0];
        byte[] seal = seal(key, instance, verdict.result(), when, before, found, message);
        return Optional.of(DkimSigner.joined(seal, DkimSigner.joined(message, found)));
    }

    /** Also of fields that are wrong in other ways. */
    private static int highest(RawHeader header) {
        int highest = 0;
        for (String name : FIELDS) {
            for (var field : header.all(name)) {
                var number = INSTANCE.matcher(field.value());
                if (number.find()) highest = Math.max(highest, Integer.parseInt(number.group(1)));
            }
        }
        return highest;
    }

    private static boolean isSealedAsBroken(RawHeader header) {
        for (var field : header.all(ArcChain.SEAL)) {
            try {
                if (TagList.parse(field.value()).get("cv").equals(Optional.of("fail"))) return true;
            } catch (TagList.MalformedException e) {
                // It says nothing, then.
            }
        }
        return false;
    }

    /** RFC 8617 §4.1.2. */
    private static byte[] message(SigningKey key, int instance, RawHeader header, String bodyHash, Instant when) {
        var names = new ArrayList<>(DkimSigner.names(header));
        for (int i = header.all(Dkim.FIELD).size(); i > 0; i--) names.add(Dkim.FIELD);
        String unsigned = new FieldFolding(ArcChain.MESSAGE)
                .tag("i", Integer.toString(instance))
                .tag("a", key.algorithm().word())
                .tag("c", "relaxed/relaxed")
                .tag("d", key.domain().toString())
                .tag("s", key.selector())
                .tag("t", Long.toString(when.getEpochSecond()))
                .list("h", names)
                .tag("bh", bodyHash)
                .open("b");
        byte[] own = Canonicalization.RELAXED.header(unsigned.getBytes(StandardCharsets.US_ASCII));
        byte[] data = DkimSigner.joined(
                header.selected(names, Canonicalization.RELAXED), RawHeader.Field.withoutLineEnd(own));
        return signed(unsigned, key.sign(data));
    }

    private static byte[] signed(String unsigned, String signature) {
        return (unsigned + FieldFolding.folded(signature) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** The fields of the chain so far, as a seal covers them. */
    private static byte[] chain(RawHeader header) {
        try {
            var out = new ByteArrayOutputStream();
            for (var link : ArcChain.of(header).links())
                for (var field : List.of(link.results(), link.message(), link.seal()))
                    out.writeBytes(Canonicalization.RELAXED.header(field.bytes()));
            return out.toByteArray();
        } catch (ArcChain.BrokenException e) {
            throw new IllegalArgumentException("the chain was said to be whole: " + e.problem(), e);
        }
    }

    /** RFC 8617 §4.1.3; of a broken chain nothing but the new fields is sealed, RFC 8617 §5.1.2. */
    private static byte[] seal(
            SigningKey key,
            int instance,
            Result validation,
            Instant when,
            byte[] before,
            byte[] results,
            byte[] message) {
        String unsigned = new FieldFolding(ArcChain.SEAL)
                .tag("i", Integer.toString(instance))
                .tag("a", key.algorithm().word())
                .tag("cv", validation.word())
                .tag("d", key.domain().toString())
                .tag("s", key.selector())
                .tag("t", Long.toString(when.getEpochSecond()))
                .open("b");
        byte[] data = DkimSigner.joined(before, Canonicalization.RELAXED.header(results));
        data = DkimSigner.joined(data, Canonicalization.RELAXED.header(message));
        data = DkimSigner.joined(data, ArcChain.sealItself(unsigned.getBytes(StandardCharsets.US_ASCII)));
        return signed(unsigned, key.sign(data));
    }
}
