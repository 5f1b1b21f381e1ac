package org.mailstead.server.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailstead.directory.MailAddress;
import org.mailstead.gateway.AppRegistration;
import org.mailstead.gateway.AppRegistration.Credential;
import org.mailstead.server.config.Configuration.Backing;
import org.mailstead.server.config.Setting.Kind;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** Providers at which accounts have their mailbox. */
final class BackingTable {
    static final Setting AUTHORITIES = new Setting(
            "backing.ca-file",
            new Kind.Words("the name of a file"),
            "\"\"",
            "PEM file with the certificates of those who vouch for the servers of providers at which accounts have"
                    + " their mailbox ([gateway.md](gateway.md)), beside those whom this machine trusts.");

    static final Setting APPS = new Setting(
            "app-registration",
            new Kind.Tables(),
            "[]",
            "How this server is registered with a provider to open the mailboxes of an organisation by itself, each a"
                    + " table `[[app-registration]]` at the end of the file with `domains`, `tenant` (or `token-url`),"
                    + " `client-id`, `secret-file` (or `certificate` and `key`), and if need be `scope`; see"
                    + " [gateway.md](gateway.md).");

    static final List<Setting> ALL = List.of(AUTHORITIES, APPS);

    private static final List<String> KEYS =
            List.of("domains", "tenant", "token-url", "client-id", "secret-file", "certificate", "key", "scope");

    private BackingTable() {}

    static Backing read(ConfigurationFile file) throws ConfigurationException {
        var apps = new ArrayList<AppRegistration>();
        var taken = new HashSet<String>();
        for (TomlTable table : file.tables(APPS)) {
            for (String key : table.keySet())
                if (!KEYS.contains(key))
                    throw file.mistake(
                            table.inputPositionOf(List.of(key)),
                            "there is no setting \"" + key + "\" of [[app-registration]]." + Spelling.hint(key, KEYS));
            AppRegistration app = app(new Table(file, table));
            for (String domain : app.domains())
                if (!taken.add(domain))
                    throw file.mistake(
                            table.inputPositionOf("domains"), "there are two [[app-registration]] for " + domain + ".");
            apps.add(app);
        }
        return new Backing(file.path(AUTHORITIES), apps);
    }

    private static AppRegistration app(Table table) throws ConfigurationException {
        return new AppRegistration(
                table.domains(),
                token(table),
                table.needed("client-id", "the client id that the provider gave"),
                credential(table),
                table.text("scope").orElse(AppRegistration.EXCHANGE));
    }

    private static URI token(Table table) throws ConfigurationException {
        Optional<String> url = table.text("token-url");
        if (url.isPresent() == table.text("tenant").isPresent())
            throw table.wrong(
                    url.isPresent() ? "token-url" : "tenant",
                    "the tenant at Microsoft, or token-url in its place for another provider, not both");
        if (url.isEmpty()) {
            String tenant = table.needed("tenant", "");
            if (!tenant.matches("[A-Za-z0-9.-]{1,253}"))
                throw table.wrong(
                        "tenant", "the tenant's id or one of its domains, such as \"contoso.onmicrosoft.com\"");
            return AppRegistration.microsoft(tenant);
        }
        try {
            URI uri = URI.create(url.get());
            // Without TLS only to this machine, which is looked at when it is asked.
            if (uri.getHost() != null && List.of("https", "http").contains(String.valueOf(uri.getScheme()))) return uri;
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw table.wrong("token-url", "an address that begins with https://");
    }

    private static Credential credential(Table table) throws ConfigurationException {
        Optional<Path> secret = table.path("secret-file");
        Optional<Path> certificate = table.path("certificate");
        Optional<Path> key = table.path("key");
        if (secret.isPresent() && certificate.isEmpty() && key.isEmpty()) return new Credential.Secret(secret.get());
        if (secret.isEmpty() && certificate.isPresent() && key.isPresent())
            return new Credential.Certificate(certificate.get(), key.get());
        throw table.wrong(
                secret.isPresent() ? "secret-file" : certificate.isPresent() ? "certificate" : "key",
                "either the name of a file with the client secret (secret-file), or those of a certificate and its key"
                        + " (certificate and key)");
    }

    /** One registration. */
    private record Table(ConfigurationFile file, TomlTable table) {
        Optional<String> text(String key) throws ConfigurationException {
            if (!table.contains(List.of(key))) return Optional.empty();
            if (table.get(List.of(key)) instanceof String text && !text.isBlank()) return Optional.of(text.strip());
            throw wrong(key, "a text in quotes");
        }

        String needed(String key, String what) throws ConfigurationException {
            Optional<String> text = text(key);
            if (text.isEmpty()) throw wrong(key, what);
            return text.get();
        }

        Optional<Path> path(String key) throws ConfigurationException {
            return text(key).map(file::path);
        }

        List<String> domains() throws ConfigurationException {
            String what = "a list of the mail domains whose mailboxes it opens, such as [\"contoso.com\"]";
            var domains = new ArrayList<String>();
            if (table.get("domains") instanceof TomlArray array)
                for (Object element : array.toList()) {
                    if (!(element instanceof String text)
                            || MailAddress.parse("x@" + text).isEmpty()) throw wrong("domains", what);
                    domains.add(text.toLowerCase(Locale.ROOT));
                }
            if (domains.isEmpty()) throw wrong("domains", what);
            return domains;
        }

        ConfigurationException wrong(String key, String expected) {
            var at = table.contains(List.of(key))
                    ? table.inputPositionOf(List.of(key))
                    : table.keySet().isEmpty()
                            ? null
                            : table.inputPositionOf(
                                    List.of(table.keySet().iterator().next()));
            return file.mistake(at, "\"" + key + "\" of [[app-registration]] needs " + expected + ".");
        }
    }
}
