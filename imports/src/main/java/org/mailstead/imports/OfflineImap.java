package org.mailstead.imports;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.mailstead.imports.IniText.Dialect;
import org.mailstead.imports.IniText.Section;
import org.mailstead.imports.Remark.Kind;
import org.mailstead.settings.MailPorts;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;

/** Accounts of OfflineIMAP, which each name a repository on a server. Values that are Python are not run. */
final class OfflineImap implements ProgramSettings {
    private static final String PROGRAM = "OfflineIMAP";
    private static final String GMAIL = "imap.gmail.com";

    @Override
    public boolean recognises(String text) {
        return text.lines().anyMatch(each -> each.strip().matches("\\[(Repository|mbnames|Account) .*\\]"))
                && text.contains("repository");
    }

    @Override
    public List<Imported> read(Path path, Reading reading) throws UnreadableProgram {
        var sections = IniText.parse(reading.open(path), Dialect.PYTHON, Set.of("remotepass"));
        var accounts = new ArrayList<Imported>();
        for (Section account : sections) {
            if (!account.name().startsWith("Account ")) continue;
            var repository = IniText.section(sections, "Repository " + account.value("remoterepository"));
            if (repository.isPresent() && !repository.get().value("type").equals("Maildir"))
                accounts.add(
                        account(account.name().substring("Account ".length()).strip(), repository.get()));
        }
        return accounts;
    }

    private static Imported account(String name, Section set) throws UnreadableProgram {
        var draft = new Draft(PROGRAM, name, set.place());
        boolean tls = set.entry("ssl").map(each -> Getmail.isTrue(each.value())).orElse(true);
        boolean starts =
                set.entry("starttls").map(each -> Getmail.isTrue(each.value())).orElse(true);
        Security security = tls ? Security.TLS : starts ? Security.STARTTLS : Security.NONE;
        var setting = tls || !starts ? set.said("ssl", "ssl = yes") : set.said("starttls", "starttls = yes");
        String host = percent(set.value("remotehost"));
        if (host.isEmpty() && set.value("type").equals("Gmail")) host = GMAIL;
        var port = set.entry("remoteport");
        int number = port.isPresent() ? Draft.port(port.get()) : MailPorts.usual(Protocol.IMAP, security);
        for (String each : List.of("remotehosteval", "remoteusereval", "remoteporteval"))
            set.entry(each).ifPresent(code -> draft.remark(Kind.COMMAND_NOT_RUN, code.place(), "command", each));
        if (set.entry("transporttunnel").isPresent()) draft.remark(Kind.TUNNEL, set.at("transporttunnel"));
        if (!host.isEmpty())
            draft.server(Protocol.IMAP, host, number, security, percent(set.value("remoteuser")), setting);
        // It goes on without where the server does not offer it.
        if (security == Security.STARTTLS)
            draft.remark(Kind.IF_POSSIBLE, setting.place(), "setting", setting.value(), "protocol", "IMAP");
        boolean tokens = set.value("auth_mechanisms").toUpperCase(Locale.ROOT).startsWith("XOAUTH2")
                || set.entry("oauth2_access_token_eval").isPresent()
                || set.entry("oauth2_refresh_token_eval").isPresent()
                || set.entry("oauth2_refresh_token").isPresent();
        if (tokens) draft.oauth();
        set.entry("remotepass").ifPresent(each -> draft.secretInClear(each.place()));
        set.entry("remotepassfile").ifPresent(each -> draft.secret(SecretPlace.Kind.FILE, each.value()));
        set.entry("remotepasseval")
                .or(() -> set.entry("oauth2_access_token_eval"))
                .ifPresent(each -> draft.secret(SecretPlace.Kind.COMMAND, "Python"));
        return draft.done();
    }

    /** A per cent sign stands for itself when there are two. */
    private static String percent(String value) {
        return value.replace("%%", "%");
    }
}
