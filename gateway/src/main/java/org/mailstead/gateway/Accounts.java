package org.mailstead.gateway;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The accounts as they are in the folder now: commands change it while the gateway runs. */
final class Accounts {
    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);

    private final GatewayFolder folder;
    private final Surroundings around;
    private final LastUses uses;
    private String stamp = "never read";
    private List<LocalAccount> all = List.of();

    Accounts(GatewayFolder folder, Surroundings around, LastUses uses) {
        this.folder = folder;
        this.around = around;
        this.uses = uses;
    }

    synchronized List<LocalAccount> all() {
        // Before it is read: what changes meanwhile is looked at again.
        String now = folder.stamp();
        if (now.equals(stamp)) return all;
        try {
            var read = new ArrayList<LocalAccount>();
            for (GatewayAccount each : folder.accounts()) read.add(known(each));
            all = List.copyOf(read);
            stamp = now;
        } catch (IOException e) {
            LOG.warn("The accounts in {} cannot be read: {}", folder.path(), e.getMessage());
        }
        return all;
    }

    /** One that has not changed goes on with all it knows. */
    private LocalAccount known(GatewayAccount settings) {
        for (LocalAccount each : all) if (each.settings().equals(settings)) return each;
        return new LocalAccount(
                settings,
                folder.vault(settings.address()),
                around,
                uses,
                new Conduct(settings.habits(), around.clock(), around.pause()));
    }
}
