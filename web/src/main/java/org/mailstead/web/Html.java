package org.mailstead.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What all pages have in common: no scripts, nothing from elsewhere, in nobody's frame, and texts that cannot become markup. */
public final class Html {
    private Html() {}

    /** For texts and for attributes in quotes. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /**
     * A page that may use one style and nothing else.
     *
     * @param page with {@code style} between the tags of its only one
     * @param formAction where forms may lead to, the redirect behind them included
     */
    public static WebResponse page(int status, String page, String style, String formAction) {
        return WebResponse.of(status, WebResponse.HTML, page)
                .with(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'sha256-" + digest(style)
                                + "'; frame-ancestors 'none'; base-uri 'none'; form-action " + formAction);
    }

    private static String digest(String style) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
