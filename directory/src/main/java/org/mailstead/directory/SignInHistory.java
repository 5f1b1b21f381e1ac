package org.mailstead.directory;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.DirectoryRow.OfAlias;
import org.mailstead.store.Partition;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.store.Rows;

/**
 * Who signed in to which account, and who tried. Kept in memory first and written by {@link #flush}, since a write for each sign-in would
 * cost more than the sign-in; what a crash takes away is a few seconds of it. What was tried under names that nobody has is never
 * written.
 */
public final class SignInHistory {
    /** Accounts whose stories wait to be written, at most: some seconds of a large server. The oldest are written at once. */
    private static final int WAITING = 5_000;

    /** Rows in a commit: each has up to 12 KiB, and a commit 1 MiB. */
    private static final int AT_ONCE = 40;

    private static final Partition PARTITION = new Partition("signins", "main");

    private final PartitionStore store;
    private final PartitionWriter writer;
    private final Clock clock;

    /** What is to be done to stories, in the order in which it happened. */
    private final Map<AccountId, List<Event>> waiting = new LinkedHashMap<>();

    private final Strangers strangers = new Strangers();
    private final DirectoryRows names;

    SignInHistory(PartitionStore store, PartitionWriter writer, Clock clock) {
        this.store = store;
        this.writer = writer;
        this.clock = clock;
        names = new DirectoryRows(store, writer);
    }

    private sealed interface Event {
        void happen(SignInStory story);
    }

    private record Tried(SignInAttempt attempt, Optional<Network> letIn) implements Event {
        @Override
        public void happen(SignInStory story) {
            story.add(attempt, letIn);
        }
    }

    private record Named(String connection, String program) implements Event {
        @Override
        public void happen(SignInStory story) {
            story.program(connection, program);
        }
    }

    void welcome(AccountId account, String typed, Caller caller, Access access) {
        var attempt = SignInAttempt.of(clock.instant(), caller, typed, access.device(), SignInAttempt.OK);
        wait(account, new Tried(attempt, Optional.of(Network.of(caller.from()))));
    }

    void attempt(AccountId account, String typed, Caller caller, String device, String verdict) {
        var attempt = SignInAttempt.of(clock.instant(), caller, typed, device, verdict);
        wait(account, new Tried(attempt, Optional.empty()));
    }

    /** A try under a name that nobody has. */
    void stranger(MailAddress stranger, String typed, Caller caller, String verdict) {
        strangers.add(
                stranger, Network.of(caller.from()), SignInAttempt.of(clock.instant(), caller, typed, "", verdict));
    }

    void program(AccountId account, Caller caller) {
        wait(account, new Named(caller.connection(), caller.program()));
    }

    private void wait(AccountId account, Event event) {
        boolean full;
        synchronized (waiting) {
            List<Event> events = waiting.computeIfAbsent(account, _ -> new ArrayList<>());
            events.add(event);
            // Of many within a few seconds the newest tell enough.
            if (events.size() > SignInStory.ATTEMPTS * 2) dropOne(events);
            full = waiting.size() > WAITING;
        }
        if (full) flush();
    }

    /** Guesses go before those who were let in. */
    private static void dropOne(List<Event> events) {
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i) instanceof Tried(var _, var letIn) && letIn.isEmpty()) {
                events.remove(i);
                return;
            }
        }
        events.removeFirst();
    }

    /** Writes what waits. Durable at return. */
    public void flush() {
        Map<AccountId, List<Event>> taken;
        synchronized (waiting) {
            taken = new LinkedHashMap<>(waiting);
            waiting.clear();
        }
        var accounts = new ArrayList<>(taken.keySet());
        for (int from = 0; from < accounts.size(); from += AT_ONCE) {
            List<AccountId> some = accounts.subList(from, Math.min(accounts.size(), from + AT_ONCE));
            writer.write(PARTITION, tx -> {
                for (AccountId account : some) {
                    SignInStory story = read(tx, account);
                    taken.getOrDefault(account, List.of()).forEach(event -> event.happen(story));
                    tx.put(key(account), story.encode());
                }
                return true;
            });
        }
    }

    /** The account is gone. */
    void forget(AccountId account) {
        synchronized (waiting) {
            waiting.remove(account);
        }
        writer.write(PARTITION, tx -> {
            if (tx.get(key(account)) != null) tx.delete(key(account));
            return true;
        });
    }

    boolean knows(AccountId account, Network network) {
        return story(account).isAtHome(network, clock.instant());
    }

    /** Whether the account was signed in to lately from a network address. */
    public boolean isAtHome(AccountId account, String address) {
        return knows(account, Network.of(InetAddress.ofLiteral(address)));
    }

    /** The newest first. */
    public List<SignInAttempt> of(AccountId account) {
        return story(account).attempts();
    }

    /** When an app password or a token was used last; the account's own password for an empty label. */
    public Optional<SignInAttempt> lastUse(AccountId account, String device) {
        return story(account).device(device);
    }

    /**
     * Tries that may have been meant for this account, under names that nobody has or that several have: typing mistakes, another domain,
     * an alias that leads to others too. The newest first.
     */
    public List<SignInAttempt> like(Account account) {
        SignInStory story = story(account.id());
        Predicate<Network> atHome = network -> story.isAtHome(network, clock.instant());
        return strangers.like(account.address(), atHome, name -> leadsTo(name, account));
    }

    private boolean leadsTo(MailAddress alias, Account account) {
        return names.read(now -> {
            var book = new AddressBook(now);
            return book.entry(alias).orElse(null) instanceof OfAlias
                    && book.resolve(alias) instanceof Resolution.Local(var accounts, var _)
                    && accounts.contains(account);
        });
    }

    private SignInStory story(AccountId account) {
        SignInStory story = read(store.rows(PARTITION), account);
        synchronized (waiting) {
            waiting.getOrDefault(account, List.of()).forEach(event -> event.happen(story));
        }
        return story;
    }

    private static SignInStory read(Rows rows, AccountId account) {
        byte @Nullable [] row = rows.get(key(account));
        return row == null ? new SignInStory() : SignInStory.decode(row);
    }

    /** {@code A id}. */
    private static byte[] key(AccountId account) {
        return ("A" + account.value()).getBytes(StandardCharsets.US_ASCII);
    }
}
