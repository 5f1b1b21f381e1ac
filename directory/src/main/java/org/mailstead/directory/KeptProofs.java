package org.mailstead.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.mailstead.directory.CredentialRow.AppPasswordRow;
import org.mailstead.directory.DirectoryKey.AppPasswordKey;
import org.mailstead.directory.DirectoryKey.ScramKey;
import org.mailstead.directory.DirectoryRow.ScramRow;
import org.mailstead.directory.OldProofs.Kinds;
import org.mailstead.sasl.SaslMechanism;

/** What is kept of passwords beside a slow hash, so that old programs can prove them. */
public final class KeptProofs {
    /** Rows in a commit, some 200 bytes each. */
    private static final int AT_ONCE = 500;

    private final DirectoryRows rows;
    private final Passwords passwords;

    KeptProofs(DirectoryRows rows, Passwords passwords) {
        this.rows = rows;
        this.passwords = passwords;
    }

    /** From now on keeps what these mechanisms need of each password that is set or shown; at first nothing. */
    public void keepFor(Set<SaslMechanism> mechanisms) {
        passwords.keep(Kinds.of(mechanisms));
    }

    /**
     * Takes away what is not kept any more. Durable at return; reads what there is of every password.
     *
     * @return of how many passwords
     */
    public int dropOthers() {
        Kinds kinds = passwords.kinds();
        var own = new ArrayList<byte[]>();
        var ofDevices = new ArrayList<byte[]>();
        rows.read(now -> {
            own.clear();
            ofDevices.clear();
            now.scan(ScramKey.ALL, (key, row) -> {
                if (ScramRow.decode(row).old.exceed(kinds)) own.add(key);
                return true;
            });
            now.scan(AppPasswordKey.ALL, (key, row) -> {
                if (AppPasswordRow.decode(row).old.exceed(kinds)) ofDevices.add(key);
                return true;
            });
            return true;
        });
        inCommits(own, row -> ScramRow.decode(row).only(kinds).encode());
        inCommits(ofDevices, row -> {
            AppPasswordRow kept = AppPasswordRow.decode(row);
            return kept.with(kept.old.only(kinds)).encode();
        });
        return own.size() + ofDevices.size();
    }

    @FunctionalInterface
    private interface Change {
        byte[] of(byte[] row);
    }

    private void inCommits(List<byte[]> keys, Change change) {
        for (int from = 0; from < keys.size(); from += AT_ONCE) {
            List<byte[]> some = keys.subList(from, Math.min(keys.size(), from + AT_ONCE));
            rows.write(tx -> {
                for (byte[] key : some) {
                    byte[] row = tx.get(key);
                    if (row != null) tx.put(key, change.of(row));
                }
                return true;
            });
        }
    }
}
