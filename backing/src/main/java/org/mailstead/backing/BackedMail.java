package org.mailstead.backing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.mailstead.directory.Account;
import org.mailstead.directory.AccountId;
import org.mailstead.gateway.AppRegistration;
import org.mailstead.gateway.AppTokens;
import org.mailstead.gateway.GatewayAccount;
import org.mailstead.gateway.Kept;
import org.mailstead.gateway.NotNow;
import org.mailstead.gateway.OutsideAccount;
import org.mailstead.gateway.Secrets;
import org.mailstead.gateway.Surroundings;
import org.mailstead.gateway.Trouble;
import org.mailstead.gateway.VaultException;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.wire.Backends;
import org.mailstead.wire.Connection;
import org.mailstead.wire.Signpost;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leads sessions on to the providers where the mailboxes are. */
public final class BackedMail implements Backends {
    private static final Logger LOG = LoggerFactory.getLogger(BackedMail.class);

    /** Providers end sign-ins that nobody uses for 90 days, some for 14. */
    private static final Duration UNUSED = Duration.ofDays(5);

    private final BackedAccounts kept;
    private final List<AppTokens> apps;
    private final Surroundings around;

    /** One for each backed account that was used, since it counts connections and knows tokens. */
    private final Map<AccountId, Known> known = new ConcurrentHashMap<>();

    private record Known(GatewayAccount settings, boolean byApp, OutsideAccount outside) {}

    /** @param registrations of the configuration */
    public BackedMail(BackedAccounts kept, List<AppRegistration> registrations, Surroundings around) {
        this.kept = kept;
        this.around = around;
        apps = registrations.stream().map(each -> new AppTokens(each, around)).toList();
    }

    public BackedAccounts kept() {
        return kept;
    }

    /** Whether an app registration of the configuration is for the mailbox of an address. */
    public boolean hasApp(String address) {
        return app(address).isPresent();
    }

    private Optional<AppTokens> app(String address) {
        return apps.stream().filter(each -> each.registration().isFor(address)).findFirst();
    }

    @Override
    public Optional<Backend> behind(String account, Signpost.Spoken protocol) throws Unavailable {
        try {
            Optional<OutsideAccount> outside = outside(new AccountId(account));
            if (outside.isEmpty()) return Optional.empty();
            return Optional.of(new Open(outside.get().open(Protocol.valueOf(protocol.name()))));
        } catch (NotNow e) {
            throw new Unavailable(e.trouble().words());
        }
    }

    private record Open(OutsideAccount.Session session) implements Backend {
        @Override
        public List<String> offer() {
            return session.offer();
        }

        @Override
        public void pass(Connection program) {
            session.pass(program);
        }

        @Override
        public void close() {
            session.close();
        }
    }

    private Optional<OutsideAccount> outside(AccountId account) throws NotNow {
        try {
            Optional<Backing.Row> row = kept.row(account);
            if (row.isEmpty()) {
                known.remove(account);
                return Optional.empty();
            }
            OutsideAccount outside = known(account, row.get());
            if (row.get().sealed().isPresent())
                outside.signedIn(kept.secrets(account).since());
            return Optional.of(outside);
        } catch (VaultException e) {
            throw new NotNow(new Trouble(Trouble.Kind.VAULT, String.valueOf(e.getMessage())));
        }
    }

    /** One that has not changed goes on with all it knows. */
    private synchronized OutsideAccount known(AccountId account, Backing.Row row) throws NotNow {
        boolean byApp = row.sealed().isEmpty();
        Known now = known.get(account);
        if (now != null && now.byApp() == byApp && now.settings().equals(row.account())) return now.outside();
        OutsideAccount fresh = made(account, new Kind(row.account(), byApp));
        known.put(account, new Known(row.account(), byApp, fresh));
        return fresh;
    }

    private record Kind(GatewayAccount settings, boolean byApp) {}

    private OutsideAccount made(AccountId account, Kind kind) throws NotNow {
        String name = kept.name(account);
        if (!kind.byApp()) return OutsideAccount.signedIn(name, kind.settings(), new InStore(account), around);
        String address = kind.settings().address();
        AppTokens app = app(address)
                .orElseThrow(() -> new NotNow(new Trouble(
                        Trouble.Kind.REGISTRATION,
                        "The mailbox of " + address
                                + " is opened by an app registration, but the configuration has none for"
                                + " its domain. Add it as [[app-registration]] and start the server anew, or sign in:"
                                + " mailstead account back " + name)));
        return OutsideAccount.byApp(name, kind.settings(), app, around);
    }

    private final class InStore implements Kept {
        private final AccountId account;

        InStore(AccountId account) {
            this.account = account;
        }

        @Override
        public Secrets read() throws VaultException {
            return kept.secrets(account);
        }

        @Override
        public void write(Secrets secrets) throws VaultException {
            kept.renewed(account, secrets);
        }
    }

    /** What keeps programs from a mailbox that an app registration is to open; empty if nothing does. Nothing is kept of it. */
    public List<Trouble> tryApp(Account account, GatewayAccount settings) {
        try {
            return made(account.id(), new Kind(settings, true)).look();
        } catch (NotNow e) {
            return List.of(e.trouble());
        }
    }

    /** What keeps programs from the mailbox of an account now: tries each protocol. */
    public List<Trouble> look(Account account) {
        try {
            return outside(account.id()).map(OutsideAccount::look).orElse(List.of());
        } catch (NotNow e) {
            return List.of(e.trouble());
        }
    }

    /**
     * How an account is that has its mailbox at a provider.
     *
     * @param settings where the mailbox is
     * @param byApp whether an app registration opens it
     * @param person who signed in, as the provider says; may be empty
     * @param since when that was; empty with an app registration
     * @param tokenUntil when the token in use ends; empty if none is
     * @param trouble what kept the last program from it; empty if nothing did, as far as is known
     */
    public record Standing(
            GatewayAccount settings,
            boolean byApp,
            String person,
            Optional<Instant> since,
            Optional<Instant> tokenUntil,
            Optional<Trouble> trouble) {}

    /** Empty if the mailbox is here. @throws VaultException if nothing can be read of it */
    public Optional<Standing> standing(Account account) throws VaultException {
        Optional<Backing.Row> row = kept.row(account.id());
        if (row.isEmpty()) return Optional.empty();
        GatewayAccount settings = row.get().account();
        boolean byApp = row.get().sealed().isEmpty();
        try {
            OutsideAccount outside = outside(account.id()).orElseThrow(() -> new VaultException("it is gone"));
            Optional<Secrets> secrets = byApp ? Optional.empty() : Optional.of(kept.secrets(account.id()));
            return Optional.of(new Standing(
                    settings,
                    byApp,
                    secrets.map(Secrets::person).orElse(""),
                    secrets.map(Secrets::since),
                    outside.tokenUntil(),
                    outside.trouble()));
        } catch (NotNow e) {
            return Optional.of(
                    new Standing(settings, byApp, "", Optional.empty(), Optional.empty(), Optional.of(e.trouble())));
        }
    }

    /** Uses sign-ins before the providers end them because nobody does. One after the other, on a thread of its own. */
    public void keepAlive() {
        Thread.ofVirtual().name("backed-accounts").start(() -> {
            for (Account each : kept.all()) {
                try {
                    outside(each.id()).ifPresent(outside -> outside.keepAlive(UNUSED));
                } catch (NotNow e) {
                    LOG.warn("{}", e.trouble().words());
                } catch (RuntimeException e) {
                    LOG.error("the sign-in of {} could not be looked after", each.address(), e);
                }
            }
        });
    }
}
