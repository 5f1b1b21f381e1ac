package org.mailstead.authenticity;

import java.net.InetAddress;
import java.time.Clock;
import org.mailstead.dns.BudgetedResolver;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.Resolver;

/** Whether an address may send mail for a domain, by the domain's own word. RFC 7208. */
public final class Spf {
    /** Whoever sends without a name. RFC 7208 §2.4, §4.3. */
    private static final String POSTMASTER = "postmaster";

    private final Resolver resolver;
    private final Clock clock;
    private final DnsName receiver;

    /** @param receiver this server's name, which explanations may mention */
    public Spf(Resolver resolver, Clock clock, DnsName receiver) {
        this.resolver = resolver;
        this.clock = clock;
        this.receiver = receiver;
    }

    /**
     * The check of MAIL FROM. A bounce has no sender: then the name in HELO stands for it. RFC 7208 §2.4.
     *
     * @param helo as the client said it
     * @param reversePath without angle brackets; empty for a bounce
     */
    public SpfVerdict mailFrom(InetAddress client, String helo, String reversePath) {
        if (reversePath.isEmpty()) return helo(client, helo);
        int at = reversePath.lastIndexOf('@');
        return check(client, helo, at > 0 ? reversePath.substring(0, at) : POSTMASTER, reversePath.substring(at + 1));
    }

    /** The check of the name in HELO or EHLO alone. RFC 7208 §2.3. */
    public SpfVerdict helo(InetAddress client, String helo) {
        return check(client, helo, POSTMASTER, helo);
    }

    private SpfVerdict check(InetAddress client, String helo, String local, String domain) {
        var name = DnsName.parse(domain);
        // Address literals, names of one label and what is no name have nobody to ask. RFC 7208 §4.3.
        boolean askable = name.isPresent()
                && name.get().labels().size() > 1
                && domain.indexOf('[') < 0
                && domain.indexOf('@') < 0;
        if (!askable)
            return new SpfVerdict(
                    SpfResult.NONE, null, "\"" + domain + "\" is no domain that could have a policy", null);
        var budget =
                new BudgetedResolver(resolver, clock, AuthenticityLimits.SPF_TIME, AuthenticityLimits.SPF_QUESTIONS);
        var question = new SpfQuestion(client, helo, local, domain, receiver, clock.instant());
        return new SpfEvaluation(budget, question).check(name.orElseThrow());
    }
}
