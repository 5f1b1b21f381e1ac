package org.mailstead.imports;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailstead.imports.IniText.Dialect;
import org.mailstead.imports.IniText.Section;
import org.mailstead.imports.Remark.Kind;
import org.mailstead.settings.MailPorts;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;

/** The sources of Evolution: a file for each account, one for each identity, and one for each server for sending, that name each other. */
final class Evolution implements ProgramSettings {
    static final String ENDING = ".source";

    private static final String PROGRAM = "Evolution";

    /** Who signs in by a page of the provider's. */
    private static final Set<String> TOKENS = Set.of("XOAUTH2", "OAuth2", "OAUTHBEARER", "Google", "Outlook", "Yahoo");

    private final Map<String, List<Section>> sources = new LinkedHashMap<>();

    @Override
    public boolean recognises(String text) {
        return text.lines().anyMatch(each -> each.equals("[Data Source]"));
    }

    @Override
    public List<Imported> read(Path path, Reading reading) throws UnreadableProgram {
        Path folder = Files.isDirectory(path) ? path : path.resolveSibling("");
        for (Path each : reading.files(folder, ENDING)) {
            String name = each.getFileName().toString();
            sources.put(
                    name.substring(0, name.length() - ENDING.length()),
                    IniText.parse(reading.open(each), Dialect.PLAIN, Set.of()));
        }
        var accounts = new ArrayList<Imported>();
        for (var each : sources.entrySet()) {
            var account = section(each.getKey(), "Mail Account");
            if (account.isEmpty()) continue;
            var imported = account(each.getKey(), account.get());
            if (!imported.servers().isEmpty() || !imported.remarks().isEmpty()) accounts.add(imported);
        }
        return accounts;
    }

    private Optional<Section> section(String source, String name) {
        return IniText.section(sources.getOrDefault(source, List.of()), name);
    }

    private Imported account(String uid, Section account) throws UnreadableProgram {
        String shown = section(uid, "Data Source")
                .map(each -> each.value("displayname"))
                .orElse("");
        var draft = new Draft(PROGRAM, text(shown), account.place());
        switch (account.value("backendname")) {
            case "imapx", "imap" -> server(draft, uid, Protocol.IMAP);
            case "pop" -> server(draft, uid, Protocol.POP3);
            case "none", "local", "vfolder", "maildir", "mbox", "rss", "" -> {}
            default -> draft.remark(Kind.OTHER_KIND, account.at("backendname"), "kind", account.value("backendname"));
        }
        String identity = account.value("identityuid");
        section(identity, "Mail Identity").ifPresent(each -> draft.address(text(each.value("address"))));
        String transport = section(identity, "Mail Submission")
                .map(each -> each.value("transportuid"))
                .orElse("");
        var sends = section(transport, "Mail Transport");
        if (sends.isPresent() && sends.get().value("backendname").equals("smtp"))
            server(draft, transport, Protocol.SMTP);
        else if (sends.isPresent() && sends.get().value("backendname").equals("sendmail"))
            draft.remark(Kind.OTHER_PROGRAM_SENDS, sends.get().at("backendname"), "command", "sendmail");
        return draft.done();
    }

    private void server(Draft draft, String uid, Protocol protocol) throws UnreadableProgram {
        var place = section(uid, "Data Source").map(Section::place);
        var set = section(uid, "Authentication");
        if (set.isEmpty()) {
            place.ifPresent(each -> draft.remark(Kind.NO_HOST, each, "protocol", protocol.toString(), "host", ""));
            return;
        }
        var method = section(uid, "Security").flatMap(each -> each.entry("method"));
        Security security = switch (method.map(Entry::value).orElse("none")) {
            case "ssl-on-alternate-port" -> Security.TLS;
            case "starttls-on-standard-port" -> Security.STARTTLS;
            default -> Security.NONE;
        };
        var setting = method.map(each -> new Entry("Method=" + each.value(), each.place()))
                .orElse(new Entry("Method=none", set.get().place()));
        var port = set.get().entry("port").filter(each -> !each.value().equals("0"));
        int number = port.isPresent() ? Draft.port(port.get()) : MailPorts.usual(protocol, security);
        String way = set.get().value("method");
        if (protocol == Protocol.SMTP && (way.isEmpty() || way.equals("none")))
            draft.remark(Kind.NO_SIGN_IN, set.get().at("method"));
        draft.server(
                protocol,
                text(set.get().value("host")),
                number,
                security,
                text(set.get().value("user")),
                setting);
        if (TOKENS.contains(way)) draft.oauth();
        if (way.equals("CRAM-MD5") || way.equals("DIGEST-MD5") || way.equals("+APOP"))
            draft.remark(
                    Kind.ENCRYPTED_PASSWORD,
                    set.get().at("method"),
                    "setting",
                    "Method=" + way,
                    "protocol",
                    protocol.toString());
        draft.secret(SecretPlace.Kind.STORE, "GNOME Keyring");
    }

    /** As GLib writes texts. */
    private static String text(String value) {
        return value.replace("\\s", " ").replace("\\t", " ").replace("\\n", " ").replace("\\\\", "\\");
    }
}
