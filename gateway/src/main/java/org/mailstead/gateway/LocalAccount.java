package org.mailstead.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.mailstead.gateway.Trouble.Kind;
import org.mailstead.gateway.Vault.DataKey;
import org.mailstead.settings.MailServer.Protocol;

/** An account while the gateway runs: who may use it from here, and what it is opened with there. */
final class LocalAccount {
    /** A key is made of a password by one thread at a time, of all accounts: each takes a processor and 19 MiB for 50 ms. */
    private static final Semaphore TURN = new Semaphore(1, true);

    /** Programs give up after 30 s. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Passwords of which it is known what they are; the one that was tried longest ago goes. */
    private static final int REMEMBERED = 200;

    /** Connections of a provider that counts none: more than the ports of programs take. */
    private static final int UNLIMITED = 10_000;

    /** For one of the provider's few connections to come free: a message is sent in less, and programs wait for 30 s. */
    private static final Duration IN_QUEUE = Duration.ofSeconds(20);

    private final GatewayAccount settings;
    private final Vault vault;
    private final LastUses uses;
    private final String binding;
    private final AccountTokens tokens;
    private final Conduct conduct;
    private final byte[] proofKey = new byte[KeyCost.KEY_BYTES];

    /** For proofs of passwords the program they are of; empty for wrong ones. */
    private final Map<ByteBuffer, Optional<String>> tried = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Optional<String>> eldest) {
            return size() > REMEMBERED;
        }
    };

    private final Map<Protocol, Offer> offers = new ConcurrentHashMap<>();
    private final Map<Protocol, Trouble> troubles = new ConcurrentHashMap<>();
    private final Map<Protocol, Semaphore> connections = new EnumMap<>(Protocol.class);

    private String triedOf = "";

    /** How the vault was when what is the matter began, as far as was looked. */
    private String troubleOf = "";

    private volatile @Nullable DataKey key;
    private volatile @Nullable Trouble ofVault;

    LocalAccount(
            GatewayAccount settings,
            Vault vault,
            Forms forms,
            InstantSource clock,
            RandomGenerator random,
            LastUses uses,
            Conduct conduct) {
        this.settings = settings;
        this.vault = vault;
        this.uses = uses;
        this.conduct = conduct;
        binding = AccountFile.binding(settings);
        random.nextBytes(proofKey);
        Habits habits = settings.habits();
        // IMAP and POP3 count together at those that count.
        var reading = new Semaphore(habits.reading().orElse(UNLIMITED), true);
        connections.put(Protocol.IMAP, reading);
        connections.put(Protocol.POP3, reading);
        connections.put(Protocol.SMTP, new Semaphore(habits.sending().orElse(UNLIMITED), true));
        tokens = new AccountTokens(
                settings.address(),
                secret -> new TokenService(
                        forms,
                        settings.oauth().orElseThrow(),
                        new Registration(settings.clientId(), secret),
                        settings.protocols()),
                new InVault(),
                clock,
                random);
    }

    /** Only while the key is known: from the first sign-in of a program on. */
    private final class InVault implements AccountTokens.Kept {
        @Override
        public Secrets read() throws VaultException {
            Secrets secrets = vault.secrets(known());
            if (secrets.bound().equals(binding)) return secrets;
            if (!secrets.bound().isEmpty()) throw VaultException.tampered(settings.address());
            // Written before there were bindings.
            Secrets bound = secrets.boundTo(binding);
            vault.keep(bound);
            return bound;
        }

        @Override
        public void write(Secrets secrets) throws VaultException {
            vault.keep(secrets);
        }

        private DataKey known() throws VaultException {
            DataKey now = key;
            if (now == null) throw new VaultException("No program has signed in since the gateway was started");
            return now;
        }
    }

    GatewayAccount settings() {
        return settings;
    }

    /** Whether what is kept can be read: once a program has signed in. */
    boolean isUnlocked() {
        return key != null;
    }

    AccountTokens tokens() {
        return tokens;
    }

    /** What holds for all connections to its provider. */
    Conduct conduct() {
        return conduct;
    }

    Vault vault() {
        return vault;
    }

    /** With the password of a program. May take a moment; one that is known takes none. */
    LocalVerdict signIn(String typed) {
        LocalVerdict verdict = judged(typed);
        if (verdict instanceof LocalVerdict.Welcome(LocalAccount _, String program))
            uses.used(settings.address(), program);
        return verdict;
    }

    private LocalVerdict judged(String typed) {
        String password = LocalPassword.canonical(typed);
        ByteBuffer proof = proof(password);
        Optional<LocalVerdict> known = known(proof);
        if (known.isPresent()) return known.get();
        try {
            if (!TURN.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) return busy();
            try {
                // Whoever was before may have shown the same.
                known = known(proof);
                return known.isPresent() ? known.get() : opened(password, proof);
            } finally {
                TURN.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return busy();
        }
    }

    private LocalVerdict opened(String password, ByteBuffer proof) {
        try {
            // Before it is read: what changes meanwhile is looked at again.
            String stamp = vault.stamp();
            Optional<Vault.Opened> opened = vault.open(password);
            if (opened.isPresent()) {
                key = opened.get().key();
                tokens.signedIn(vault.secrets(opened.get().key()).since());
            }
            ofVault = null;
            remember(stamp, proof, opened.map(Vault.Opened::label));
            return opened.<LocalVerdict>map(each -> new LocalVerdict.Welcome(this, each.label()))
                    .orElseGet(LocalVerdict.Wrong::new);
        } catch (VaultException e) {
            ofVault = e.trouble();
            return new LocalVerdict.Unavailable(e.trouble());
        }
    }

    private static LocalVerdict busy() {
        return new LocalVerdict.Unavailable(
                new Trouble(Kind.CONNECTIONS, "Too many programs sign in at once. It works again in a moment."));
    }

    private synchronized Optional<LocalVerdict> known(ByteBuffer proof) {
        if (!vault.stamp().equals(triedOf)) return Optional.empty();
        return Optional.ofNullable(tried.get(proof))
                .map(program ->
                        program.isPresent() ? new LocalVerdict.Welcome(this, program.get()) : new LocalVerdict.Wrong());
    }

    private synchronized void remember(String stamp, ByteBuffer proof, Optional<String> program) {
        if (!stamp.equals(triedOf)) tried.clear();
        triedOf = stamp;
        tried.put(proof, program);
    }

    private ByteBuffer proof(String password) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(proofKey, "HmacSHA256"));
            return ByteBuffer.wrap(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }

    /** What the provider is shown. May wait for it. */
    Proof proof() throws NotNow {
        if (settings.oauth().isPresent()) return new Proof.Token(tokens.access());
        try {
            return new Proof.Password(new InVault().read().text());
        } catch (VaultException e) {
            throw new NotNow(e.trouble());
        }
    }

    /** In place of one that the mail server refused; the same if there is no other. */
    Proof insteadOf(Proof refused) throws NotNow {
        return refused instanceof Proof.Token(String text) ? new Proof.Token(tokens.insteadOf(text)) : refused;
    }

    /** Uses the sign-in if nobody has for so long. */
    void keepAlive(Duration unused) {
        if (!isUnlocked() || settings.oauth().isEmpty()) return;
        try {
            tokens.renewIfUnused(unused);
        } catch (NotNow e) {
            // The status tells it.
        }
    }

    /** Whether something that was the matter is over because somebody has signed in anew: no program need come first. */
    synchronized void lookAgain() {
        String stamp = vault.stamp();
        DataKey opened = key;
        if (ofVault != null && !stamp.equals(troubleOf) && vault.isWhole()) ofVault = null;
        Optional<Trouble> trouble = trouble();
        if (trouble.isEmpty() || !trouble.get().kind().needsPerson()) troubleOf = stamp;
        if (opened == null || stamp.equals(troubleOf)) return;
        troubleOf = stamp;
        try {
            tokens.signedIn(vault.secrets(opened).since());
            troubles.clear();
            if (settings.oauth().isPresent()) tokens.access();
        } catch (VaultException | NotNow e) {
            // The next program hears what it is now.
        }
    }

    /** What the provider can, as it has said last. */
    Offer offer(Protocol protocol) {
        Offer known = offers.getOrDefault(protocol, Offer.LEAST);
        return protocol == Protocol.SMTP ? known.withSize(settings.habits().messageBytes()) : known;
    }

    /** What kept the last program from its provider; empty if nothing did. */
    Optional<Trouble> trouble() {
        return Optional.ofNullable(ofVault)
                .or(tokens::trouble)
                .or(() -> troubles.values().stream().findFirst());
    }

    /** A connection to the provider, signed in; there are only so many at once. */
    record Way(SignedIn signedIn, Semaphore place) implements AutoCloseable {
        @Override
        public void close() {
            signedIn.connection().close();
            place.release();
        }
    }

    /** To the provider. Who finds all its connections taken waits for a while. */
    Way way(Reach reach, Protocol protocol) throws NotNow {
        Semaphore place = Objects.requireNonNull(connections.get(protocol));
        take(place);
        boolean done = false;
        try {
            SignedIn signedIn = reach.to(this, protocol);
            offers.put(protocol, Offer.of(signedIn.offer()));
            troubles.remove(protocol);
            done = true;
            return new Way(signedIn, place);
        } catch (NotNow e) {
            troubles.put(protocol, e.trouble());
            throw e;
        } finally {
            if (!done) place.release();
        }
    }

    private void take(Semaphore place) throws NotNow {
        try {
            if (place.tryAcquire(IN_QUEUE.toMillis(), TimeUnit.MILLISECONDS)) return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new NotNow(
                Kind.CONNECTIONS,
                "All connections that the provider allows " + settings.address()
                        + " are taken by programs on this machine. It works again when one of them is done.");
    }
}
