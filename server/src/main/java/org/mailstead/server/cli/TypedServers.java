package org.mailstead.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mailstead.server.Mistake;
import org.mailstead.settings.MailPorts;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import picocli.CommandLine.Option;

/** The servers that a person's program is set to, as they are typed on the command line. */
final class TypedServers {
    private static final Pattern SERVER =
            Pattern.compile("(?<host>[A-Za-z0-9.-]+)(:(?<port>[0-9]{1,5}))?(/(?<security>[A-Za-z]+))?");

    private static final int PORTS = 65_535;

    @Option(names = "--imap", paramLabel = "SERVER", description = "the IMAP server that the program is set to")
    private @Nullable String imap;

    @Option(names = "--pop3", paramLabel = "SERVER", description = "the POP3 server that the program is set to")
    private @Nullable String pop3;

    @Option(names = "--smtp", paramLabel = "SERVER", description = "the server for sending that the program is set to")
    private @Nullable String smtp;

    @Option(names = "--user", paramLabel = "NAME", description = "the user name that the program is set to")
    private @Nullable String user;

    @Option(names = "--smtp-user", paramLabel = "NAME", description = "the user name for sending, where it is another")
    private @Nullable String smtpUser;

    boolean none() {
        return imap == null && pop3 == null && smtp == null && user == null && smtpUser == null;
    }

    /** @param found what takes the place of servers that were not typed, for a user name that was */
    List<MailServer> servers(String address, List<MailServer> found) {
        var servers = new ArrayList<MailServer>();
        if (imap != null) servers.add(server(Protocol.IMAP, imap, address, found));
        if (pop3 != null) servers.add(server(Protocol.POP3, pop3, address, found));
        if (smtp != null) servers.add(server(Protocol.SMTP, smtp, address, found));
        if (!servers.isEmpty()) return servers;
        return found.stream()
                .map(each -> new MailServer(
                        each.protocol(),
                        each.host(),
                        each.port(),
                        each.security(),
                        Optional.ofNullable(user(each.protocol())).orElse(each.user())))
                .toList();
    }

    private @Nullable String user(Protocol protocol) {
        return protocol == Protocol.SMTP && smtpUser != null ? smtpUser : user;
    }

    private MailServer server(Protocol protocol, String typed, String address, List<MailServer> found) {
        var matcher = SERVER.matcher(typed);
        if (!matcher.matches())
            throw new Mistake("\"" + typed + "\" is not a server. Write it like mail.example.org:993/ssl.");
        String word = matcher.group("security");
        Optional<Security> security = word == null ? Optional.empty() : Optional.of(security(typed, word));
        String digits = matcher.group("port");
        int port = digits == null ? MailPorts.usual(protocol, security.orElse(Security.TLS)) : Integer.parseInt(digits);
        if (port < 1 || port > PORTS) throw new Mistake("\"" + typed + "\": ports are numbers from 1 to 65535.");
        String known = found.stream()
                .filter(each -> each.protocol() == protocol)
                .map(MailServer::user)
                .findFirst()
                .orElse(address.strip());
        return new MailServer(
                protocol,
                matcher.group("host").toLowerCase(Locale.ROOT),
                port,
                security.orElseGet(() -> MailPorts.security(port)),
                Optional.ofNullable(user(protocol)).orElse(known));
    }

    private static Security security(String typed, String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "ssl", "tls" -> Security.TLS;
            case "starttls" -> Security.STARTTLS;
            case "none", "plain" -> Security.NONE;
            default -> throw new Mistake("\"" + typed + "\": behind the slash stands ssl, starttls or none.");
        };
    }
}
