package org.mailstead.directory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.mailstead.directory.DirectoryKey.SignatureKeyKey;
import org.mailstead.directory.DirectoryRow.SignatureKeyRow;
import org.mailstead.store.Rows;

/** The keys that sign mail for each of our domains (DKIM), as whoever makes them wants them kept. */
public final class SignatureKeys {
    private final DirectoryRows rows;

    SignatureKeys(DirectoryRows rows) {
        this.rows = rows;
    }

    /** Where a key is in its life. The names are kept in rows. */
    public enum State {
        /** To be published, not used yet: the DNS takes a while until everybody sees it. */
        WAITING,
        /** Signs. */
        USED,
        /** Signs no more, and must stay published until what it signed has arrived everywhere. */
        RETIRED
    }

    /**
     * One key. Never printed.
     *
     * @param selector under which it is published
     * @param pem the secret
     * @param since when it came into this state
     */
    public record Key(String selector, String pem, State state, Instant since) {
        public Key in(State other, Instant now) {
            return new Key(selector, pem, other, now);
        }

        @Override
        public String toString() {
            return selector + " " + state;
        }
    }

    /** In the order of their selectors; none for a domain that is not ours. */
    public List<Key> of(String domain) {
        return DomainName.of(domain)
                .map(name -> rows.read(now -> of(now, name)))
                .orElseGet(List::of);
    }

    /**
     * Changes the keys of a domain in one step.
     *
     * @param change gets those there are and gives those there shall be
     */
    public List<Key> change(String typed, UnaryOperator<List<Key>> change) {
        DomainName domain = Directory.domain(typed);
        return rows.write(tx -> {
            DirectoryChecks.requireDomain(tx, domain);
            List<Key> after = List.copyOf(change.apply(of(tx, domain)));
            tx.deleteRange(SignatureKeyKey.in(domain));
            for (Key key : after)
                tx.put(new SignatureKeyKey(domain, key.selector()).encode(), new SignatureKeyRow(key).encode());
            return after;
        });
    }

    private static List<Key> of(Rows rows, DomainName domain) {
        var keys = new ArrayList<Key>();
        rows.scan(
                SignatureKeyKey.in(domain),
                (_, row) -> keys.add(SignatureKeyRow.decode(row).key()));
        return keys;
    }
}
