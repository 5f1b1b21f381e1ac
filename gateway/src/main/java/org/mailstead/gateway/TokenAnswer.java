package org.mailstead.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What came of a question to a provider's token service. */
public sealed interface TokenAnswer {
    /**
     * A token. RFC 6749 §5.1.
     *
     * @param refresh another one to refresh with; empty if the old one stays good
     * @param id whom the provider says it is for
     */
    record Granted(String access, Duration life, Optional<String> refresh, IdClaims id) implements TokenAnswer {
        /** Not the tokens: this may end up in a log. */
        @Override
        public String toString() {
            return "granted for " + life;
        }
    }

    /**
     * A code to be typed in elsewhere. RFC 8628 §3.2.
     *
     * @param device what to ask with
     * @param code for the person
     * @param page where to type it
     * @param whole the page with the code in it, if there is one
     */
    record DeviceCode(String device, String code, URI page, Optional<URI> whole, Duration life, Duration interval)
            implements TokenAnswer {
        /** Not the secret: this may end up in a log. */
        @Override
        public String toString() {
            return code + " at " + page;
        }
    }

    /**
     * No. RFC 6749 §5.2, RFC 8628 §3.5.
     *
     * @param error such as {@code invalid_grant}
     * @param words of the provider, one line without control characters; may be empty
     */
    record Refused(String error, String words) implements TokenAnswer {}

    /**
     * Nothing that can be understood, or a fault of the provider's: to be asked again later.
     *
     * @param why a part of a sentence
     */
    record Unusable(String why) implements TokenAnswer {}

    /** If the provider does not say; most say 3600 s. */
    Duration USUAL_LIFE = Duration.ofMinutes(5);

    /** A longer one is asked for again at this age: nobody means a number that has so many digits. */
    Duration LONGEST_LIFE = Duration.ofDays(1);

    /** RFC 8628 §3.2. */
    Duration USUAL_INTERVAL = Duration.ofSeconds(5);

    /** What a provider may have a person read or a program wait at most. */
    int WORDS = 300;

    /** Reads an answer, whatever it is. */
    static TokenAnswer of(Forms.Answer answer) {
        var read = JsonMembers.read(answer.body());
        if (read.isEmpty()) return new Unusable(strange(answer));
        Map<String, String> members = read.get();
        String error = members.getOrDefault("error", "");
        if (!error.isEmpty()) {
            if (answer.status() >= 500 || error.equals("temporarily_unavailable") || error.equals("server_error"))
                return new Unusable("it answers " + answer.status() + " " + line(error));
            return new Refused(line(error), line(members.getOrDefault("error_description", "")));
        }
        if (answer.status() != 200) return new Unusable("it answers " + answer.status());
        String access = members.getOrDefault("access_token", "");
        if (isToken(access)) {
            Optional<String> refresh =
                    Optional.ofNullable(members.get("refresh_token")).filter(TokenAnswer::isToken);
            Duration life = seconds(members.get("expires_in"), USUAL_LIFE);
            return new Granted(access, life, refresh, IdClaims.of(members.getOrDefault("id_token", "")));
        }
        String device = members.getOrDefault("device_code", "");
        Optional<URI> page = uri(members.getOrDefault("verification_uri", members.get("verification_url")));
        if (device.isEmpty() || page.isEmpty()) return new Unusable("it answers without a token");
        return new DeviceCode(
                device,
                line(members.getOrDefault("user_code", "")),
                page.get(),
                uri(members.get("verification_uri_complete")),
                seconds(members.get("expires_in"), USUAL_LIFE),
                seconds(members.get("interval"), USUAL_INTERVAL));
    }

    private static String strange(Forms.Answer answer) {
        for (byte each : answer.body()) {
            if (each == '<') return "it answers " + answer.status() + " with a web page in place of a token";
            if (each > ' ') break;
        }
        return "it answers " + answer.status() + " with something that cannot be read";
    }

    /** Whether it may stand in a header field and in SASL: RFC 6750 §2.1 has fewer characters than providers use. */
    static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private static Duration seconds(@org.jspecify.annotations.Nullable String text, Duration otherwise) {
        // Some write a fraction.
        String whole = text == null ? "" : text.replaceFirst("\\.\\d*$", "");
        if (!whole.matches("\\d{1,12}")) return otherwise;
        return Duration.ofSeconds(Math.clamp(Long.parseLong(whole), 1, LONGEST_LIFE.toSeconds()));
    }

    private static Optional<URI> uri(@org.jspecify.annotations.Nullable String text) {
        try {
            return Optional.ofNullable(text)
                    .map(URI::create)
                    .filter(each -> "https".equals(each.getScheme()) || "http".equals(each.getScheme()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** One line of bounded length. */
    static String line(String words) {
        String first = words.lines()
                .findFirst()
                .orElse("")
                .replaceAll("\\p{Cntrl}", " ")
                .strip();
        return first.substring(0, Math.min(WORDS, first.length()));
    }
}
