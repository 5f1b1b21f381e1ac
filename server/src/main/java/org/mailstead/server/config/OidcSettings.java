package org.mailstead.server.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailstead.directory.MailAddress;
import org.mailstead.oauth.OidcProvider;
import org.mailstead.server.config.Setting.Kind;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** Providers of OpenID Connect whose tokens are taken. */
final class OidcSettings {
    static final Setting PROVIDERS = new Setting(
            "oidc",
            new Kind.Tables(),
            "[]",
            "Providers elsewhere whose tokens let people in (OpenID Connect), each a table `[[oidc]]` at the end of the file with `issuer`,"
                    + " `audience`, `domains`, and if need be `user-claim` (default `\"email\"`) and `ca-file`; see [oauth.md](oauth.md).");

    private static final List<String> KEYS = List.of("issuer", "audience", "domains", "user-claim", "ca-file");

    private OidcSettings() {}

    static List<OidcProvider> read(ConfigurationFile file) throws ConfigurationException {
        var providers = new ArrayList<OidcProvider>();
        var issuers = new HashSet<String>();
        for (TomlTable table : file.tables(PROVIDERS)) {
            for (String key : table.keySet())
                if (!KEYS.contains(key))
                    throw file.mistake(
                            table.inputPositionOf(List.of(key)),
                            "there is no setting \"" + key + "\" of [[oidc]]." + Spelling.hint(key, KEYS));
            var provider = new OidcProvider(
                    issuer(file, table),
                    text(file, table, "audience", Optional.empty()),
                    domains(file, table),
                    text(file, table, "user-claim", Optional.of("email")),
                    table.contains("ca-file") ? Optional.of(caFile(file, table)) : Optional.empty());
            if (!issuers.add(provider.issuer()))
                throw file.mistake(table.inputPositionOf("issuer"), "there are two [[oidc]] with this issuer.");
            providers.add(provider);
        }
        return providers;
    }

    private static Path caFile(ConfigurationFile file, TomlTable table) throws ConfigurationException {
        return file.path(text(file, table, "ca-file", Optional.empty()));
    }

    private static String issuer(ConfigurationFile file, TomlTable table) throws ConfigurationException {
        String text = text(file, table, "issuer", Optional.empty());
        try {
            var uri = new URI(text);
            boolean fine = "https".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            if (fine) return text;
        } catch (URISyntaxException e) {
            // Told below.
        }
        throw wrong(file, table, "issuer", "an address that begins with https://, as the provider calls itself");
    }

    private static String text(ConfigurationFile file, TomlTable table, String key, Optional<String> byDefault)
            throws ConfigurationException {
        if (byDefault.isPresent() && !table.contains(List.of(key))) return byDefault.get();
        if (table.get(List.of(key)) instanceof String text && !text.isBlank()) return text;
        throw wrong(file, table, key, "a text in quotes");
    }

    private static List<String> domains(ConfigurationFile file, TomlTable table) throws ConfigurationException {
        var domains = new ArrayList<String>();
        if (table.get("domains") instanceof TomlArray array)
            for (Object element : array.toList()) {
                if (!(element instanceof String text)
                        || MailAddress.parse("x@" + text).isEmpty())
                    throw wrong(file, table, "domains", "a list of mail domains, such as [\"example.org\"]");
                domains.add(text.toLowerCase(Locale.ROOT));
            }
        if (domains.isEmpty())
            throw wrong(
                    file,
                    table,
                    "domains",
                    "a list of the mail domains whose people it knows, such as [\"example.org\"]");
        return domains;
    }

    private static ConfigurationException wrong(ConfigurationFile file, TomlTable table, String key, String expected) {
        var at = table.contains(List.of(key))
                ? table.inputPositionOf(List.of(key))
                : table.keySet().isEmpty()
                        ? null
                        : table.inputPositionOf(
                                List.of(table.keySet().iterator().next()));
        return file.mistake(at, "\"" + key + "\" of [[oidc]] needs " + expected + ".");
    }
}
