package org.mailstead.server.config;

import org.mailstead.server.config.Setting.Kind;

/** Writes configuration for people: the file that {@code init} makes, and the reference in {@code docs/}. */
public final class ConfigurationText {
    private ConfigurationText() {}

    /** A file with the two settings that are needed, and all others as comments that show their defaults. */
    public static String newFile(String hostname, String data) {
        var text = new StringBuilder("# Mailstead. Every setting is explained in docs/configuration.md.\n");
        String table = "";
        for (var setting : Settings.ALL) {
            if (!setting.table().equals(table)) {
                table = setting.table();
                text.append("\n[").append(table).append("]\n");
            }
            if (setting.equals(Setting.DATA)) {
                text.append("data = ").append(quoted(data)).append('\n');
            } else if (setting.equals(Setting.HOSTNAME)) {
                text.append("hostname = ").append(quoted(hostname)).append('\n');
            } else {
                text.append("# ")
                        .append(setting.key())
                        .append(" = ")
                        .append(setting.byDefault())
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** The whole of {@code docs/configuration.md}. */
    public static String reference() {
        var text = new StringBuilder("""
                # Configuration

                One TOML file holds what is needed to find the data and to open the ports. Domains, accounts and aliases are not in
                it: they live in the data folder and are changed by `mailstead domain`, `account` and `alias`, also while the
                server runs.

                The file is the one named by `--config`, else `mailstead.toml` in the current folder if there is one, else
                `/etc/mailstead/mailstead.toml`. `mailstead init` writes it. A setting it does not know is refused, with the line and
                a hint. Changes take effect at the next start; only certificates are taken up while the server runs.

                This page is printed by a test from the program's own list of settings.

                | setting | takes | default | meaning |
                |---|---|---|---|
                """);
        for (var s : Settings.ALL) {
            text.append("| `").append(s.name()).append("` | ").append(takes(s)).append(" | ");
            text.append(s.isRequired() ? "none, needed" : "`" + s.byDefault() + "`");
            text.append(" | ").append(s.meaning()).append(" |\n");
        }
        return text.append("\n`DATA` stands for the value of `data`. A whole file, as `init` writes it:\n\n```toml\n")
                .append(newFile("mail.example.org", "/var/lib/mailstead"))
                .append("```\n")
                .toString();
    }

    private static String takes(Setting setting) {
        return switch (setting.kind()) {
            case Kind.Text _ -> "text";
            case Kind.Words _ -> "text, may be empty";
            case Kind.Addresses _ -> "list of addresses";
            case Kind.Host _ -> "host:port, empty or `\"off\"`";
            case Kind.Whole(long least, long most) -> least + " to " + most;
            case Kind.OneOf(var words) -> "`" + String.join("`, `", words) + "`";
            case Kind.Texts(var what) -> "list of " + what.substring(0, what.indexOf(","));
            case Kind.Tables _ -> "tables `[[" + setting.name() + "]]`";
            case Kind.Truth _ -> "`true`, `false`";
            case Kind.Port _ -> "port, 0 (any free one) or `\"off\"`";
        };
    }
}
