package org.mailstead.oauth;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.util.Map;
import org.mailstead.web.WebResponse;

/** Answers to programs. */
final class Answers {
    private static final String JSON = "application/json";

    private Answers() {}

    /** Not to be kept by anybody on the way: there may be tokens in it. RFC 6749 §5.1. */
    static WebResponse json(int status, Map<String, ?> body) {
        return WebResponse.of(status, JSON, JSONObjectUtils.toJSONString(body) + "\n")
                .with("Cache-Control", "no-store")
                .with("Pragma", "no-cache");
    }
}
