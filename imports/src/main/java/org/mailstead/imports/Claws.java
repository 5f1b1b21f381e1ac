package org.mailstead.imports;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.mailstead.imports.IniText.Dialect;
import org.mailstead.imports.IniText.Section;
import org.mailstead.imports.Remark.Kind;
import org.mailstead.settings.MailPorts;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;

/** Accounts of Claws Mail and of Sylpheed, from which it comes. Numbers stand for the choices on their screens. */
final class Claws implements ProgramSettings {
    private static final String PROGRAM = "Claws Mail";

    @Override
    public boolean recognises(String text) {
        return text.lines().anyMatch(each -> each.strip().matches("\\[Account: \\d+\\]"));
    }

    @Override
    public List<Imported> read(Path path, Reading reading) throws UnreadableProgram {
        var sections = IniText.parse(reading.open(path), Dialect.PLAIN, Set.of("password", "smtp_password"));
        var accounts = new ArrayList<Imported>();
        for (Section each : sections) {
            if (!each.name().startsWith("Account:")) continue;
            var account = account(each);
            if (!account.servers().isEmpty()) accounts.add(account);
        }
        return accounts;
    }

    private static Imported account(Section set) throws UnreadableProgram {
        var draft =
                new Draft(PROGRAM, set.entry("account_name").map(Entry::value).orElse(set.name()), set.place());
        draft.address(set.value("address"));
        switch (set.value("protocol")) {
            case "3" -> server(draft, set, Protocol.IMAP, set.value("receive_server"), set.value("user_id"));
            case "0", "1", "2", "" ->
                server(draft, set, Protocol.POP3, set.value("receive_server"), set.value("user_id"));
            default -> {}
        }
        boolean signsIn = set.value("use_smtp_auth").equals("1");
        if (set.value("use_mail_command").equals("1"))
            draft.remark(
                    Kind.OTHER_PROGRAM_SENDS,
                    set.at("use_mail_command"),
                    "command",
                    set.value("mail_command").split("\\s+", 2)[0]);
        else if (!set.value("smtp_server").isEmpty()) {
            if (!signsIn) draft.remark(Kind.NO_SIGN_IN, set.at("use_smtp_auth"));
            // Without one of its own, that for reading is taken.
            String own = set.value("smtp_user_id").isEmpty() ? set.value("user_id") : set.value("smtp_user_id");
            server(draft, set, Protocol.SMTP, set.value("smtp_server"), signsIn ? own : "");
        }
        if (set.value("ssl_certs_auto_accept").equals("1"))
            draft.remark(
                    Kind.CERTIFICATE_UNCHECKED, set.at("ssl_certs_auto_accept"), "setting", "ssl_certs_auto_accept=1");
        // Some versions write theirs disguised, which anybody can undo; others keep theirs elsewhere.
        set.entry("password").ifPresent(each -> draft.secretInClear(each.place()));
        return draft.secret(SecretPlace.Kind.STORE, PROGRAM).done();
    }

    private static void server(Draft draft, Section set, Protocol protocol, String host, String user)
            throws UnreadableProgram {
        String word = switch (protocol) {
            case IMAP -> "imap";
            case POP3 -> "pop";
            case SMTP -> "smtp";
        };
        Security security = switch (set.value("ssl_" + word)) {
            case "1" -> Security.TLS;
            case "2" -> Security.STARTTLS;
            default -> Security.NONE;
        };
        boolean own = set.value("set_" + word + "port").equals("1");
        // Without a choice, that of old: it knows no port 587 by itself.
        int usual = protocol == Protocol.SMTP && security != Security.TLS ? 25 : MailPorts.usual(protocol, security);
        var port = set.entry(word + "_port");
        draft.server(
                protocol,
                host,
                own && port.isPresent() ? Draft.port(port.get()) : usual,
                security,
                user,
                set.said("ssl_" + word, "ssl_" + word + " = 0"));
    }
}
