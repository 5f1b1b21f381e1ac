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

/** Accounts of aerc, with a URL for each server. */
final class Aerc implements ProgramSettings {
    private static final String PROGRAM = "aerc";

    @Override
    public boolean recognises(String text) {
        return text.lines().anyMatch(each -> each.matches("source\\s*=\\s*[a-z0-9+]+://.*"));
    }

    @Override
    public List<Imported> read(Path path, Reading reading) throws UnreadableProgram {
        var accounts = new ArrayList<Imported>();
        for (Section each : IniText.parse(reading.open(path), Dialect.GO, Set.of())) {
            var account = account(each);
            if (!account.servers().isEmpty()) accounts.add(account);
        }
        return accounts;
    }

    private static Imported account(Section set) throws UnreadableProgram {
        var draft = new Draft(PROGRAM, set.name(), set.place()).address(set.value("from"));
        var source = set.entry("source");
        if (source.isPresent()) {
            var url = ServerUrl.parse(source.get().value());
            if (url.isPresent() && url.get().scheme().startsWith("imap"))
                server(draft, set, Protocol.IMAP, url.get(), source.get(), "source");
        }
        var outgoing = set.entry("outgoing");
        if (outgoing.isPresent()) {
            var url = ServerUrl.parse(outgoing.get().value());
            if (url.isPresent() && url.get().scheme().startsWith("smtp"))
                server(draft, set, Protocol.SMTP, url.get(), outgoing.get(), "outgoing");
            else if (url.isEmpty())
                draft.remark(
                        Kind.OTHER_PROGRAM_SENDS,
                        outgoing.get().place(),
                        "command",
                        outgoing.get().value().strip().split("\\s+", 2)[0]);
        }
        return draft.done();
    }

    private static void server(Draft draft, Section set, Protocol protocol, ServerUrl url, Entry entry, String key)
            throws UnreadableProgram {
        String[] scheme = url.scheme().split("\\+", 2);
        String how = scheme.length == 1 ? "" : scheme[1];
        boolean smtp = protocol == Protocol.SMTP;
        boolean insecure =
                how.equals("insecure") || (smtp && set.value("smtp-starttls").equals("no"));
        Security security = scheme[0].endsWith("s") ? Security.TLS : insecure ? Security.NONE : Security.STARTTLS;
        if (how.equals("xoauth2") || how.equals("oauthbearer")) draft.oauth();
        if (smtp && (url.user().isEmpty() || how.equals("none"))) draft.remark(Kind.NO_SIGN_IN, entry.place());
        int port = url.port().isEmpty()
                ? MailPorts.usual(protocol, security)
                : Draft.port(new Entry(url.port(), entry.place()));
        draft.server(
                protocol,
                url.host(),
                port,
                security,
                url.user(),
                new Entry(key + " = " + url.scheme() + "://", entry.place()));
        if (url.hasPassword()) draft.secretInClear(entry.place());
        set.entry(key + "-cred-cmd").ifPresent(each -> draft.secretFromCommand(each.value(), each.place()));
    }
}
