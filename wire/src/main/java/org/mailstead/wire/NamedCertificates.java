package org.mailstead.wire;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Which certificate is shown to whom, by the name that the client asks for (RFC 6066 §3): the one for that very name, else one
 * with a star for its first label, else the default. Keys are held as they are used; Java's own way to do this deciphers them
 * anew at each handshake, which takes longer than the rest of it.
 */
final class NamedCertificates extends X509ExtendedKeyManager {
    /** How a certificate authority says in ALPN that it only came to see the challenge. RFC 8737 §6.2. */
    static final String ACME_TLS = "acme-tls/1";

    private static final String CHALLENGE = "challenge:";

    private final List<ServerCertificate> all = new ArrayList<>();
    private final Map<String, List<Integer>> byName = new HashMap<>();
    private final Map<String, ServerCertificate> challenges;

    /**
     * @param byDefault for clients that name nobody, or somebody unknown here
     * @param others where several are for one name, the first that the client can use is shown
     * @param challenges by their names in lower case; may change
     */
    NamedCertificates(
            ServerCertificate byDefault, List<ServerCertificate> others, Map<String, ServerCertificate> challenges) {
        this.challenges = challenges;
        all.add(byDefault);
        all.addAll(others);
        // Those that were got for a name before the default, which may name it too.
        for (int i = 1; i < all.size(); i++) index(i);
        index(0);
    }

    private void index(int at) {
        for (String name : all.get(at).names())
            byName.computeIfAbsent(name, key -> new ArrayList<>()).add(at);
    }

    List<ServerCertificate> all() {
        return all;
    }

    /** What a client that asks for this name is shown. */
    ServerCertificate shownTo(String name) {
        return all.get(candidates(name.toLowerCase(Locale.ROOT)).getFirst());
    }

    private List<Integer> candidates(String name) {
        List<Integer> exact = byName.get(name);
        if (exact != null) return exact;
        List<Integer> wild = byName.get(ServerCertificate.wildcard(name));
        return wild == null ? List.of(0) : wild;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return choose(keyType, socket instanceof SSLSocket tls ? asked(tls.getHandshakeSession()) : "");
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        if (engine == null) return choose(keyType, "");
        String name = asked(engine.getHandshakeSession());
        if (!ACME_TLS.equals(engine.getHandshakeApplicationProtocol())) return choose(keyType, name);
        // Nothing else may be shown to who asks so. RFC 8737 §3.
        ServerCertificate challenge = challenges.get(name);
        return challenge == null || !fits(challenge, keyType) ? null : CHALLENGE + name;
    }

    private @Nullable String choose(String keyType, String name) {
        for (int each : candidates(name)) if (fits(all.get(each), keyType)) return Integer.toString(each);
        return null;
    }

    /** @param keyType such as {@code EC}, in TLS 1.2 perhaps with that of the issuer behind it: {@code EC_RSA} */
    private static boolean fits(ServerCertificate certificate, String keyType) {
        int end = keyType.indexOf('_');
        return certificate.key().getAlgorithm().equals(end < 0 ? keyType : keyType.substring(0, end));
    }

    /** In lower case; empty if the client named nobody. */
    private static String asked(@Nullable SSLSession session) {
        if (!(session instanceof ExtendedSSLSession extended)) return "";
        for (var name : extended.getRequestedServerNames())
            if (name instanceof SNIHostName host) return host.getAsciiName().toLowerCase(Locale.ROOT);
        return "";
    }

    private <T> @Nullable T of(@Nullable String alias, Function<ServerCertificate, T> part) {
        if (alias == null) return null;
        ServerCertificate found = alias.startsWith(CHALLENGE)
                ? challenges.get(alias.substring(CHALLENGE.length()))
                : all.get(Integer.parseInt(alias));
        return found == null ? null : part.apply(found);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(@Nullable String alias) {
        return of(alias, certificate -> certificate.chain().toArray(X509Certificate[]::new));
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(@Nullable String alias) {
        return of(alias, ServerCertificate::key);
    }

    /** Only asked by who wants to choose for himself. */
    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
