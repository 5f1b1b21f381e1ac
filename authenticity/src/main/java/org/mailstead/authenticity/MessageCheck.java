package org.mailstead.authenticity;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Clock;
import java.util.stream.Stream;
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
        return run(envelope, new Arrival(iprev, helo, sender), message, budget);
    }

    /**
     * What was found out before the message came.
     *
     * @param sender SPF for MAIL FROM; the same as {@code helo} for a bounce
     */
    public record Arrival(IprevVerdict iprev, SpfVerdict helo, SpfVerdict sender) {}

    /** The rest of the checks, for a message whose sender has been looked at already. Takes as long as {@link #run}. */
    public Findings complete(Envelope envelope, Arrival arrival, Source message) throws IOException {
        return run(
                envelope,
                arrival,
                message,
                new BudgetedResolver(
                        resolver, clock, AuthenticityLimits.MESSAGE_TIME, AuthenticityLimits.MESSAGE_QUESTIONS));
    }

    /** The message is read once, whatever hashes its signatures and seals need. */
    private Findings run(Envelope envelope, Arrival arrival, Source message, Resolver budget) throws IOException {
        try (var in = new BufferedInputStream(message.open())) {
            var header = RawHeader.read(in);
            var dkim = new Dkim(budget, clock).begin(header);
            var arc = new Arc(budget).begin(header);
            Dkim.hash(
                    in,
                    Stream.concat(dkim.hashes().stream(), arc.hashes().stream()).toList());
            var signatures = dkim.verdicts();
            var dmarc = new Dmarc(budget).check(AuthorDomain.of(header), arrival.sender(), signatures);
            return new Findings(
                    envelope, arrival.iprev(), arrival.helo(), arrival.sender(), signatures, dmarc, arc.verdict());
        }
    }
}
