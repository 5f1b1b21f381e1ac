package org.mailstead.oauth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/** That who shows a code is who asked for it. RFC 7636; of its two methods S256 only, as OAuth 2.1 has it. */
final class Pkce {
    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private Pkce() {}

    static boolean isVerifier(String text) {
        return VERIFIER.matcher(text).matches();
    }

    static boolean isChallenge(String text) {
        return CHALLENGE.matcher(text).matches();
    }

    static String challenge(String verifier) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(TokenText.sha256(verifier.getBytes(StandardCharsets.US_ASCII)));
    }
}
