package org.mailstead.authenticity;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailstead.authenticity.ArcChain.Link;
import org.mailstead.authenticity.ArcVerdict.Result;
import org.mailstead.authenticity.ArcVerdict.Seal;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.Resolver;

/** Checks the chain of seals on a message. RFC 8617 §5.2. */
public final class Arc {
    private final Resolver resolver;

    public Arc(Resolver resolver) {
        this.resolver = resolver;
    }

    /** @param body the stream at the first byte of the body; is read to its end if there is a chain that could pass */
    public ArcVerdict verify(RawHeader header, InputStream body) throws IOException {
        var pending = begin(header);
        Dkim.hash(body, pending.hashes());
        return pending.verdict();
    }

    /** A chain that waits for the body, if it needs it for a verdict. */
    interface Pending {
        /** To be fed with all of the body. */
        List<BodyHash> hashes();

        /** When they have been. */
        ArcVerdict verdict();
    }

    private record Known(ArcVerdict verdict) implements Pending {
        @Override
        public List<BodyHash> hashes() {
            return List.of();
        }
    }

    Pending begin(RawHeader header) {
        ArcChain chain;
        try {
            chain = ArcChain.of(header);
        } catch (ArcChain.BrokenException e) {
            return new Known(ArcVerdict.failed("the chain is broken: " + e.problem()));
        }
        if (chain.isEmpty())
            return new Known(new ArcVerdict(Result.NONE, false, 0, List.of(), "nobody sealed the message"));
        return contradiction(chain)
                .<Pending>map(problem -> new Known(ArcVerdict.failed(problem)))
                .orElseGet(() -> new Check(header, chain));
    }

    /** What the seals say of each other must fit. RFC 8617 §5.2 steps 2 and 3. */
    private static Optional<String> contradiction(ArcChain chain) {
        var last = chain.last();
        if (last.sealTags().validation().equals("fail"))
            return Optional.of(last.sealTags().domain() + " found the chain broken");
        for (var link : chain.links()) {
            String expected = link.instance() == 1 ? "none" : "pass";
            if (!link.sealTags().validation().equals(expected))
                return Optional.of("seal " + link.instance() + " says \""
                        + link.sealTags().validation() + "\" of the chain before it");
        }
        return Optional.empty();
    }

    private final class Check implements Pending {
        private final RawHeader header;
        private final ArcChain chain;

        /** One server often seals and signs with one key. */
        private final Map<String, KeyLookup> keys = new HashMap<>();

        /** One hash for each canonical form, however many links: fifty would take as long as fifty messages. */
        private final Map<Canonicalization, BodyHash> hashes = new EnumMap<>(Canonicalization.class);

        private final Map<Canonicalization, byte[]> bodies = new EnumMap<>(Canonicalization.class);

        Check(RawHeader header, ArcChain chain) {
            this.header = header;
            this.chain = chain;
            for (var link : chain.links())
                hashes.computeIfAbsent(link.messageSignature().body(), form -> new BodyHash(form, -1));
        }

        @Override
        public List<BodyHash> hashes() {
            return List.copyOf(hashes.values());
        }

        /** Why a signature does not fit. */
        private record Misfit(boolean temporary, String reason) {}

        @Override
        public ArcVerdict verdict() {
            hashes.forEach((form, hash) -> bodies.put(form, hash.finish()));
            var message = message(chain.last());
            if (message.isPresent()) return failed(message.get());
            for (int count = chain.links().size(); count > 0; count--) {
                var misfit = seal(chain.links().subList(0, count));
                if (misfit.isPresent()) return failed(misfit.get());
            }
            var seals = new ArrayList<Seal>();
            for (var link : chain.links())
                seals.add(new Seal(link.instance(), link.sealTags().domain(), ArcChain.results(link)));
            return new ArcVerdict(
                    Result.PASS, false, oldestPass(), seals, "the chain of " + seals.size() + " seals is whole");
        }

        private ArcVerdict failed(Misfit misfit) {
            return new ArcVerdict(Result.FAIL, misfit.temporary(), 0, List.of(), misfit.reason());
        }

        /** RFC 8617 §5.2 step 5: from which server on the message is as it was; 0 if from the first on. */
        private int oldestPass() {
            for (int i = chain.links().size() - 2; i >= 0; i--)
                if (message(chain.links().get(i)).isPresent()) return i + 2;
            return 0;
        }

        private Optional<Misfit> message(Link link) {
            var signature = link.messageSignature();
            String what = "the signature of " + signature.domain() + " (" + link.instance() + ")";
            if (signature.bodyLength() >= 0)
                return Optional.of(new Misfit(false, what + " leaves part of the text out"));
            if (!Arrays.equals(bodies.get(signature.body()), signature.bodyHash()))
                return Optional.of(new Misfit(false, "the text was changed after " + what));
            return fits(
                    signature.algorithm(),
                    signature.domain(),
                    signature.selector(),
                    signature.signedBytes(header, link.message()),
                    signature.signature(),
                    what);
        }

        private Optional<Misfit> seal(List<Link> links) {
            var tags = links.getLast().sealTags();
            String what = "the seal of " + tags.domain() + " (" + links.size() + ")";
            return fits(
                    tags.algorithm(), tags.domain(), tags.selector(), ArcChain.sealed(links), tags.signature(), what);
        }

        private Optional<Misfit> fits(
                SignatureAlgorithm algorithm,
                DnsName domain,
                String selector,
                byte[] data,
                byte[] signature,
                String what) {
            var lookup =
                    keys.computeIfAbsent(selector + " " + domain, name -> KeyLookup.find(resolver, domain, selector));
            return switch (lookup) {
                case KeyLookup.None none -> Optional.of(new Misfit(none.temporary(), none.reason()));
                case KeyLookup.Key key -> {
                    var record = key.key();
                    var publicKey = record.key();
                    boolean weak = algorithm == SignatureAlgorithm.RSA_SHA256
                            && record.bits() < AuthenticityLimits.WEAKEST_RSA_BITS;
                    if (publicKey == null)
                        yield Optional.of(new Misfit(false, "the key of " + domain + " was revoked"));
                    if (weak || record.algorithm() != algorithm)
                        yield Optional.of(new Misfit(false, "the key of " + domain + " is not for such signatures"));
                    yield algorithm.verify(publicKey, data, signature)
                            ? Optional.empty()
                            : Optional.of(new Misfit(false, what + " does not fit"));
                }
            };
        }
    }
}
