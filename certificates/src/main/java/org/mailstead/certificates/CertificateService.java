package org.mailstead.certificates;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.Resolver;
import org.mailstead.dns.ZoneUpdate;
import org.mailstead.wire.ServerCertificate;
import org.mailstead.wire.TlsServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gets and renews certificates while a server runs, by a thread of its own. */
public final class CertificateService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateService.class);

    /** Between looks at what is due: as long as somebody waits who has just added a domain. Nothing is asked of anybody if nothing is. */
    private static final Duration PAUSE = Duration.ofSeconds(15);

    /** For an order under way to give up: it ends at its next wait. */
    private static final Duration TO_END = Duration.ofSeconds(5);

    private final OwnProofs proofs;
    private final Certificates certificates;
    private final Thread thread;

    private CertificateService(OwnProofs proofs, Certificates certificates) {
        this.proofs = proofs;
        this.certificates = certificates;
        this.thread = Thread.ofVirtual().name("certificates").unstarted(this::run);
    }

    /**
     * Names and certificates that a server has.
     *
     * @param host its own name
     * @param names of all hosts that clients come by, in lower case and in ASCII
     * @param files the certificate in files; of use for the names that it is for, if others trust it
     * @param alwaysFiles whether clients that name nobody are shown that one, whatever it is; else that of the host, where there is
     *     only a self-made one
     */
    public record Names(
            DnsName host, Supplier<List<String>> names, Supplier<ServerCertificate> files, boolean alwaysFiles) {}

    /**
     * What is around it.
     *
     * @param addresses of this machine, as far as it knows them itself
     */
    public record Surroundings(
            Resolver resolver, Supplier<List<InetAddress>> addresses, Clock clock, RandomGenerator random) {}

    /** Shows what is kept from earlier at once; asks nobody before {@link #start}. */
    public static CertificateService of(
            AcmeSettings settings, CertificateFolder folder, TlsServer tls, Names names, Surroundings around) {
        var zones = settings.updates()
                .map(updates -> new OwnProofs.Zones(
                        new ZoneUpdate(updates.server(), updates.key(), around.clock()), updates.settle()));
        var proofs = new OwnProofs(tls, around.resolver(), zones);
        return new CertificateService(
                proofs,
                new Certificates(
                        folder,
                        new AcmeAuthority(settings, folder, proofs, around.clock()),
                        new NameCheck(around.resolver(), names.host(), around.addresses()),
                        new Wanted(settings, names, Optional.of(tls), around.clock()),
                        new Certificates.Chances(around.clock(), around.random())));
    }

    /**
     * How it stood when no server runs.
     *
     * @param settings empty if no authority is asked
     */
    public static List<Standing> kept(
            Optional<AcmeSettings> settings, CertificateFolder folder, Names names, Clock clock) {
        if (settings.isPresent())
            return Certificates.kept(folder, new Wanted(settings.get(), names, Optional.empty(), clock));
        ServerCertificate files = names.files().get();
        return names.names().get().stream().map(name -> inFiles(name, files)).toList();
    }

    private static Standing inFiles(String name, ServerCertificate files) {
        boolean covered = files.isFor(name);
        return new Standing(
                name,
                covered ? Standing.Source.FILES : Standing.Source.NONE,
                covered ? Optional.of(files) : Optional.empty(),
                Optional.empty(),
                covered ? "" : "it is not in the certificate of tls.certificate, and no authority is asked ([acme])",
                Optional.empty());
    }

    /** From what the settings say and the files hold. */
    private record Wanted(AcmeSettings settings, Names own, Optional<TlsServer> tls, Clock clock)
            implements Certificates.Wishes {
        @Override
        public Map<String, Boolean> names() {
            var names = new LinkedHashMap<String, Boolean>();
            for (String each : own.names().get()) if (CertificateFolder.isHost(each)) names.put(each, false);
            for (String each : settings.names()) names.put(each, true);
            return names;
        }

        @Override
        public Optional<ServerCertificate> other(String name) {
            ServerCertificate files = own.files().get();
            return files.isFor(name) && serves(files) ? Optional.of(files) : Optional.empty();
        }

        private boolean serves(ServerCertificate files) {
            return !Standing.isSelfMade(files) && clock.instant().isBefore(files.until());
        }

        @Override
        public void show(Map<String, ServerCertificate> certificates) {
            boolean asInFiles = own.alwaysFiles() || serves(own.files().get());
            var host = Optional.ofNullable(certificates.get(own.host().toString()));
            tls.ifPresent(shown -> shown.show(asInFiles ? Optional.empty() : host, List.copyOf(certificates.values())));
        }
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                try {
                    certificates.look();
                } catch (RuntimeException e) {
                    LOG.error("certificates: will be tried again", e);
                }
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The text of a page below {@code /.well-known/acme-challenge/}, while an authority looks for it. */
    public Optional<String> page(String token) {
        return proofs.page(token);
    }

    public List<Standing> standings() {
        return certificates.standings();
    }

    /** Tries now. Blocks until it is decided. Empty if that name is not wanted here. */
    public Optional<Standing> renew(String name) {
        try {
            return certificates.renew(name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            if (!thread.join(TO_END)) LOG.warn("an order of a certificate is still under way");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
