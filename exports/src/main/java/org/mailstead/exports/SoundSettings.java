package org.mailstead.exports;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import java.util.regex.Pattern;
import org.mailstead.dns.DnsName;
import org.mailstead.settings.AccountSettings;
import org.mailstead.settings.MailServer;
import org.mailstead.texts.Language;

/**
 * Settings that can be written down. They may come from documents of others, so that anything can stand in them; a line break in a user
 * name would be a line of its own in a program's configuration.
 */
final class SoundSettings {
    /** Characters of an address, RFC 5321 §4.5.3.1, with room; of a user name and a person's name the same. */
    private static final int CHARACTERS = 320;

    private static final int PORTS = 65_535;

    private static final Pattern HOST = Pattern.compile("[a-z0-9_]([a-z0-9._-]*[a-z0-9])?");

    /** An address in place of a name, such as for a gateway on this machine. */
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f]*:[0-9a-f:.]+");

    private final Language language;

    private SoundSettings(Language language) {
        this.language = language;
    }

    /** The same, with names of hosts and of the domain in ASCII and in lower case. */
    static AccountSettings of(AccountSettings account, Language language) throws UnfitSettings {
        var sound = new SoundSettings(language);
        String address = sound.address(account.address());
        sound.line("name", account.name());
        var servers = new ArrayList<MailServer>();
        for (MailServer each : account.servers()) servers.add(sound.server(each));
        return new AccountSettings(address, account.name(), servers, account.secrets());
    }

    private String address(String address) throws UnfitSettings {
        line("address", address);
        int at = address.lastIndexOf('@');
        if (at < 1) throw unfit("address", address);
        return address.substring(0, at + 1) + host("address", address.substring(at + 1));
    }

    private MailServer server(MailServer server) throws UnfitSettings {
        String user = server.user();
        line("user", user);
        if (user.isEmpty() || !user.equals(user.strip())) throw unfit("user", user);
        int port = server.port();
        if (port < 1 || port > PORTS) throw unfit("port", Integer.toString(port));
        return new MailServer(server.protocol(), host("host", server.host()), port, server.security(), user);
    }

    private String host(String what, String host) throws UnfitSettings {
        if (IPV6.matcher(host).matches()) return host;
        var name = DnsName.parse(host);
        if (name.isEmpty() || !HOST.matcher(name.get().toString()).matches()) throw unfit(what, host);
        return name.get().toString();
    }

    private void line(String what, String text) throws UnfitSettings {
        boolean broken = text.codePoints().anyMatch(SoundSettings::breaks)
                || !StandardCharsets.UTF_8.newEncoder().canEncode(text);
        if (broken || text.length() > CHARACTERS) throw unfit(what, text);
    }

    /** Whether programs may take it for the end of a line, or not show it. */
    private static boolean breaks(int c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }

    private UnfitSettings unfit(String what, String value) {
        var shown = new StringBuilder();
        value.codePoints().limit(CHARACTERS).forEach(c -> {
            if (breaks(c) || Character.getType(c) == Character.SURROGATE) shown.append('?');
            else shown.appendCodePoint(c);
        });
        return new UnfitSettings(Exports.TEXTS.in(language, "unfit." + what, Map.of("value", shown.toString())));
    }
}
