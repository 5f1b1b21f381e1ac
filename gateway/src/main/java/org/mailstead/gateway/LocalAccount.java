package org.mailstead.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.mailstead.gateway.Trouble.Kind;
import org.mailstead.gateway.Vault.DataKey;

/** An account while the gateway runs: who may use it from here, and what it is opened with there. */
final class LocalAccount {
    /** A key is made of a password by one thread at a time, of all accounts: each takes a processor and 19 MiB for 50 ms. */
    private static final Semaphore TURN = new Semaphore(1, true);

    /** Programs give up after 30 s. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Passwords of which it is known what they are; the one that was tried longest ago goes. */
    private static final int REMEMBERED = 200;

    private final GatewayAccount settings;
    private final Vault vault;
    private final AccountTokens tokens;
    private final byte[] proofKey = new byte[KeyCost.KEY_BYTES];

    /** For proofs of passwords the program they are of; empty for wrong ones. */
    private final Map<ByteBuffer, Optional<String>> tried = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Optional<String>> eldest) {
            return size() > REMEMBERED;
        }
    };

    private String triedOf = "";
    private volatile @Nullable DataKey key;

    LocalAccount(GatewayAccount settings, Vault vault, Forms forms, InstantSource clock, RandomGenerator random) {
        this.settings = settings;
        this.vault = vault;
        random.nextBytes(proofKey);
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
            return vault.secrets(known());
        }

        @Override
        public void write(Secrets secrets) throws VaultException {
            vault.keep(known(), secrets);
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

    Vault vault() {
        return vault;
    }

    /** With the password of a program. May take a moment; one that is known takes none. */
    LocalVerdict signIn(String typed) {
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
            if (opened.isPresent()) key = opened.get().key();
            remember(stamp, proof, opened.map(Vault.Opened::label));
            return opened.<LocalVerdict>map(each -> new LocalVerdict.Welcome(this, each.label()))
                    .orElseGet(LocalVerdict.Wrong::new);
        } catch (VaultException e) {
            return new LocalVerdict.Unavailable(new Trouble(Kind.VAULT, String.valueOf(e.getMessage())));
        }
    }

    private static LocalVerdict busy() {
        return new LocalVerdict.Unavailable(
                new Trouble(Kind.LOCKED, "Too many programs sign in at once. It works again in a moment."));
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
            throw new NotNow(Kind.VAULT, String.valueOf(e.getMessage()));
        }
    }

    /** In place of one that the mail server refused; the same if there is no other. */
    Proof insteadOf(Proof refused) throws NotNow {
        return refused instanceof Proof.Token(String text) ? new Proof.Token(tokens.insteadOf(text)) : refused;
    }
}
