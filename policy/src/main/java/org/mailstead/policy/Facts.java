package org.mailstead.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailstead.authenticity.Findings;
import org.mailstead.authenticity.Iprev;
import org.mailstead.authenticity.IprevVerdict;
import org.mailstead.authenticity.MessageCheck;
import org.mailstead.authenticity.Spf;
import org.mailstead.authenticity.SpfResult;
import org.mailstead.authenticity.SpfVerdict;
import org.mailstead.dns.BudgetedResolver;
import org.mailstead.dns.Resolver;
import org.mailstead.message.Spool;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpEnvelope;
import org.mailstead.smtp.Submitter;

/**
 * What is known of a session and the mail it brings. What has to be asked for is asked once, when it is first wanted. Belongs to
 * one session, and to its thread.
 */
public final class Facts {
    /** How long the name of a client's address may take: a client waits five minutes for the answer to RCPT. */
    private static final Duration IPREV_TIME = Duration.ofSeconds(20);

    /** Names of one address, and the question for them. */
    private static final int IPREV_QUESTIONS = 12;

    private final Surroundings surroundings;
    private final InetAddress client;

    private String hello = "";
    private Optional<Submitter> submitter = Optional.empty();
    private Optional<SmtpAddress> sender = Optional.empty();
    private @Nullable SmtpAddress recipient;
    private int recipientsBefore;
    private @Nullable Spool message;
    private @Nullable SmtpEnvelope envelope;

    private @Nullable IprevVerdict iprev;
    private @Nullable SpfVerdict spfHello;
    private @Nullable SpfVerdict spfSender;
    private @Nullable Findings findings;

    public Facts(Surroundings surroundings, InetAddress client) {
        this.surroundings = surroundings;
        this.client = client;
    }

    void hello(String name) {
        if (!name.equals(hello)) spfHello = null;
        hello = name;
        forgetMail();
    }

    void mail(Optional<Submitter> who, Optional<SmtpAddress> from) {
        forgetMail();
        submitter = who;
        sender = from;
    }

    private void forgetMail() {
        sender = Optional.empty();
        recipient = null;
        message = null;
        spfSender = null;
        findings = null;
    }

    void recipient(SmtpAddress to, int before) {
        recipient = to;
        recipientsBefore = before;
    }

    void message(Spool whole) {
        message = whole;
        findings = null;
    }

    void message(SmtpEnvelope around, Spool whole) {
        message(whole);
        envelope = around;
    }

    /** The whole message. @throws IllegalStateException before there is one */
    public Spool message() {
        Spool whole = message;
        if (whole == null) throw new IllegalStateException("no message yet");
        return whole;
    }

    /** Of the message. @throws IllegalStateException before there is one */
    public SmtpEnvelope envelope() {
        if (envelope == null) throw new IllegalStateException("no message yet");
        return envelope;
    }

    public InetAddress client() {
        return client;
    }

    /** As the client said it; empty before it did. */
    public String hello() {
        return hello;
    }

    /** Who signed in to send this. */
    public Optional<Submitter> submitter() {
        return submitter;
    }

    /** Empty for the null reverse path. */
    public Optional<SmtpAddress> sender() {
        return sender;
    }

    /** The one asked about. @throws IllegalStateException before there is one */
    public SmtpAddress recipient() {
        if (recipient == null) throw new IllegalStateException("no recipient yet");
        return recipient;
    }

    /** How many recipients the mail had before this one. */
    public int recipientsBefore() {
        return recipientsBefore;
    }

    /** This server's name. */
    public String hostName() {
        return surroundings.hostName();
    }

    public Instant now() {
        return surroundings.clock().instant();
    }

    public Clock clock() {
        return surroundings.clock();
    }

    /** Whether the one asked about must be reachable for everybody, since complaints go there. RFC 5321 §4.5.1, RFC 2142 §2. */
    public boolean isForPostmaster() {
        String local = recipient().local();
        return local.equalsIgnoreCase("postmaster") || local.equalsIgnoreCase("abuse");
    }

    public Resolver resolver() {
        return surroundings.resolver();
    }

    public IprevVerdict iprev() {
        if (iprev == null || iprev.result() == IprevVerdict.Outcome.TEMPERROR)
            iprev = Iprev.check(
                    new BudgetedResolver(surroundings.resolver(), surroundings.clock(), IPREV_TIME, IPREV_QUESTIONS),
                    client);
        return iprev;
    }

    /** SPF for the name in HELO. */
    public SpfVerdict spfHello() {
        // What the DNS could not tell for one mail it may tell for the next.
        if (spfHello == null || spfHello.result() == SpfResult.TEMPERROR) spfHello = spf().helo(client, hello);
        return spfHello;
    }

    /** SPF for MAIL FROM; for a bounce the same as {@link #spfHello}. */
    public SpfVerdict spfSender() {
        if (spfSender == null)
            spfSender = sender.map(from -> spf().mailFrom(client, hello, from.toString()))
                    .orElseGet(this::spfHello);
        return spfSender;
    }

    private Spf spf() {
        return new Spf(surroundings.resolver(), surroundings.clock(), surroundings.receiver());
    }

    /** What all checks of the message found out. @throws IllegalStateException before there is one */
    public Findings findings() {
        if (findings == null) {
            Spool whole = message();
            var envelope = new MessageCheck.Envelope(
                    client, hello, sender.map(SmtpAddress::toString).orElse(""));
            var check = new MessageCheck(surroundings.resolver(), surroundings.clock(), surroundings.receiver());
            var arrival = new MessageCheck.Arrival(iprev(), spfHello(), spfSender());
            try {
                findings = check.complete(envelope, arrival, whole::open);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return findings;
    }
}
