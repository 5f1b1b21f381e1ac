package org.mailstead.oauth;

import java.net.InetAddress;
import java.util.Random;
import org.mailstead.directory.Account;
import org.mailstead.directory.Directory;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.PasswordHashing;
import org.mailstead.oauth.AuthorizationCodes.Bound;
import org.mailstead.oauth.Grant.Agreed;
import org.mailstead.oauth.Grant.Issued;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.testkit.MovableClock;

/** Two people, and a store in memory that refuses a third of all commits for no reason. */
final class House {
    static final String PASSWORD = "correct horse";
    static final InetAddress FROM = InetAddress.ofLiteral("192.0.2.7");
    static final String VERIFIER = "a-verifier-of-forty-three-characters-or-more";
    static final String REDIRECT = "http://127.0.0.1:1234/";

    final MovableClock clock = new MovableClock("2026-11-23T08:00:00Z");
    final PartitionStore store = MemoryStore.withConflicts(clock, new Random(7), 0.3);
    final PartitionWriter writer = new PartitionWriter(store, new Random(1));
    final Directory directory =
            new Directory(store, writer, new PasswordHashing(PasswordHashing.Cost.CHEAP), clock, new Random(2));
    final Grants grants = open();
    final AuthorizationCodes codes = new AuthorizationCodes(grants, clock, new Random(4));
    final Account ann;
    final Account bob;

    House() {
        directory.addDomain("example.test");
        ann = directory.addAccount(MailAddress.of("ann@example.test"), PASSWORD);
        bob = directory.addAccount(MailAddress.of("bob@example.test"), PASSWORD);
    }

    /** The same rows after a restart. */
    Grants open() {
        return new Grants(store, writer, directory, clock, new Random(3));
    }

    static Agreed agreed(Account account) {
        return new Agreed(account.id(), "open", "Lynx Mail", Scope.MAIL);
    }

    Issued letIn(Account account) {
        return grants.begin(agreed(account), FROM);
    }

    String code(Account account) {
        return codes.make(agreed(account), new Bound("open", REDIRECT, Pkce.challenge(VERIFIER)))
                .orElseThrow();
    }
}
