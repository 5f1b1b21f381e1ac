package org.mailstead.server;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailstead.backing.BackedMail;
import org.mailstead.directory.Directory;
import org.mailstead.dns.DnsName;
import org.mailstead.inbound.Inbound;
import org.mailstead.inbound.Reputation;
import org.mailstead.mailbox.MailStore;
import org.mailstead.oauth.Grants;
import org.mailstead.outbound.AddressProbe;
import org.mailstead.outbound.MailQueue;
import org.mailstead.outbound.Outbound;
import org.mailstead.policy.AccountSending;
import org.mailstead.policy.Acquaintances;
import org.mailstead.policy.Greylist;
import org.mailstead.policy.Policy;
import org.mailstead.policy.Surroundings;
import org.mailstead.reports.ReceivedReports;
import org.mailstead.server.config.Configuration;
import org.mailstead.server.config.MailPort;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.wire.ListenException;
import org.mailstead.wire.TlsServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A mail server that runs: from the store up to the open ports. */
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private final OpenStore open;
    private final TlsServer tls;
    private final Outbound outbound;
    private final Listeners listeners;
    private final Caretaker caretaker;
    private final AccountSending sending;
    private final Reporting reporting;
    private final TokenProviders tokens;
    private final Optional<LdapPeople> ldap;
    private final OwnCertificates certificates;
    private final BackedMail backed;

    private Server(
            OpenStore open, TlsServer tls, Outbound outbound, Listeners listeners, Caretaker caretaker, People people) {
        this.open = open;
        this.tls = tls;
        this.outbound = outbound;
        this.listeners = listeners;
        this.caretaker = caretaker;
        this.sending = people.sending();
        this.reporting = people.reporting();
        this.tokens = people.tokens();
        this.ldap = people.ldap();
        this.certificates = people.certificates();
        this.backed = people.backed();
    }

    private record People(
            AccountSending sending,
            Reporting reporting,
            TokenProviders tokens,
            OwnCertificates certificates,
            Optional<LdapPeople> ldap,
            BackedMail backed) {}

    /** The one that has the real network outside. */
    public static Server start(Configuration configuration, OpenStore open, Path spool, Clock clock)
            throws ListenException {
        return start(configuration, open, spool, clock, Outside.network(configuration.sending(), clock));
    }

    /**
     * Starts everything, in the order in which one part needs another. Closing goes the other way; the store stays open
     * and belongs to the caller.
     *
     * @param spool folder for messages under way
     * @throws ListenException with a sentence for the person if a port cannot be opened; then nothing runs
     * @throws org.mailstead.wire.TlsSetupException likewise if the certificate cannot be used
     */
    public static Server start(
            Configuration configuration, OpenStore open, Path spool, Clock clock, Outbound.Network network)
            throws ListenException {
        var tls = OwnCertificates.tls(configuration, clock);
        var certificates = OwnCertificates.of(configuration, open.directory(), tls, network.resolver(), clock);
        var tokens = TokenProviders.of(configuration, open, clock);
        var inbound = new Inbound(open.directory(), open.mail(), open.reports(clock), clock);
        open.mail().tellOfJunk(new Reputation(configuration.hostname(), clock));
        var outbound = outbound(configuration, open, inbound, network, clock);
        var sending = new AccountSending(open.store(), open.writer());
        var reporting = Reporting.of(configuration, open, outbound.queue(), network.resolver(), clock);
        var memory =
                memory(open, sending, reporting, new TooMuchSent(outbound.queue(), configuration.hostname(), clock));
        var gatekeeper = Policy.of(configuration.receiving(), memory)
                .gatekeeper(new Surroundings(network.resolver(), clock, configuration.hostname()));
        var ldap = LdapPeople.of(configuration, open.directory(), clock);
        var explaining = Explaining.of(configuration, open.directory(), clock);
        var signIns = SigningIn.of(configuration, open.directory(), tokens.tokens(), ldap, explaining.texts());
        var backed = backed(configuration, open, clock);
        var services = inbound.services(
                        outbound.queue(),
                        signIns,
                        configuration.hostname(),
                        spool,
                        gatekeeper,
                        probe(configuration, outbound))
                .with(new MailUrls(configuration.hostname(), open, clock))
                .withBackends(backed);
        var protocols = Protocols.of(configuration, open, signIns, LdapPeople.in(ldap, services), tls, spool, clock);
        var domains = new OwnDomains(configuration, open.directory());
        var routes = certificates.beside(
                domains.beside(tokens.routes(signIns), signIns, explaining.explanations(), network.resolver(), clock));
        Listeners listeners;
        try {
            listeners = Listeners.open(
                    configuration, tls, protocols, WebPages.of(configuration, open.directory(), routes), clock);
            tokens.opened(listeners.ports());
            domains.opened(listeners.ports());
            explaining.doors().opened(listeners.ports());
        } catch (ListenException e) {
            outbound.close();
            throw e;
        }
        var caretaker = Caretaker.start(open.directory(), open.mail(), outbound, tls, configuration, clock);
        caretaker.sendReports(reporting::sendDue);
        caretaker.daily(tokens::clear);
        caretaker.daily(backed::keepAlive);
        certificates.start();
        LOG.info("{} is ready: {}", configuration.hostname(), listeners);
        var people = new People(sending, reporting, tokens, certificates, ldap, backed);
        return new Server(open, tls, outbound, listeners, caretaker, people);
    }

    private static BackedMail backed(Configuration configuration, OpenStore open, Clock clock) {
        var random = new SecureRandom();
        var kept = Backed.accounts(open.directory(), configuration.data(), random);
        return Backed.mail(configuration.backing(), kept, clock, random);
    }

    private static Outbound outbound(
            Configuration configuration, OpenStore open, Inbound inbound, Outbound.Network network, Clock clock) {
        return Outbound.start(
                Outside.settings(
                        configuration, () -> DnsName.of(Reporting.domain(open.directory(), configuration.hostname()))),
                open.store(),
                open.writer(),
                new Outbound.Here(
                        inbound.destinations(),
                        inbound.transport(open.store().blobs(), configuration.hostname()),
                        open.directory().routes(),
                        inbound.ownSignature()),
                network,
                new Outbound.Chances(clock, new SecureRandom()));
    }

    private static Optional<AddressProbe> probe(Configuration configuration, Outbound outbound) {
        return configuration.sending().asksOtherServers() ? Optional.of(outbound.probe()) : Optional.empty();
    }

    private static Policy.Memory memory(
            OpenStore open, AccountSending sending, Reporting reporting, TooMuchSent alarm) {
        return new Policy.Memory(
                new Greylist(open.store(), open.writer()),
                new Acquaintances(open.store(), open.writer()),
                sending,
                alarm,
                reporting.counting());
    }

    /** What it was started with. */
    public Configuration configuration() {
        return listeners.configuration();
    }

    public Directory directory() {
        return open.directory();
    }

    public MailQueue queue() {
        return outbound.queue();
    }

    /** Whose sending is paused. */
    public AccountSending sending() {
        return sending;
    }

    /** What others told of ours. */
    public ReceivedReports received() {
        return reporting.received();
    }

    /** The programs that people have let in. */
    public Grants grants() {
        return tokens.grants();
    }

    /** Tells others about their mail. */
    public Reporting reporting() {
        return reporting;
    }

    /** Which way mail for an address would take now. */
    public List<String> forecast(SmtpAddress recipient) {
        return outbound.forecast(recipient);
    }

    public MailStore mail() {
        return open.mail();
    }

    /** The ports that are open, with the numbers they really have. */
    public Map<MailPort, Integer> ports() {
        return listeners.ports();
    }

    /** Accounts whose mailbox is at a provider. */
    public BackedMail backed() {
        return backed;
    }

    /** Which certificates there are for which names. */
    public OwnCertificates certificates() {
        return certificates;
    }

    /** Takes up a changed certificate. @throws org.mailstead.wire.TlsSetupException if it cannot be used; the old one stays */
    public void reloadCertificate() {
        tls.reload();
    }

    /** Takes no more connections, lets sessions finish the command they are at, and ends. */
    @Override
    public void close() {
        LOG.info("stopping");
        caretaker.close();
        certificates.close();
        listeners.close();
        ldap.ifPresent(LdapPeople::close);
        reporting.close();
        // What the last sessions brought is in the queue by now.
        outbound.close();
        open.directory().history().flush();
        LOG.info("stopped");
    }
}
