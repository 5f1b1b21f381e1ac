package org.mailstead.oauth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailstead.oauth.Grant.Issued;
import org.mailstead.oauth.Grants.Refreshed;
import org.mailstead.web.WebRequest;
import org.mailstead.web.WebResponse;

/** Where programs get tokens and give them back. RFC 6749 §3.2, RFC 7009. */
final class TokenEndpoint {
    static final String CODE = "authorization_code";
    static final String REFRESH = "refresh_token";
    static final String DEVICE = "urn:ietf:params:oauth:grant-type:device_code";

    /** Larger than any request: a code or token of 70 characters, a verifier of 128, a client of 1200. */
    static final int BODY_BYTES = 16 * 1024;

    private static final int OK = 200;

    private final Clients clients;
    private final AuthorizationCodes codes;
    private final DeviceRequests devices;
    private final Grants grants;

    TokenEndpoint(Clients clients, AuthorizationCodes codes, DeviceRequests devices, Grants grants) {
        this.clients = clients;
        this.codes = codes;
        this.devices = devices;
        this.grants = grants;
    }

    WebResponse tokens(WebRequest request) throws IOException {
        try {
            Parameters asked = form(request);
            Client client = client(clients, request, asked);
            Issued issued = switch (asked.need("grant_type")) {
                case CODE -> redeem(request, asked, client);
                case REFRESH -> refresh(request, asked, client);
                case DEVICE -> device(request, asked, client);
                default ->
                    throw new OAuthRefusal(
                            "unsupported_grant_type", "grant_type may be " + CODE + ", " + REFRESH + " or " + DEVICE);
            };
            var answer = new LinkedHashMap<String, Object>();
            answer.put("access_token", issued.access());
            answer.put("token_type", "Bearer");
            answer.put("expires_in", issued.seconds());
            answer.put("refresh_token", issued.refresh());
            answer.put("scope", issued.scope());
            return Answers.json(OK, answer);
        } catch (OAuthRefusal refusal) {
            return refusal.response();
        }
    }

    private Issued redeem(WebRequest request, Parameters asked, Client client) {
        String verifier = asked.need("code_verifier");
        if (!Pkce.isVerifier(verifier)) throw OAuthRefusal.request("code_verifier has not the form of RFC 7636");
        @Nullable String redirect = asked.find("redirect_uri").orElse(null);
        return codes.redeem(asked.need("code"), client.id(), redirect, Pkce.challenge(verifier), request.remote())
                .orElseThrow(() -> OAuthRefusal.grant(
                        "the code is over, was used before, or is another program's, address's or verifier's"));
    }

    private Issued refresh(WebRequest request, Parameters asked, Client client) {
        var outcome =
                grants.refresh(asked.need("refresh_token"), client.id(), asked.orEmpty("scope"), request.remote());
        return switch (outcome) {
            case Refreshed.Done(Issued issued) -> issued;
            case Refreshed.TooMuch() -> throw OAuthRefusal.scope();
            case Refreshed.Invalid() ->
                throw OAuthRefusal.grant("the refresh token is not good any more; the person has to sign in anew");
            case Refreshed.Replayed _ ->
                throw OAuthRefusal.grant(
                        "an old refresh token was shown, so the access has ended; the person has to sign in anew");
        };
    }

    /** RFC 8628 §3.5. */
    private Issued device(WebRequest request, Parameters asked, Client client) {
        return switch (devices.poll(asked.need("device_code"), client.id())) {
            case DeviceRequests.Poll.Waiting() ->
                throw new OAuthRefusal("authorization_pending", "nobody has typed the code yet");
            case DeviceRequests.Poll.TooOften() -> throw new OAuthRefusal("slow_down", "ask less often");
            case DeviceRequests.Poll.Denied() -> throw new OAuthRefusal("access_denied", "the person refused");
            case DeviceRequests.Poll.Over() ->
                throw new OAuthRefusal("expired_token", "the code was not typed in time; ask for another");
            case DeviceRequests.Poll.Agreed(var agreed) -> grants.begin(agreed, request.remote());
        };
    }

    /** Says the same whether there was such a token or not. RFC 7009 §2.2. */
    WebResponse revoke(WebRequest request) throws IOException {
        try {
            Parameters asked = form(request);
            Client client = client(clients, request, asked);
            grants.revoke(asked.need("token"), client.id());
            return WebResponse.of(OK, WebResponse.PLAIN, "").with("Cache-Control", "no-store");
        } catch (OAuthRefusal refusal) {
            return refusal.response();
        }
    }

    static Parameters form(WebRequest request) throws IOException {
        String type = request.header("Content-Type");
        if (type == null || !type.toLowerCase(Locale.ROOT).strip().startsWith("application/x-www-form-urlencoded"))
            throw OAuthRefusal.request("the request is not application/x-www-form-urlencoded");
        return Parameters.parse(request.body());
    }

    /** By {@code client_id}, or by Basic, as some libraries send it for every program (RFC 6749 §2.3.1). No secret is asked for. */
    static Client client(Clients clients, WebRequest request, Parameters asked) {
        Optional<String> id = basic(request.header("Authorization")).or(() -> asked.find("client_id"));
        if (id.isEmpty()) throw OAuthRefusal.request("client_id is missing");
        return clients.find(id.get()).orElseThrow(OAuthRefusal::client);
    }

    private static Optional<String> basic(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) return Optional.empty();
        try {
            String both =
                    new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
            int colon = both.indexOf(':');
            return Optional.of(
                    java.net.URLDecoder.decode(colon < 0 ? both : both.substring(0, colon), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw OAuthRefusal.client();
        }
    }
}
