package org.mailstead.gateway;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * How an administrator has registered this server with a provider, as a program that opens all mailboxes of an organisation by itself.
 *
 * @param domains of the mailboxes
 * @param token where tokens are asked for
 * @param clientId that the provider gave
 * @param credential what proves that it is us who ask
 * @param scope what the tokens are for
 */
public record AppRegistration(List<String> domains, URI token, String clientId, Credential credential, String scope) {
    /** All that the organisation has allowed the program at Exchange Online. */
    public static final String EXCHANGE = "https://outlook.office365.com/.default";

    /** What is shown to the provider in place of a person's sign-in. */
    public sealed interface Credential {
        /** @param file its first line; read each time, so that a new one needs no restart */
        record Secret(Path file) implements Credential {}

        /**
         * A key of ours, whose certificate the provider knows.
         *
         * @param certificate PEM file
         * @param key PEM file with the RSA key that belongs to it
         */
        record Certificate(Path certificate, Path key) implements Credential {}
    }

    public AppRegistration {
        domains = List.copyOf(domains);
    }

    /**
     * Where Microsoft gives tokens to the programs of an organisation.
     *
     * @param tenant its id, or one of its domains
     */
    public static URI microsoft(String tenant) {
        return URI.create("https://login.microsoftonline.com/" + tenant + "/oauth2/v2.0/token");
    }

    /** Whether it is for the mailbox of an address. */
    public boolean isFor(String address) {
        return domains.contains(address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT));
    }
}
