package org.mailstead.gateway;

import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Whom a provider says that somebody is, from the ID token that came with an access token. Its signature is not looked at: it came straight
 * from the provider, over TLS (OpenID Connect Core §3.1.3.7), and only serves to say in words who signed in.
 *
 * @param addresses that stand in it, in lower case; empty if it says nothing, or there is none
 */
public record IdClaims(Set<String> addresses) {
    public static final IdClaims NONE = new IdClaims(Set.of());

    /** An address, by RFC 5321 §4.5.3.1.3. */
    private static final int ADDRESS = 254;

    private static final List<String> NAMES = List.of("email", "preferred_username", "upn", "unique_name");

    public IdClaims {
        addresses = Set.copyOf(addresses);
    }

    static IdClaims of(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) return NONE;
        try {
            Map<String, String> claims =
                    JsonMembers.read(Base64.getUrlDecoder().decode(parts[1])).orElse(Map.of());
            var found = new LinkedHashSet<String>();
            for (String name : NAMES) {
                String said = TokenAnswer.line(claims.getOrDefault(name, "")).toLowerCase(Locale.ROOT);
                if (said.indexOf('@') > 0 && said.length() <= ADDRESS) found.add(said);
            }
            return new IdClaims(found);
        } catch (IllegalArgumentException e) {
            return NONE;
        }
    }

    boolean isFor(String address) {
        return addresses.contains(address.toLowerCase(Locale.ROOT));
    }
}
