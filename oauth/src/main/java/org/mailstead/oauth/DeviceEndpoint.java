package org.mailstead.oauth;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.function.Supplier;
import org.mailstead.oauth.DeviceRequests.Asking;
import org.mailstead.oauth.DeviceRequests.Codes;
import org.mailstead.web.WebRequest;
import org.mailstead.web.WebResponse;

/** Where a program that has no browser asks for a code that a person can type elsewhere. RFC 8628 §3.1. */
final class DeviceEndpoint {
    private final Clients clients;
    private final DeviceRequests devices;
    private final Supplier<String> issuer;

    DeviceEndpoint(Clients clients, DeviceRequests devices, Supplier<String> issuer) {
        this.clients = clients;
        this.devices = devices;
        this.issuer = issuer;
    }

    WebResponse begin(WebRequest request) throws IOException {
        try {
            Parameters asked = TokenEndpoint.form(request);
            Client client = TokenEndpoint.client(clients, request, asked);
            String scope = Scope.given(asked.orEmpty("scope")).orElseThrow(OAuthRefusal::scope);
            String program = client.name().isEmpty() ? "a program without a name" : client.name();
            Codes codes = devices.begin(new Asking(client, program, scope, request.remote()))
                    .orElseThrow(() -> new OAuthRefusal(
                            "temporarily_unavailable",
                            "too many devices wait for somebody; try again in some minutes"));
            String page = issuer.get() + Provider.DEVICE_PAGE;
            var answer = new LinkedHashMap<String, Object>();
            answer.put("device_code", codes.deviceCode());
            answer.put("user_code", codes.userCode());
            answer.put("verification_uri", page);
            answer.put("verification_uri_complete", page + "?user_code=" + codes.userCode());
            answer.put("expires_in", DeviceRequests.LIFE.toSeconds());
            answer.put("interval", DeviceRequests.INTERVAL.toSeconds());
            return Answers.json(200, answer);
        } catch (OAuthRefusal refusal) {
            return refusal.response();
        }
    }
}
