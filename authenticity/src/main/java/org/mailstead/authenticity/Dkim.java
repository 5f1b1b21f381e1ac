package org.mailstead.authenticity;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailstead.dns.Resolver;

/** Checks the DKIM signatures of a message. RFC 6376 §6. Reads the body once, whatever their number. */
public final class Dkim {
    static final String FIELD = "DKIM-Signature";

    private static final int PIECE_BYTES = 16 * 1024;

    private final Resolver resolver;
    private final Clock clock;

    public Dkim(Resolver resolver, Clock clock) {
        this.resolver = resolver;
        this.clock = clock;
    }

    /** What makes the hashes of two signatures one: they are made once, since each costs as much as the body is long. */
    private record Form(Canonicalization canonicalization, long length) {}

    /** A signature on its way to a verdict: either there is one already, or the body's hash is being made. */
    private static final class Candidate {
        final RawHeader.Field field;
        final @Nullable DkimSignature signature;
        final @Nullable BodyHash body;
        final @Nullable DkimVerdict verdict;

        Candidate(RawHeader.Field field, DkimSignature signature, BodyHash body) {
            this.field = field;
            this.signature = signature;
            this.body = body;
            this.verdict = null;
        }

        Candidate(RawHeader.Field field, DkimVerdict verdict) {
            this.field = field;
            this.signature = null;
            this.body = null;
            this.verdict = verdict;
        }
    }

    /**
     * One verdict for each signature, in the order of the header; none if there are none. Of more than {@link
     * AuthenticityLimits#SIGNATURES} only the first are looked at.
     *
     * @param body the stream at the first byte of the body; is read to its end if there is any signature
     */
    public List<DkimVerdict> verify(RawHeader header, InputStream body) throws IOException {
        var check = begin(header);
        hash(body, check.hashes());
        return check.verdicts();
    }

    /** Signatures that wait for the body. */
    final class Check {
        private final RawHeader header;
        private final List<Candidate> candidates;
        private final List<BodyHash> hashes;

        private Check(RawHeader header, List<Candidate> candidates, List<BodyHash> hashes) {
            this.header = header;
            this.candidates = candidates;
            this.hashes = hashes;
        }

        /** To be fed with all of the body. */
        List<BodyHash> hashes() {
            return hashes;
        }

        /** When they have been. */
        List<DkimVerdict> verdicts() {
            var verdicts = new ArrayList<DkimVerdict>();
            for (var candidate : candidates) verdicts.add(verdict(header, candidate));
            return verdicts;
        }
    }

    Check begin(RawHeader header) {
        var candidates = new ArrayList<Candidate>();
        var hashes = new HashMap<Form, BodyHash>();
        for (var field : header.all(FIELD)) {
            if (candidates.size() == AuthenticityLimits.SIGNATURES) break;
            candidates.add(candidate(field, hashes));
        }
        return new Check(header, List.copyOf(candidates), List.copyOf(hashes.values()));
    }

    static void hash(InputStream body, List<BodyHash> hashes) throws IOException {
        if (hashes.isEmpty()) return;
        byte[] piece = new byte[PIECE_BYTES];
        for (int count = body.read(piece); count >= 0; count = body.read(piece))
            for (var hash : hashes) hash.update(piece, 0, count);
    }

    private Candidate candidate(RawHeader.Field field, Map<Form, BodyHash> hashes) {
        DkimSignature signature;
        try {
            signature = DkimSignature.parse(field.value());
        } catch (TagList.MalformedException e) {
            return new Candidate(field, DkimVerdict.unreadable("the signature is of no use: " + e.problem()));
        }
        String contradiction = contradiction(signature);
        if (contradiction == null) {
            var form = new Form(signature.body(), signature.bodyLength());
            var hash = hashes.computeIfAbsent(form, made -> new BodyHash(made.canonicalization(), made.length()));
            return new Candidate(field, signature, hash);
        }
        return new Candidate(field, DkimVerdict.of(signature, DkimResult.PERMERROR, false, contradiction));
    }

    /** What is wrong with a signature by itself; null if nothing is. RFC 6376 §6.1.1. */
    private @Nullable String contradiction(DkimSignature signature) {
        if (!signature.signs("From")) return "the signature does not cover the sender (From)";
        var identity = signature.identityDomain();
        if (identity.isEmpty() || !identity.get().isWithin(signature.domain()))
            return "the signature of " + signature.domain() + " speaks for \"" + signature.identity()
                    + "\", which is not its own";
        var signed = signature.signed();
        var expires = signature.expires();
        if (expires != null && !clock.instant().isBefore(expires)) return "the signature ended on " + expires;
        if (expires != null && signed != null && !signed.isBefore(expires))
            return "the signature ended before it was made";
        return null;
    }

    private DkimVerdict verdict(RawHeader header, Candidate candidate) {
        if (candidate.verdict != null) return candidate.verdict;
        var signature = Objects.requireNonNull(candidate.signature);
        var body = Objects.requireNonNull(candidate.body);
        byte[] bodyHash = body.finish();
        return switch (KeyLookup.find(resolver, signature.domain(), signature.selector())) {
            case KeyLookup.None none ->
                DkimVerdict.of(
                        signature,
                        none.temporary() ? DkimResult.TEMPERROR : DkimResult.PERMERROR,
                        false,
                        none.reason());
            case KeyLookup.Key key -> {
                var record = key.key();
                String misfit = misfit(signature, record);
                if (misfit != null) yield DkimVerdict.of(signature, DkimResult.PERMERROR, record.testing(), misfit);
                boolean bodyFits = !body.isShort() && Arrays.equals(bodyHash, signature.bodyHash());
                yield judged(header, candidate.field, signature, record, bodyFits, body.unsigned());
            }
        };
    }

    /** Why a key is not for this signature; null if it is. RFC 6376 §6.1.2. */
    private static @Nullable String misfit(DkimSignature signature, KeyRecord key) {
        if (key.key() == null) return "the key of " + signature.domain() + " was revoked";
        if (key.algorithm() != signature.algorithm()) return "the key is of another kind than the signature";
        if (key.strict() && !signature.identityDomain().equals(Optional.of(signature.domain())))
            return "the key of " + signature.domain() + " is not for the domains below it";
        return null;
    }

    private static DkimVerdict judged(
            RawHeader header,
            RawHeader.Field field,
            DkimSignature signature,
            KeyRecord record,
            boolean bodyFits,
            long unsigned) {
        var key = Objects.requireNonNull(record.key());
        boolean fits = bodyFits
                && signature.algorithm().verify(key, signature.signedBytes(header, field), signature.signature());
        String domain = signature.domain().toString();
        boolean weak = signature.algorithm() == SignatureAlgorithm.RSA_SHA256
                && record.bits() < AuthenticityLimits.WEAKEST_RSA_BITS;
        DkimResult result = fits ? DkimResult.POLICY : DkimResult.FAIL;
        String reason;
        if (!bodyFits) reason = "the text was changed after " + domain + " signed it";
        else if (!fits) reason = "the header was changed after " + domain + " signed it, or another key signed it";
        else if (weak) reason = "the key of " + domain + " has " + record.bits() + " bits, which can be forged";
        // Whoever passes the message on may append anything, also a whole new text that hides the signed one.
        else if (unsigned > 0) reason = "the last " + unsigned + " bytes of the text are not signed";
        else {
            result = DkimResult.PASS;
            reason = domain + " signed the message";
        }
        return DkimVerdict.of(signature, result, record.testing(), reason);
    }
}
