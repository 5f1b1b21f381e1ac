package org.mailstead.oauth;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A provider of OpenID Connect elsewhere, whose tokens are taken in place of passwords.
 *
 * @param issuer as it calls itself, such as {@code https://login.example.org}
 * @param audience for whom its tokens must be
 * @param domains whose people it may speak for, in lower case
 * @param userClaim what in a token names the person
 * @param caFile PEM file with the authority of its certificate; empty for those that this machine trusts
 */
public record OidcProvider(
        String issuer, String audience, List<String> domains, String userClaim, Optional<Path> caFile) {
    public OidcProvider {
        domains = List.copyOf(domains);
    }
}
