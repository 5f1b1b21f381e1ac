package org.mailstead.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What all pages have in common: nothing from elsewhere, in nobody's frame, and texts that cannot become markup. */
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
     * A page, and all that it may use.
     *
     * @param language its tag
     * @param title as text
     * @param style its only one
     * @param script its only one, which may ask this server and nobody else; empty for none
     * @param body between the tags of it
     */
    public record Document(String language, String title, String style, String script, String body) {
        public Document(String language, String title, String style, String body) {
            this(language, title, style, "", body);
        }

        String text() {
            return "<!doctype html>\n<html lang=\"" + escaped(language) + "\">\n<head>\n<meta charset=\"utf-8\">\n"
                    + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
                    + escaped(title)
                    + "</title>\n<style>" + style + "</style>\n</head>\n<body>\n" + body
                    + (script.isEmpty() ? "" : "<script>" + script + "</script>\n") + "</body>\n</html>\n";
        }
    }

    /** @param formAction where forms may lead to, the redirect behind them included */
    public static WebResponse page(int status, Document document, String formAction) {
        String scripts = document.script().isEmpty()
                ? ""
                : "; connect-src 'self'; script-src 'sha256-" + digest(document.script()) + "'";
        return WebResponse.of(status, WebResponse.HTML, document.text())
                .with(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'sha256-" + digest(document.style()) + "'" + scripts
                                + "; frame-ancestors 'none'; base-uri 'none'; form-action " + formAction);
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
