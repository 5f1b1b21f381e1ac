package org.mailstead.oauth;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;
import org.mailstead.web.WebResponse;

/** What programs find out about this provider. RFC 8414; some look where OpenID Connect has it, and find the same there. */
final class Metadata {
    private final Supplier<String> issuer;

    Metadata(Supplier<String> issuer) {
        this.issuer = issuer;
    }

    WebResponse answer() {
        String here = issuer.get();
        var scopes = new ArrayList<>(Scope.all());
        scopes.add("offline_access");
        var all = new LinkedHashMap<String, Object>();
        all.put("issuer", here);
        all.put("authorization_endpoint", here + Provider.AUTHORIZE);
        all.put("token_endpoint", here + Provider.TOKEN);
        all.put("registration_endpoint", here + Provider.REGISTER);
        all.put("revocation_endpoint", here + Provider.REVOKE);
        all.put("device_authorization_endpoint", here + Provider.DEVICE);
        all.put("scopes_supported", scopes);
        all.put("response_types_supported", List.of("code"));
        all.put("response_modes_supported", List.of("query"));
        all.put("grant_types_supported", List.of(TokenEndpoint.CODE, TokenEndpoint.REFRESH, TokenEndpoint.DEVICE));
        all.put("token_endpoint_auth_methods_supported", List.of("none"));
        all.put("revocation_endpoint_auth_methods_supported", List.of("none"));
        all.put("code_challenge_methods_supported", List.of("S256"));
        all.put("authorization_response_iss_parameter_supported", true);
        return WebResponse.of(200, "application/json", JSONObjectUtils.toJSONString(all) + "\n");
    }
}
