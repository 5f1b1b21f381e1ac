package org.mailstead.authenticity;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Clock;
import org.mailstead.dns.BudgetedResolver;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.Resolver;

/** All checks of one message that another server brings, with bounds on what they may ask in all. */
public final class MessageCheck {
    private final Resolver resolver;
    private final Clock clock;
    private final DnsName receiver;

    /**
     * @param resolver with a cache: the checks ask for some names twice
     * @param receiver this server's name
     */
    public MessageCheck(Resolver resolver, Clock clock, DnsName receiver) {
        this.resolver = resolver;
        this.clock = clock;
        this.receiver = receiver;
    }

    /**
     * What the connection told.
     *
     * @param helo as the client said it
     * @param mailFrom without angle brackets; empty for a bounce
     */
    public record Envelope(InetAddress client, String helo, String mailFrom) {}

    /** A message that can be read as often as needed. */
    public interface Source {
        /** From its first byte on; the caller closes it. */
        InputStream open() throws IOException;
    }

    /** Takes as long as the DNS does, up to a minute and what one question may take. */
    public Findings run(Envelope envelope, Source message) throws IOException {
        var budget = new BudgetedResolver(
                resolver, clock, AuthenticityLimits.MESSAGE_TIME, AuthenticityLimits.MESSAGE_QUESTIONS);
        var spf = new Spf(budget, clock, receiver);
        var iprev = Iprev.check(budget, envelope.client());
        var helo = spf.helo(envelope.client(), envelope.helo());
        var sender = envelope.mailFrom().isEmpty()
                ? helo
                : spf.mailFrom(envelope.client(), envelope.helo(), envelope.mailFrom());
        try (var forSignatures = new BufferedInputStream(message.open());
                var forSeals = new BufferedInputStream(message.open())) {
            var header = RawHeader.read(forSignatures);
            var signatures = new Dkim(budget, clock).verify(header, forSignatures);
            var author = AuthorDomain.of(header);
            var dmarc = new Dmarc(budget).check(author, sender, signatures);
            var seals = new Arc(budget).verify(RawHeader.read(forSeals), forSeals);
            return new Findings(envelope, iprev, helo, sender, signatures, dmarc, seals);
        }
    }
}
