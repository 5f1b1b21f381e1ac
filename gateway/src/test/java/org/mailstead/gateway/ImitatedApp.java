package org.mailstead.gateway;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Clock;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The token service of an imitated provider for app registrations, which proves everything that it is shown: the secret, or the signature by
 * the certificate that an administrator has put there.
 */
final class ImitatedApp implements Forms {
    static final String CLIENT = "11111111-2222-3333-4444-555555555555";
    static final URI ADDRESS = URI.create("https://login.imitated.test/contoso.test/oauth2/v2.0/token");

    private final ImitatedTokens tokens;
    private final Clock clock;
    private final Set<String> seen = new HashSet<>();

    String secret = "a-secret-of-the-provider";
    Optional<X509Certificate> certificate = Optional.empty();

    /** Who its tokens are for: another one belongs to another tenant. */
    String principal = "the app of contoso";

    Optional<Answer> instead = Optional.empty();
    boolean down;
    int requests;

    ImitatedApp(ImitatedTokens tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public synchronized Answer post(URI to, Map<String, String> form) throws IOException {
        requests++;
        if (down) throw new IOException("login.imitated.test cannot be asked: connection refused");
        if (instead.isPresent()) return instead.get();
        if (!to.equals(ADDRESS)) return refusal("invalid_request", "AADSTS90002: Tenant not found");
        if (!CLIENT.equals(form.get("client_id")))
            return refusal("unauthorized_client", "AADSTS700016: the application was not found in the directory");
        if (!"client_credentials".equals(form.get("grant_type"))) return refusal("unsupported_grant_type", "");
        if (!AppRegistration.EXCHANGE.equals(form.get("scope")))
            return refusal("invalid_scope", "AADSTS70011: the scope is not valid");
        boolean proved = certificate.isPresent()
                ? !form.containsKey("client_secret") && proves(form, certificate.get())
                : secret.equals(form.get("client_secret"));
        if (!proved) return refusal("invalid_client", "AADSTS7000215: Invalid client secret provided");
        return json(
                200, Map.of("token_type", "Bearer", "access_token", tokens.access(principal), "expires_in", "3599"));
    }

    private boolean proves(Map<String, String> form, X509Certificate known) {
        if (!"urn:ietf:params:oauth:client-assertion-type:jwt-bearer".equals(form.get("client_assertion_type")))
            return false;
        String[] parts = form.getOrDefault("client_assertion", "").split("\\.", -1);
        try {
            var base64 = Base64.getUrlDecoder();
            Map<String, String> header =
                    JsonMembers.read(base64.decode(parts[0])).orElseThrow();
            Map<String, String> claims =
                    JsonMembers.read(base64.decode(parts[1])).orElseThrow();
            var signature = Signature.getInstance("RSASSA-PSS");
            signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            signature.initVerify(known.getPublicKey());
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            String thumbprint = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(known.getEncoded()));
            long now = clock.instant().getEpochSecond();
            return signature.verify(base64.decode(parts[2]))
                    && "PS256".equals(header.get("alg"))
                    && thumbprint.equals(header.get("x5t#S256"))
                    && ADDRESS.toString().equals(claims.get("aud"))
                    && CLIENT.equals(claims.get("iss"))
                    && CLIENT.equals(claims.get("sub"))
                    && Long.parseLong(claims.getOrDefault("nbf", "")) <= now
                    && Long.parseLong(claims.getOrDefault("exp", "")) > now
                    && seen.add(claims.getOrDefault("jti", ""));
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    static Answer refusal(String error, String words) {
        return json(401, Map.of("error", error, "error_description", words));
    }

    private static Answer json(int status, Map<String, String> members) {
        return new Answer(status, JsonMembers.write(members));
    }
}
