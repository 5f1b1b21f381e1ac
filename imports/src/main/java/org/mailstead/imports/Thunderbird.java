package org.mailstead.imports;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailstead.imports.Remark.Kind;
import org.mailstead.settings.MailPorts;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;

/** A profile of Thunderbird, or of what is made from it. One account for each identity: each has an address and a server for sending. */
final class Thunderbird implements ProgramSettings {
    static final String PREFERENCES = "prefs.js";

    private static final String PROGRAM = "Thunderbird";

    /** Nobody has as many; a damaged list could name one again and again. */
    private static final int ACCOUNTS = 100;

    /** Values of {@code authMethod}. */
    private static final String NO_SIGN_IN = "1";

    private static final String ENCRYPTED = "4";
    private static final String SECURE = "8";
    private static final String OAUTH = "10";

    @Override
    public boolean recognises(String text) {
        return PrefsText.recognises(text);
    }

    @Override
    public List<Imported> read(Path path, Reading reading) throws UnreadableProgram {
        Path file = Files.isDirectory(path) ? path.resolve(PREFERENCES) : path;
        var found = new HashMap<String, Entry>();
        PrefsText.parse(reading.open(file), found);
        // What stands there is put over the preferences at each start.
        Path own = file.resolveSibling("user.js");
        if (Files.isRegularFile(own)) PrefsText.parse(reading.open(own), found);
        return new Profile(found, new Place(file, 0)).accounts();
    }

    /** One set of preferences. */
    private record Profile(Map<String, Entry> entries, Place file) {
        List<Imported> accounts() {
            var accounts = new ArrayList<Draft>();
            var sending = new HashMap<String, Draft>();
            for (String account : list("mail.accountmanager.accounts")) {
                String server = "mail.server." + value("mail.account." + account + ".server") + ".";
                for (String identity : list("mail.account." + account + ".identities")) {
                    if (accounts.size() == ACCOUNTS) break;
                    var draft = account(account, server, "mail.identity." + identity + ".", sending);
                    draft.ifPresent(accounts::add);
                }
            }
            return accounts.stream().filter(Draft::hasServers).map(Draft::done).toList();
        }

        private Optional<Draft> account(String account, String server, String identity, Map<String, Draft> sending) {
            var draft = new Draft(PROGRAM, account, at(identity + "useremail"));
            draft.address(value(identity + "useremail"));
            boolean reads = incoming(draft, server);
            String smtp = Stream.of(value(identity + "smtpServer"), value("mail.smtp.defaultserver"))
                    .filter(each -> !each.isEmpty() && has("mail.smtpserver." + each + ".hostname"))
                    .findFirst()
                    .orElse("");
            if (!smtp.isEmpty()) {
                outgoing(draft, "mail.smtpserver." + smtp + ".");
                shared(draft, smtp, account, sending);
            }
            return reads || !smtp.isEmpty() ? Optional.of(draft) : Optional.empty();
        }

        private boolean incoming(Draft draft, String server) {
            Protocol protocol;
            switch (value(server + "type")) {
                case "imap" -> protocol = Protocol.IMAP;
                case "pop3" -> protocol = Protocol.POP3;
                case "none", "rss", "nntp", "im", "" -> {
                    return false;
                }
                default -> {
                    draft.remark(Kind.OTHER_KIND, at(server + "type"), "kind", value(server + "type"));
                    return false;
                }
            }
            // Those with "real" are of older versions, after a change by hand.
            String host = has(server + "realhostname") ? "realhostname" : "hostname";
            String user = has(server + "realuserName") ? "realuserName" : "userName";
            server(draft, protocol, server, server + "socketType", value(server + host), value(server + user));
            return true;
        }

        private void outgoing(Draft draft, String smtp) {
            String user = value(smtp + "username");
            boolean none = NO_SIGN_IN.equals(value(smtp + "authMethod"));
            if (none || user.isEmpty()) draft.remark(Kind.NO_SIGN_IN, at(smtp + (none ? "authMethod" : "hostname")));
            server(draft, Protocol.SMTP, smtp, smtp + "try_ssl", value(smtp + "hostname"), user);
        }

        private void server(Draft draft, Protocol protocol, String at, String type, String host, String user) {
            Entry told = entries.getOrDefault(type, new Entry("0", at(at + "hostname")));
            Security security = switch (told.value()) {
                case "3" -> Security.TLS;
                case "1", "2" -> Security.STARTTLS;
                default -> Security.NONE;
            };
            Entry setting = new Entry(type.substring(type.lastIndexOf('.') + 1) + " " + told.value(), told.place());
            if (told.value().equals("1"))
                draft.remark(
                        Kind.IF_POSSIBLE, told.place(), "setting", setting.value(), "protocol", protocol.toString());
            int port = port(at + "port").orElse(MailPorts.usual(protocol, security));
            draft.server(protocol, host, port, security, user, setting);
            switch (value(at + "authMethod")) {
                case OAUTH -> draft.oauth().secret(SecretPlace.Kind.STORE, PROGRAM);
                case ENCRYPTED, SECURE ->
                    draft.remark(
                            Kind.ENCRYPTED_PASSWORD,
                            at(at + "authMethod"),
                            "setting",
                            "authMethod " + value(at + "authMethod"),
                            "protocol",
                            protocol.toString());
                default -> draft.secret(SecretPlace.Kind.STORE, PROGRAM);
            }
        }

        /** Of two accounts: the provider of one of them may refuse what the other sends. */
        private void shared(Draft draft, String smtp, String account, Map<String, Draft> sending) {
            var first = sending.putIfAbsent(smtp, draft);
            if (first == null || first.isOf(account)) return;
            draft.remark(
                    Kind.SHARED_SENDING,
                    at("mail.smtpserver." + smtp + ".hostname"),
                    "host",
                    value("mail.smtpserver." + smtp + ".hostname"),
                    "other",
                    first.address());
        }

        /** Zero, and what is no port, stands for the usual one. */
        private Optional<Integer> port(String key) {
            try {
                return Optional.of(Draft.port(entries.getOrDefault(key, new Entry("", file))));
            } catch (UnreadableProgram e) {
                return Optional.empty();
            }
        }

        private boolean has(String key) {
            return !value(key).isEmpty();
        }

        private String value(String key) {
            return entries.getOrDefault(key, new Entry("", file)).value();
        }

        private Place at(String key) {
            return entries.getOrDefault(key, new Entry("", file)).place();
        }

        private List<String> list(String key) {
            return Stream.of(value(key).split(","))
                    .map(String::strip)
                    .filter(each -> !each.isEmpty())
                    .distinct()
                    .limit(ACCOUNTS)
                    .toList();
        }
    }
}
