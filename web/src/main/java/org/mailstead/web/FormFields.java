package org.mailstead.web;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a query or a form says ({@code application/x-www-form-urlencoded}), each name once. */
public final class FormFields {
    /** Names in one request; ours have ten. */
    private static final int MOST = 50;

    private final Map<String, String> values;

    private FormFields(Map<String, String> values) {
        this.values = values;
    }

    /** It cannot be understood. */
    public static final class Malformed extends Exception {
        private final String what;

        Malformed(String what) {
            super(what, null, false, false);
            this.what = what;
        }

        /** What is wrong with it, for the end of a sentence. */
        public String what() {
            return what;
        }
    }

    public static FormFields of(Map<String, String> values) {
        return new FormFields(new LinkedHashMap<>(values));
    }

    /** @param text null for none */
    public static FormFields parse(@Nullable String text) throws Malformed {
        var values = new LinkedHashMap<String, String>();
        if (text == null || text.isEmpty()) return new FormFields(values);
        for (String pair : text.split("&", MOST + 1)) {
            if (pair.isEmpty()) continue;
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            if (values.size() == MOST) throw new Malformed("there are too many parameters");
            if (values.put(name, value) != null) throw new Malformed("a parameter is there twice");
        }
        return new FormFields(values);
    }

    public static FormFields parse(byte[] body) throws Malformed {
        try {
            return parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new Malformed("the form is not UTF-8");
        }
    }

    private static String decoded(String text) throws Malformed {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Malformed("a percent sign in the form stands for nothing");
        }
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Empty if it is left out, or has no value. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    public String orEmpty(String name) {
        return values.getOrDefault(name, "");
    }
}
