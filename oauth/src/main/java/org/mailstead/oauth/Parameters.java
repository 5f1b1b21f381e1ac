package org.mailstead.oauth;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailstead.web.FormFields;

/** What a query or a form says. RFC 6749 appendix B; what has no value counts as left out (§3.1). */
record Parameters(FormFields fields) {
    static Parameters of(Map<String, String> values) {
        return new Parameters(FormFields.of(values));
    }

    /** @throws OAuthRefusal if a name is there twice, or it is no form */
    static Parameters parse(@Nullable String text) {
        try {
            return new Parameters(FormFields.parse(text));
        } catch (FormFields.Malformed e) {
            throw OAuthRefusal.request(e.what());
        }
    }

    /** @throws OAuthRefusal as {@link #parse(String)} */
    static Parameters parse(byte[] body) {
        try {
            return new Parameters(FormFields.parse(body));
        } catch (FormFields.Malformed e) {
            throw OAuthRefusal.request(e.what());
        }
    }

    static String encoded(String text) {
        return FormFields.encoded(text);
    }

    Optional<String> find(String name) {
        return fields.find(name);
    }

    String orEmpty(String name) {
        return fields.orEmpty(name);
    }

    /** @throws OAuthRefusal if it is left out */
    String need(String name) {
        return find(name).orElseThrow(() -> OAuthRefusal.request(name + " is missing"));
    }
}
