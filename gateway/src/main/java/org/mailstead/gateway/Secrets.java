package org.mailstead.gateway;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What opens an account at its provider.
 *
 * @param kind what the text is
 * @param text refresh token, or app password of the provider's
 * @param clientSecret of our registration with the provider; empty if there is none
 * @param person who signed in, as the provider says; may be empty
 * @param since when somebody signed in last
 * @param renewed when the provider gave a token last
 * @param bound the {@link AccountFile#binding} of the account that they may be shown for; empty if none was written down yet
 */
public record Secrets(
        Kind kind, String text, String clientSecret, String person, Instant since, Instant renewed, String bound) {
    /** Bound to no account. */
    public Secrets(Kind kind, String text, String clientSecret, String person, Instant since, Instant renewed) {
        this(kind, text, clientSecret, person, since, renewed, "");
    }

    /** Kinds of what opens an account. */
    public enum Kind {
        REFRESH_TOKEN,
        PASSWORD,
        /** What an app registration shows; nobody has signed in. */
        APP
    }

    Secrets renewed(String refresh, Instant now) {
        return new Secrets(kind, refresh, clientSecret, person, since, now, bound);
    }

    Secrets boundTo(String binding) {
        return new Secrets(kind, text, clientSecret, person, since, renewed, binding);
    }

    /** All of it, unsealed. */
    public byte[] write() {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("kind", kind.name());
        members.put("text", text);
        members.put("client-secret", clientSecret);
        members.put("person", person);
        members.put("since", since.toString());
        members.put("renewed", renewed.toString());
        members.put("bound", bound);
        return JsonMembers.write(members);
    }

    /** @throws VaultException if it is nothing that {@link #write} has written */
    public static Secrets read(byte[] written) throws VaultException {
        Map<String, String> members = JsonMembers.read(written).orElse(Map.of());
        try {
            return new Secrets(
                    Kind.valueOf(members.getOrDefault("kind", "")),
                    members.getOrDefault("text", ""),
                    members.getOrDefault("client-secret", ""),
                    members.getOrDefault("person", ""),
                    Instant.parse(members.getOrDefault("since", "")),
                    Instant.parse(members.getOrDefault("renewed", "")),
                    members.getOrDefault("bound", ""));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new VaultException("what was kept in it is of no known form; it may be of a newer Mailstead");
        }
    }

    /** Not the secrets: this may end up in a log. */
    @Override
    public String toString() {
        return kind + " since " + since;
    }
}
