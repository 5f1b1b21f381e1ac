package org.mailstead.oauth;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of one provider, as it publishes them (OpenID Connect Discovery 1.0, RFC 7517). Kept while the provider is away; fetched
 * anew now and then, and where a token names one that is not known, but not more often than an attacker may make us.
 */
final class SigningKeys {
    /** Providers change their keys over days, and publish the next one before. */
    static final Duration FRESH = Duration.ofHours(1);

    /** Between two tries, whatever tokens say. */
    static final Duration PAUSE = Duration.ofMinutes(1);

    /** For so long keys are believed of a provider that cannot be asked: longer than an outage, shorter than a stolen key is of use. */
    static final Duration BELIEVED = Duration.ofDays(1);

    private static final int MOST = 100;
    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);

    private final String issuer;
    private final Documents documents;
    private final Clock clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile Known known = new Known(List.of(), Instant.MIN);
    private volatile Instant tried = Instant.MIN;

    private record Known(List<JWK> keys, Instant fetched) {}

    SigningKeys(String issuer, Documents documents, Clock clock) {
        this.issuer = issuer;
        this.documents = documents;
        this.clock = clock;
    }

    /**
     * Those that may have signed.
     *
     * @param id as the token names it; null if it names none
     * @return none if there is no such key; empty if that cannot be found out now
     */
    Optional<List<JWK>> find(@Nullable String id) {
        if (known.fetched().plus(FRESH).isBefore(clock.instant())) fetch();
        if (!isBelieved()) return Optional.empty();
        List<JWK> found = named(id);
        if (found.isEmpty() && id != null) {
            fetch();
            found = named(id);
        }
        return Optional.of(found);
    }

    private boolean isBelieved() {
        return !known.fetched().equals(Instant.MIN)
                && !known.fetched().plus(BELIEVED).isBefore(clock.instant());
    }

    private List<JWK> named(@Nullable String id) {
        return known.keys().stream()
                .filter(key -> id == null || id.equals(key.getKeyID()))
                .toList();
    }

    /** Others do not wait for it where there are keys to go on with. */
    private void fetch() {
        if (isBelieved() ? !fetching.tryLock() : !lock()) return;
        try {
            Instant now = clock.instant();
            if (tried.plus(PAUSE).isAfter(now)) return;
            tried = now;
            known = new Known(fetched(), now);
        } catch (IOException e) {
            LOG.warn("oidc: the keys of {} cannot be had: {}", issuer, e.getMessage());
        } finally {
            fetching.unlock();
        }
    }

    private boolean lock() {
        fetching.lock();
        return true;
    }

    private List<JWK> fetched() throws IOException {
        String address = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        URI keys = keysOf(documents.fetch(URI.create(address + "/.well-known/openid-configuration")), issuer);
        return keys(documents.fetch(keys));
    }

    /** Where a provider that is the one that was asked publishes its keys. */
    static URI keysOf(String document, String issuer) throws IOException {
        try {
            var said = JSONObjectUtils.parse(document, Documents.BYTES);
            if (!issuer.equals(said.get("issuer"))) throw new IOException("it says that it is " + said.get("issuer"));
            if (!(said.get("jwks_uri") instanceof String address))
                throw new IOException("it does not say where they are");
            var uri = URI.create(address);
            if (!"https".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null)
                throw new IOException("it says they are at " + address + ", which is not an address for HTTPS");
            return uri;
        } catch (ParseException | IllegalArgumentException e) {
            throw new IOException("its configuration cannot be read: " + e.getMessage(), e);
        }
    }

    static List<JWK> keys(String document) throws IOException {
        try {
            List<JWK> keys = JWKSet.parse(JSONObjectUtils.parse(document, Documents.BYTES))
                    .getKeys();
            if (keys.size() > MOST) throw new IOException("there are more than " + MOST);
            // A symmetric one would be known to everybody who can fetch this.
            return keys.stream()
                    .filter(key -> !(key instanceof com.nimbusds.jose.jwk.OctetSequenceKey))
                    .map(JWK::toPublicJWK)
                    .toList();
        } catch (ParseException | IllegalArgumentException e) {
            throw new IOException("they cannot be read: " + e.getMessage(), e);
        }
    }
}
