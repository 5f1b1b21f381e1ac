package org.mailstead.authenticity;

import java.util.Locale;
import java.util.Optional;
import org.mailstead.authenticity.AuthenticationResults.Result;
import org.mailstead.dns.DnsName;

/**
 * Who wrote a message, as this server found out when it came.
 *
 * @param address the author's, in lower case
 * @param proven whether the author's domain vouches for the message; else anybody may have written it
 */
public record AuthorIdentity(String address, boolean proven) {
    /** What stands behind the last {@code @}. */
    public String domain() {
        return address.substring(address.lastIndexOf('@') + 1);
    }

    /**
     * Empty if the message was not checked, or shows no author or several.
     *
     * @param server the name under which this server writes its findings
     */
    public static Optional<AuthorIdentity> of(RawHeader header, String server) {
        if (!(AuthorDomain.of(header) instanceof AuthorDomain.Known(DnsName domain))) return Optional.empty();
        return OwnResults.of(header, server)
                .flatMap(results -> local(header)
                        .map(local -> new AuthorIdentity(
                                (local + "@" + domain).toLowerCase(Locale.ROOT), proven(results, domain))));
    }

    /** Of the first address: all are of one domain, and that is what is known. */
    private static Optional<String> local(RawHeader header) {
        return AuthorDomain.addresses(header.all("From").getFirst()).stream()
                .filter(each -> each.host() != null && each.mailbox() != null)
                .map(each -> String.valueOf(each.mailbox()))
                .findFirst();
    }

    /** A domain without a DMARC record can be known, too, by what it would be judged by if it had one. RFC 9989 §5.1. */
    private static boolean proven(AuthenticationResults results, DnsName author) {
        boolean vouched = false;
        for (var result : results.results()) {
            if (result.method().equals("dmarc") && result.result().equals("fail")) return false;
            vouched |= result.result().equals("pass") && vouches(result, author);
        }
        return vouched;
    }

    private static boolean vouches(Result result, DnsName author) {
        return switch (result.method()) {
            case "dmarc" -> true;
            case "dkim" -> isOfOneHouse(result.property("header", "d"), author);
            case "spf" -> {
                String sender = result.property("smtp", "mailfrom");
                yield isOfOneHouse(sender.substring(sender.lastIndexOf('@') + 1), author);
            }
            default -> false;
        };
    }

    /** The same, or one within the other: without a record nobody is asked how far the house reaches. */
    private static boolean isOfOneHouse(String other, DnsName author) {
        return DnsName.parse(other)
                .filter(domain -> domain.labels().size() > 1 && (domain.isWithin(author) || author.isWithin(domain)))
                .isPresent();
    }
}
