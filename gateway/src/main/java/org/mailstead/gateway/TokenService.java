package org.mailstead.gateway;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.Provider;

/** What is asked of a provider's token service. Whatever comes back, or does not, is an answer. */
final class TokenService {
    private final Forms forms;
    private final Provider.OAuth oauth;
    private final Registration registration;
    private final Set<Protocol> protocols;

    /** @param protocols that the token is for */
    TokenService(Forms forms, Provider.OAuth oauth, Registration registration, Set<Protocol> protocols) {
        this.forms = forms;
        this.oauth = oauth;
        this.registration = registration;
        this.protocols = Set.copyOf(protocols);
    }

    /** Renews what is kept of an account; the secret of our registration stands beside it. */
    static AccountTokens.Service refreshing(Forms forms, GatewayAccount account) {
        return secrets -> new TokenService(
                        forms,
                        account.oauth().orElseThrow(),
                        new Registration(account.clientId(), secrets.clientSecret()),
                        account.protocols())
                .refresh(secrets.text());
    }

    String scope() {
        return Stream.of(Protocol.values())
                .filter(protocols::contains)
                .flatMap(each -> oauth.scopes().getOrDefault(each, List.of()).stream())
                .distinct()
                .collect(joining(" "));
    }

    /** Has names of its own for two things. */
    private boolean isGoogle() {
        String host = URI.create(oauth.authorize()).getHost();
        return host != null && host.endsWith(".google.com");
    }

    boolean hasDeviceCodes() {
        return oauth.device().isPresent();
    }

    /** The host in redirects to this machine: Microsoft's forms for registering take no address. RFC 8252 §7.3, §8.3. */
    String loopbackName() {
        String host = String.valueOf(URI.create(oauth.authorize()).getHost());
        return host.endsWith(".microsoftonline.com") ? "localhost" : "127.0.0.1";
    }

    /** The page to sign in on. RFC 6749 §4.1.1, RFC 7636 §4.3. */
    URI page(String address, URI redirect, String state, String challenge) {
        var query = new LinkedHashMap<String, String>();
        query.put("response_type", "code");
        query.put("client_id", registration.clientId());
        query.put("redirect_uri", redirect.toString());
        query.put("scope", scope());
        query.put("state", state);
        query.put("code_challenge", challenge);
        query.put("code_challenge_method", "S256");
        query.put("login_hint", address);
        if (isGoogle()) {
            query.put("access_type", "offline");
            // Else who has agreed before gets no refresh token.
            query.put("prompt", "consent");
        }
        String separator = oauth.authorize().contains("?") ? "&" : "?";
        return URI.create(oauth.authorize() + separator + HttpsForms.encoded(query));
    }

    /** RFC 6749 §4.1.3, RFC 7636 §4.5. */
    TokenAnswer exchange(String code, String verifier, URI redirect) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", redirect.toString());
        form.put("code_verifier", verifier);
        return ask(oauth.token(), form);
    }

    /** RFC 6749 §6. */
    TokenAnswer refresh(String refreshToken) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", refreshToken);
        return ask(oauth.token(), form);
    }

    /** RFC 8628 §3.1. */
    TokenAnswer device() {
        var form = new LinkedHashMap<String, String>();
        form.put("scope", scope());
        return ask(oauth.device().orElseThrow(), form);
    }

    /** RFC 8628 §3.4. */
    TokenAnswer poll(String device) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "urn:ietf:params:oauth:grant-type:device_code");
        form.put("device_code", device);
        return ask(oauth.token(), form);
    }

    private TokenAnswer ask(String where, Map<String, String> form) {
        form.put("client_id", registration.clientId());
        if (!registration.clientSecret().isEmpty()) form.put("client_secret", registration.clientSecret());
        return ask(forms, where, form);
    }

    static TokenAnswer ask(Forms forms, String where, Map<String, String> form) {
        try {
            return TokenAnswer.of(forms.post(URI.create(where), form));
        } catch (IllegalArgumentException e) {
            return new TokenAnswer.Unusable("its address is none: " + TokenAnswer.line(where));
        } catch (IOException e) {
            return new TokenAnswer.Unusable(TokenAnswer.line(String.valueOf(e.getMessage())));
        }
    }
}
