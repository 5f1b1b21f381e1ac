package org.mailstead.oauth;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a query or a form says, each name once. RFC 6749 appendix B; what has no value counts as left out (§3.1). */
final class Parameters {
    /** Names in one request; ours have ten. */
    private static final int MOST = 50;

    private final Map<String, String> values;

    private Parameters(Map<String, String> values) {
        this.values = values;
    }

    static Parameters of(Map<String, String> values) {
        return new Parameters(values);
    }

    /** @throws OAuthRefusal if a name is there twice, or it is no form */
    static Parameters parse(@Nullable String text) {
        var values = new LinkedHashMap<String, String>();
        if (text == null || text.isEmpty()) return new Parameters(values);
        for (String pair : text.split("&", MOST + 1)) {
            if (pair.isEmpty()) continue;
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            if (values.size() == MOST) throw OAuthRefusal.request("there are too many parameters");
            if (values.put(name, value) != null) throw OAuthRefusal.request("a parameter is there twice");
        }
        return new Parameters(values);
    }

    /** @throws OAuthRefusal as {@link #parse(String)} */
    static Parameters parse(byte[] body) {
        try {
            return parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException e) {
            throw OAuthRefusal.request("the form is not UTF-8");
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw OAuthRefusal.request("a percent sign in the form stands for nothing");
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    String orEmpty(String name) {
        return values.getOrDefault(name, "");
    }

    /** @throws OAuthRefusal if it is left out */
    String need(String name) {
        return find(name).orElseThrow(() -> OAuthRefusal.request(name + " is missing"));
    }
}
