package org.mailstead.authenticity;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mailstead.dns.DnsName;

/**
 * The fields of a chain, taken apart and in order. RFC 8617 §4.2. Whatever is not exactly as it must be breaks the chain: there
 * is one right form, and servers add to it, never repair.
 */
record ArcChain(List<Link> links) {
    static final String RESULTS = "ARC-Authentication-Results";
    static final String MESSAGE = "ARC-Message-Signature";
    static final String SEAL = "ARC-Seal";

    /** Servers in one chain. RFC 8617 §4.2.1. */
    static final int LINKS = 50;

    /** Two semicolons with nothing between: other lists of tags may have that here, chains may not. */
    private static final Pattern GAP = Pattern.compile(";[ \\t\\r\\n]*;");

    ArcChain {
        links = List.copyOf(links);
    }

    /** The form is broken. */
    static final class BrokenException extends Exception {
        private final String problem;

        BrokenException(String problem) {
            super(problem, null, false, false);
            this.problem = problem;
        }

        String problem() {
            return problem;
        }
    }

    /** The three fields of one server. RFC 8617 §4.1. */
    record Link(
            int instance,
            RawHeader.Field results,
            RawHeader.Field message,
            DkimSignature messageSignature,
            RawHeader.Field seal,
            SealTags sealTags) {}

    /** What a seal says of itself. RFC 8617 §4.1.3. */
    record SealTags(
            SignatureAlgorithm algorithm, DnsName domain, String selector, String validation, byte[] signature) {}

    /** The fields of one instance while they are being collected. */
    private static final class Parts {
        private RawHeader.@Nullable Field results;
        private RawHeader.@Nullable Field message;
        private RawHeader.@Nullable Field seal;
    }

    /** The chain of a message, without links if it has none. */
    static ArcChain of(RawHeader header) throws BrokenException {
        var parts = new ArrayList<Parts>();
        for (var field : header.fields()) {
            boolean results = field.is(RESULTS);
            boolean message = field.is(MESSAGE);
            if (!results && !message && !field.is(SEAL)) continue;
            int instance = results ? instanceOfResults(field.value()) : instance(tags(field));
            while (parts.size() < instance) parts.add(new Parts());
            var part = parts.get(instance - 1);
            var before = results ? part.results : message ? part.message : part.seal;
            if (before != null) throw new BrokenException("instance " + instance + " has two fields " + field.name());
            if (results) part.results = field;
            else if (message) part.message = field;
            else part.seal = field;
        }
        var links = new ArrayList<Link>();
        for (var part : parts) links.add(link(links.size() + 1, part));
        return new ArcChain(links);
    }

    private static Link link(int instance, Parts part) throws BrokenException {
        var results = part.results;
        var message = part.message;
        var seal = part.seal;
        if (results == null || message == null || seal == null)
            throw new BrokenException("instance " + instance + " has not all of its three fields");
        return new Link(instance, results, message, messageSignature(message), seal, sealTags(seal, instance));
    }

    private static TagList tags(RawHeader.Field field) throws BrokenException {
        if (GAP.matcher(field.value()).find()) throw new BrokenException(field.name() + " has an empty tag");
        try {
            return TagList.parse(field.value());
        } catch (TagList.MalformedException e) {
            throw new BrokenException(field.name() + ": " + e.problem());
        }
    }

    private static int instance(TagList tags) throws BrokenException {
        return number(tags.get("i").orElse(""));
    }

    private static int number(String text) throws BrokenException {
        boolean number = text.matches("0{0,3}[1-9]\\d?");
        if (!number || Integer.parseInt(text) > LINKS) throw new BrokenException("\"" + text + "\" is no instance");
        return Integer.parseInt(text);
    }

    /** {@code i=1;} stands before what is otherwise a field of its own standard. RFC 8617 §4.1.1. */
    private static int instanceOfResults(String value) throws BrokenException {
        int end = value.indexOf(';');
        String first = TagList.compact(end < 0 ? value : value.substring(0, end));
        if (!first.startsWith("i=")) throw new BrokenException(RESULTS + " does not begin with its instance");
        return number(first.substring(2));
    }

    private static DkimSignature messageSignature(RawHeader.Field field) throws BrokenException {
        try {
            var signature = DkimSignature.parse(tags(field));
            // A signature over seals would be broken by the next one. RFC 8617 §4.1.2.
            if (signature.signs(SEAL)) throw new BrokenException(MESSAGE + " covers a seal");
            return signature;
        } catch (TagList.MalformedException e) {
            throw new BrokenException(MESSAGE + ": " + e.problem());
        }
    }

    private static SealTags sealTags(RawHeader.Field field, int instance) throws BrokenException {
        var tags = tags(field);
        if (tags.get("h").isPresent()) throw new BrokenException(SEAL + " chooses what it covers, which it may not");
        try {
            String algorithm = DkimSignature.required(tags, "a");
            var domain = DnsName.parse(DkimSignature.required(tags, "d"));
            var kind = SignatureAlgorithm.named(algorithm);
            if (domain.isEmpty() || domain.get().equals(DnsName.ROOT) || kind.isEmpty())
                throw new BrokenException(SEAL + " " + instance + " has a domain or a kind that is unknown");
            return new SealTags(
                    kind.get(),
                    domain.get(),
                    DkimSignature.required(tags, "s"),
                    DkimSignature.required(tags, "cv"),
                    DkimSignature.base64(tags, "b"));
        } catch (TagList.MalformedException e) {
            throw new BrokenException(SEAL + ": " + e.problem());
        }
    }

    boolean isEmpty() {
        return links.isEmpty();
    }

    Link last() {
        return links.getLast();
    }

    /** What a seal signs: all fields of the chain up to it, itself without its value. RFC 8617 §5.1.1. */
    static byte[] sealed(List<Link> links) {
        var out = new ByteArrayOutputStream();
        for (int i = 0; i < links.size(); i++) {
            var link = links.get(i);
            out.writeBytes(Canonicalization.RELAXED.header(link.results().bytes()));
            out.writeBytes(Canonicalization.RELAXED.header(link.message().bytes()));
            if (i + 1 < links.size())
                out.writeBytes(Canonicalization.RELAXED.header(link.seal().bytes()));
            else out.writeBytes(sealItself(link.seal().bytes()));
        }
        return out.toByteArray();
    }

    static byte[] sealItself(byte[] field) {
        return RawHeader.Field.withoutLineEnd(Canonicalization.RELAXED.header(DkimSignature.unsigned(field)));
    }

    /** What the server of a link found out; empty if it cannot be read. */
    static Optional<AuthenticationResults> results(Link link) {
        String value = link.results().value();
        try {
            return Optional.of(AuthenticationResults.parse(value.substring(value.indexOf(';') + 1)));
        } catch (MalformedResultsException e) {
            return Optional.empty();
        }
    }
}
