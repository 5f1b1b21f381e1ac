package org.mailstead.certificates;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.mailstead.dns.Answer;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord;
import org.mailstead.dns.RecordType;
import org.mailstead.dns.Resolver;
import org.mailstead.dns.UpdateRefused;
import org.mailstead.dns.ZoneUpdate;
import org.mailstead.wire.TlsServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Proofs in the places that this server has: its pages, its TLS, and the zones that it may change. */
public final class OwnProofs implements Proofs {
    private static final Logger LOG = LoggerFactory.getLogger(OwnProofs.class);

    /** Of a record that is gone a minute later. */
    private static final Duration TTL = Duration.ofSeconds(60);

    /** Aliases followed from the place where the record is looked for: people lead it to a zone of its own by one. */
    private static final int ALIASES = 5;

    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private final TlsServer tls;
    private final Resolver resolver;
    private final Optional<Zones> zones;

    /**
     * The server that takes changes of our zones.
     *
     * @param settle to wait after a change
     */
    record Zones(ZoneUpdate update, Duration settle) {}

    OwnProofs(TlsServer tls, Resolver resolver, Optional<Zones> zones) {
        this.tls = tls;
        this.resolver = resolver;
        this.zones = zones;
    }

    /** The text of a page below {@code /.well-known/acme-challenge/}, while it is looked for. */
    public Optional<String> page(String token) {
        return Optional.ofNullable(pages.get(token));
    }

    @Override
    public void show(Proof proof) throws NotIssued, InterruptedException {
        switch (proof) {
            case Proof.Page(var token, var text) -> pages.put(token, text);
            case Proof.Shown(var name, var certificate) -> tls.beginChallenge(name, certificate);
            case Proof.Text(var at, var text) -> {
                var to = zones.orElseThrow(() -> NotIssued.because("No DNS server is set that takes the record for "
                        + at + ". Set acme.dns-server and acme.dns-key."));
                try {
                    to.update().addText(aliased(at), text, TTL);
                } catch (UpdateRefused e) {
                    throw NotIssued.because("The record at " + at + " could not be made: " + e.getMessage()
                            + ". See acme.dns-server and acme.dns-key.");
                }
                Thread.sleep(to.settle());
            }
        }
    }

    @Override
    public void withdraw(Proof proof) {
        switch (proof) {
            case Proof.Page(var token, var text) -> pages.remove(token);
            case Proof.Shown(var name, var certificate) -> tls.endChallenge(name);
            case Proof.Text(var at, var text) -> {
                try {
                    if (zones.isPresent()) zones.get().update().removeText(aliased(at), text);
                } catch (UpdateRefused e) {
                    LOG.warn("the record at {} is of no more use and could not be taken out: {}", at, e.getMessage());
                }
            }
        }
    }

    private DnsName aliased(DnsName name) {
        DnsName at = name;
        for (int i = 0; i < ALIASES; i++) {
            if (!(resolver.lookup(at, RecordType.CNAME) instanceof Answer.Found<DnsRecord.Cname> found)) return at;
            at = found.records().getFirst().target();
        }
        return at;
    }
}
