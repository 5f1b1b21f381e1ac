package org.mailstead.oauth;

import java.util.LinkedHashMap;
import java.util.Map;
import org.mailstead.web.WebResponse;

/** A request that gets no tokens, with the error by which the program knows why. RFC 6749 §5.2. */
final class OAuthRefusal extends RuntimeException {
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;

    private final String error;
    private final String description;

    OAuthRefusal(String error, String description) {
        super(error + ": " + description, null, false, false);
        this.error = error;
        this.description = description;
    }

    static OAuthRefusal request(String description) {
        return new OAuthRefusal("invalid_request", description);
    }

    static OAuthRefusal grant(String description) {
        return new OAuthRefusal("invalid_grant", description);
    }

    static OAuthRefusal client() {
        return new OAuthRefusal(
                "invalid_client",
                "this client_id was not given out here; register, or use \"open\" if the program cannot register");
    }

    static OAuthRefusal scope() {
        return new OAuthRefusal("invalid_scope", "what was asked for cannot be given");
    }

    String error() {
        return error;
    }

    String description() {
        return description;
    }

    WebResponse response() {
        var body = new LinkedHashMap<String, Object>(Map.of("error", error));
        body.put("error_description", description);
        int status = error.equals("invalid_client") ? UNAUTHORIZED : BAD_REQUEST;
        WebResponse answer = Answers.json(status, body);
        return status == UNAUTHORIZED ? answer.with("WWW-Authenticate", "Basic realm=\"oauth\"") : answer;
    }
}
