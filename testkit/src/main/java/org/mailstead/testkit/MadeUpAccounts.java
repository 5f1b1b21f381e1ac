package org.mailstead.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;

/** Who is let in, and every try to get in. Several made-up servers may share one. */
public final class MadeUpAccounts {
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final Queue<Try> tries = new ConcurrentLinkedQueue<>();
    private volatile BiFunction<String, String, Optional<String>> refusal = (_, _) -> Optional.empty();

    /**
     * Somebody tried.
     *
     * @param server that was tried, as it calls itself
     * @param secret as it came in
     */
    public record Try(String server, String mechanism, String user, String secret) {}

    /** @param secret a password, or a token */
    public MadeUpAccounts let(String user, String secret) {
        secrets.put(user, secret);
        return this;
    }

    /** @param text tells from user and secret what a server says in place of its own refusal; with a code, if the protocol has one */
    public MadeUpAccounts refuses(BiFunction<String, String, Optional<String>> text) {
        refusal = text;
        return this;
    }

    /** In order. */
    public List<Try> tries() {
        return List.copyOf(tries);
    }

    boolean isRight(Try tried) {
        tries.add(tried);
        return tried.secret().equals(secrets.get(tried.user()))
                && refusal(tried).isEmpty();
    }

    Optional<String> refusal(Try tried) {
        return refusal.apply(tried.user(), tried.secret());
    }

    /** The name and the secret of what a client sends for PLAIN, XOAUTH2 or OAUTHBEARER. */
    static Try of(String server, String mechanism, String base64) {
        String text = decoded(base64);
        if (mechanism.equals("PLAIN")) {
            String[] parts = text.split("\0", -1);
            return new Try(server, mechanism, parts.length == 3 ? parts[1] : "", parts.length == 3 ? parts[2] : "");
        }
        String user = "";
        String token = "";
        for (String part : text.split("\u0001")) {
            if (part.startsWith("user=")) user = part.substring(5);
            if (part.startsWith("n,a=")) user = part.substring(4).replace(",", "");
            if (part.startsWith("auth=Bearer ")) token = part.substring(12);
        }
        return new Try(server, mechanism, user, token);
    }

    static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
