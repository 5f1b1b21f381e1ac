package org.mailstead.server.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import org.mailstead.server.config.Configuration.OAuth;
import org.mailstead.server.config.Setting.Kind;

/** Tokens in place of passwords. */
final class OAuthSettings {
    static final Setting PROVIDER = new Setting(
            "oauth.provider",
            new Kind.OneOf(List.of("on", "off")),
            "\"on\"",
            "Whether mail programs can be let in on a page of this server (over HTTPS), without learning the password. off: no pages,"
                    + " and programs that were let in before stay outside until it is on again.");

    static final Setting ISSUER = new Setting(
            "oauth.issuer",
            new Kind.Text(),
            "\"https://HOSTNAME\"",
            "The beginning of this server's addresses as browsers see it, where that is not its host name and port, such as behind a"
                    + " router that changes ports. Programs that were let in under another have to be let in anew.");

    static final List<Setting> ALL = List.of(PROVIDER, ISSUER, OidcSettings.PROVIDERS);

    private OAuthSettings() {}

    static OAuth read(ConfigurationFile file) throws ConfigurationException {
        return new OAuth(
                file.word(PROVIDER).equals("on"),
                file.optionalText(ISSUER, OAuthSettings::origin),
                OidcSettings.read(file));
    }

    /** An address that has a host and perhaps a port, and nothing more. RFC 8414 §2. */
    private static Optional<String> origin(String text) {
        try {
            var uri = new URI(text);
            boolean bare = uri.getHost() != null
                    && text.equals("https://" + uri.getRawAuthority())
                    && uri.getUserInfo() == null;
            return bare ? Optional.of(text) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
