package org.mailstead.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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

    private final ProviderAccount there;
    private final Vault vault;
    private final LastUses uses;
    private final String binding;
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

    /** How the vault was when what is the matter began, as far as was looked. */
    private String troubleOf = "";

    private volatile @Nullable DataKey key;
    private volatile @Nullable Trouble ofVault;

    LocalAccount(GatewayAccount settings, Vault vault, Surroundings around, LastUses uses, Conduct conduct) {
        this.vault = vault;
        this.uses = uses;
        binding = AccountFile.binding(settings);
        around.random().nextBytes(proofKey);
        var kept = new InVault();
        tokens = AccountTokens.of(settings, kept, around);
        there = new ProviderAccount(
                settings, settings.oauth().isPresent() ? Opener.of(tokens) : Opener.of(kept), conduct);
    }

    /** Only while the key is known: from the first sign-in of a program on. */
    private final class InVault implements Kept {
        @Override
        public Secrets read() throws VaultException {
            Secrets secrets = vault.secrets(known());
            if (secrets.bound().equals(binding)) return secrets;
            if (!secrets.bound().isEmpty())
                throw VaultException.tampered(settings().address());
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
        return there.settings();
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
        LocalVerdict verdict = judged(typed);
        if (verdict instanceof LocalVerdict.Welcome(LocalAccount _, String program))
            uses.used(settings().address(), program);
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

    /** Uses the sign-in if nobody has for so long. */
    void keepAlive(Duration unused) {
        if (!isUnlocked() || settings().oauth().isEmpty()) return;
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
            there.forgetTroubles();
            if (settings().oauth().isPresent()) tokens.access();
        } catch (VaultException | NotNow e) {
            // The next program hears what it is now.
        }
    }

    /** What the provider can, as it has said last. */
    Offer offer(Protocol protocol) {
        return there.offer(protocol);
    }

    /** What kept the last program from its provider; empty if nothing did. */
    Optional<Trouble> trouble() {
        return Optional.ofNullable(ofVault).or(there::trouble);
    }

    /** To the provider. Who finds all its connections taken waits for a while. */
    Way way(Reach reach, Protocol protocol) throws NotNow {
        return there.way(reach, protocol);
    }
}
