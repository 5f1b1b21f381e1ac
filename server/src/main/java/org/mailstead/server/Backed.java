package org.mailstead.server;

import java.net.InetAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.mailstead.backing.BackedAccounts;
import org.mailstead.backing.BackedMail;
import org.mailstead.directory.Directory;
import org.mailstead.gateway.HttpsForms;
import org.mailstead.gateway.Outside;
import org.mailstead.gateway.Surroundings;
import org.mailstead.server.config.Configuration;
import org.mailstead.wire.Dialer;
import org.mailstead.wire.TlsClient;
import org.mailstead.wire.TrustedRoots;

/** Accounts whose mailbox is at a provider, as the configuration has it. */
public final class Backed {
    private Backed() {}

    /** @throws org.mailstead.wire.TlsSetupException if the certificates that the configuration names cannot be used */
    public static BackedMail mail(
            Configuration.Backing settings, BackedAccounts kept, Clock clock, RandomGenerator random) {
        return new BackedMail(kept, settings.apps(), around(settings.authorities(), clock, random));
    }

    /** @param random a secure one */
    public static BackedAccounts accounts(Directory directory, Path dataFolder, RandomGenerator random) {
        return new BackedAccounts(directory, dataFolder, random);
    }

    /**
     * The network of this machine.
     *
     * @param authorities who vouch for servers beside those whom it trusts
     */
    public static Surroundings around(Optional<Path> authorities, Clock clock, RandomGenerator random) {
        Optional<KeyStore> roots = authorities.map(TrustedRoots::beside);
        return new Surroundings(
                new HttpsForms(roots),
                new Outside(
                        host -> List.of(InetAddress.getAllByName(host)),
                        Dialer.from(List.of()),
                        new TlsClient(roots.orElse(null))),
                clock,
                random,
                Thread::sleep);
    }
}
