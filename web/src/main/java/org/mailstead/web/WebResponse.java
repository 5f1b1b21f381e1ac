package org.mailstead.web;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer, whole.
 *
 * @param status as in RFC 9110 §15
 * @param type of the body, such as {@code text/plain}
 * @param headers beside those that every answer has
 */
public record WebResponse(int status, String type, byte[] body, Map<String, String> headers) {
    public static final String PLAIN = "text/plain; charset=utf-8";
    public static final String HTML = "text/html; charset=utf-8";

    public WebResponse {
        headers = Map.copyOf(headers);
    }

    public static WebResponse of(int status, String type, String body) {
        return new WebResponse(status, type, body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** A sentence for whoever sees it. */
    public static WebResponse sentence(int status, String sentence) {
        return of(status, PLAIN, sentence + "\n");
    }

    static WebResponse notFound() {
        return sentence(404, "There is nothing here.");
    }

    /** @param allowed with commas between. RFC 9110 §15.5.6 */
    static WebResponse notAllowed(String allowed) {
        return sentence(405, "That cannot be done here. What can: " + allowed + ".")
                .with("Allow", allowed);
    }

    /**
     * For now: browsers remember what has moved for good, and ports may change. Outlook follows no other. RFC 9110 §15.4.3
     */
    static WebResponse foundAt(String place) {
        return sentence(302, "This is at " + place).with("Location", place);
    }

    public WebResponse with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new WebResponse(status, type, body, more);
    }

    @Override
    public String toString() {
        return status + " " + type + ", " + body.length + " bytes";
    }
}
