package org.mailstead.directory;

import java.net.InetAddress;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.testkit.MovableClock;

/** A directory in memory whose store refuses a third of all commits for no reason. */
final class Town {
    static final String PASSWORD = "correct horse";

    final MovableClock clock = new MovableClock("2026-11-23T08:00:00Z");
    final PartitionStore store = MemoryStore.withConflicts(clock, new Random(7), 0.3);
    final Directory directory = open(new PasswordHashing(PasswordHashing.Cost.CHEAP));

    /** The same rows seen by another process. */
    Directory open(PasswordHashing hashing) {
        return new Directory(store, new PartitionWriter(store, new Random(1)), hashing, clock, new Random(2));
    }

    DirectoryRows rows() {
        return new DirectoryRows(store, new PartitionWriter(store, new Random(4)));
    }

    final SignIns signIns = directory.signIns(SignInSettings.STANDARD);

    /** As a mail program signs in that reads mail. */
    SignIn signIn(String user, String password, InetAddress from) {
        return signIns.password(user, password, Caller.of(Use.IMAP, from));
    }

    SignIn signIn(String user, String password) {
        return signIn(user, password, InetAddress.getLoopbackAddress());
    }

    static Town withDomain() {
        var town = new Town();
        town.directory.addDomain("example.test");
        return town;
    }

    static MailAddress at(String address) {
        return MailAddress.of(address);
    }

    Account account(String address) {
        return directory.addAccount(at(address), PASSWORD);
    }

    void alias(String address, String... targets) {
        directory.addAlias(at(address), Stream.of(targets).map(Town::at).toList());
    }

    /** Addresses of the accounts that mail to {@code address} reaches. */
    List<String> reached(String address) {
        return switch (directory.resolve(at(address))) {
            case Resolution.Local(var accounts, var onward) ->
                Stream.concat(
                                accounts.stream()
                                        .map(account -> account.address().toString()),
                                onward.stream().map(each -> "onward to " + each.to()))
                        .toList();
            case Resolution.NoSuchAddress() -> List.of("nobody");
            case Resolution.Routed() -> List.of("routed");
            case Resolution.Backed(var account) -> List.of("backed " + account.address());
            case Resolution.Elsewhere() -> List.of("elsewhere");
        };
    }
}
