package org.mailstead.authenticity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a domain publishes at {@code _dmarc}. RFC 9989 §4.7.
 *
 * @param policy for mail of the domain itself
 * @param subdomains for mail of domains below it; null if it is the same
 * @param nonexistent for mail of domains below it that do not exist; null if it is that of subdomains
 * @param strictDkim whether a signature must be of the very domain, not only of the same organization
 * @param strictSpf the same for the sender's domain
 * @param publicSuffix whether others register domains below this one
 * @param testing whether the policy is to be applied one step milder
 * @param failureOptions when to report single failures, as written
 * @param aggregate where reports of a day go
 * @param failures where reports of single failures go: addresses of mail
 */
public record DmarcRecord(
        DmarcPolicy policy,
        @Nullable DmarcPolicy subdomains,
        @Nullable DmarcPolicy nonexistent,
        boolean strictDkim,
        boolean strictSpf,
        PublicSuffix publicSuffix,
        boolean testing,
        String failureOptions,
        List<ReportDestination> aggregate,
        List<String> failures) {
    private static final String VERSION = "DMARC1";

    /** Addresses of one tag; those behind are dropped, since each costs a mail a day. */
    private static final int ADDRESSES = 5;

    /** The tag {@code psd}. */
    public enum PublicSuffix {
        YES,
        NO,
        /** Not said. */
        UNKNOWN
    }

    public DmarcRecord {
        aggregate = List.copyOf(aggregate);
        failures = List.copyOf(failures);
    }

    /** Empty for what is no record of DMARC, or one that is to be treated as none. RFC 9989 §4.7, §4.10.1. */
    static Optional<DmarcRecord> parse(String text) {
        TagList tags;
        try {
            tags = TagList.parse(text);
        } catch (TagList.MalformedException e) {
            return Optional.empty();
        }
        if (!tags.isFirst("v") || !tags.get("v").equals(Optional.of(VERSION))) return Optional.empty();
        var aggregate = destinations(tags.get("rua").orElse(""));
        var policy = tags.get("p").flatMap(DmarcPolicy::named);
        var subdomains = tags.get("sp").flatMap(DmarcPolicy::named);
        var nonexistent = tags.get("np").flatMap(DmarcPolicy::named);
        boolean sound = policy.isPresent() == tags.get("p").isPresent()
                && subdomains.isPresent() == tags.get("sp").isPresent()
                && nonexistent.isPresent() == tags.get("np").isPresent();
        // A mistake in the policy: whoever reads reports shall learn of it, and mail is let alone meanwhile.
        if (!sound && aggregate.isEmpty()) return Optional.empty();
        return Optional.of(new DmarcRecord(
                sound ? policy.orElse(DmarcPolicy.NONE) : DmarcPolicy.NONE,
                sound ? subdomains.orElse(null) : null,
                sound ? nonexistent.orElse(null) : null,
                is(tags, "adkim", "s"),
                is(tags, "aspf", "s"),
                is(tags, "psd", "y") ? PublicSuffix.YES : is(tags, "psd", "n") ? PublicSuffix.NO : PublicSuffix.UNKNOWN,
                // Before there was "t", trying was written so; other percentages mean nothing any more. RFC 9989 §A.6.
                is(tags, "t", "y") || is(tags, "pct", "0"),
                tags.get("fo").orElse("0"),
                aggregate,
                destinations(tags.get("ruf").orElse("")).stream()
                        .map(ReportDestination::address)
                        .toList()));
    }

    private static boolean is(TagList tags, String name, String value) {
        return tags.get(name).filter(value::equalsIgnoreCase).isPresent();
    }

    /** Those of {@code mailto:} URIs; other ways of reporting are not known here. RFC 9989 §4.6. */
    private static List<ReportDestination> destinations(String uris) {
        var destinations = new ArrayList<ReportDestination>();
        for (String uri : uris.split(",", -1)) {
            String stripped = uri.strip();
            if (destinations.size() == ADDRESSES
                    || !stripped.toLowerCase(Locale.ROOT).startsWith("mailto:")) continue;
            String address = stripped.substring("mailto:".length());
            int mark = address.lastIndexOf('!');
            String size = mark < 0 ? "" : address.substring(mark + 1);
            if (mark >= 0) address = address.substring(0, mark);
            int query = address.indexOf('?');
            if (query >= 0) address = address.substring(0, query);
            address = decoded(address);
            boolean plausible = address.indexOf('@') > 0
                    && address.indexOf('@') == address.lastIndexOf('@')
                    && address.indexOf('@') + 1 < address.length()
                    && address.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '<' && c != '>');
            if (plausible) destinations.add(ReportDestination.limited(address, size));
        }
        return destinations;
    }

    /** RFC 3986 §2.1. */
    private static String decoded(String text) {
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int high = c == '%' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high >= 0 ? Character.digit(text.charAt(i + 2), 16) : -1;
            out.append(low >= 0 ? (char) (high << 4 | low) : c);
            if (low >= 0) i += 2;
        }
        return out.toString();
    }

    /** The policy for mail of the domain where the record stands, or of one below. RFC 9989 §4.10.1. */
    DmarcPolicy policyFor(boolean below, boolean exists) {
        if (!below) return policy;
        if (!exists && nonexistent != null) return nonexistent;
        return subdomains != null ? subdomains : policy;
    }
}
