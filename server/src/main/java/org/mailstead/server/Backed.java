package org.mailstead.server;

import java.nio.file.Path;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.mailstead.backing.BackedAccounts;
import org.mailstead.backing.BackedMail;
import org.mailstead.directory.Directory;
import org.mailstead.gateway.Surroundings;
import org.mailstead.server.config.Configuration;

/** Accounts whose mailbox is at a provider, as the configuration has it. */
public final class Backed {
    private Backed() {}

    /** @throws org.mailstead.wire.TlsSetupException if the certificates that the configuration names cannot be used */
    public static BackedMail mail(
            Configuration.Backing settings, BackedAccounts kept, Clock clock, RandomGenerator random) {
        return new BackedMail(kept, settings.apps(), Surroundings.ofThisMachine(settings.authorities(), clock, random));
    }

    /** @param random a secure one */
    public static BackedAccounts accounts(Directory directory, Path dataFolder, RandomGenerator random) {
        return new BackedAccounts(directory, dataFolder, random);
    }
}
