package org.mailstead.imports;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mailstead.imports.GitConfigText.Value;
import org.mailstead.imports.Remark.Kind;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;

/** What {@code git send-email} sends by: the section {@code sendemail}, and one for each identity over it. */
final class GitSendEmail implements ProgramSettings {
    private static final String PROGRAM = "git send-email";

    /** As many as Git itself follows. */
    private static final int DEPTH = 10;

    private static final String SECTION = "sendemail.";

    @Override
    public boolean recognises(String text) {
        return text.lines().anyMatch(each -> each.strip().matches("(?i)\\[sendemail(\\s+\".*\")?\\].*"));
    }

    @Override
    public List<Imported> read(Path path, Reading reading) throws UnreadableProgram {
        var values = new ArrayList<Value>();
        var remarks = new ArrayList<Remark>();
        include(path, reading, values, remarks, 1);
        var general = new LinkedHashMap<String, Entry>();
        var identities = new LinkedHashMap<String, Map<String, Entry>>();
        for (Value each : values) {
            if (each.key().equals("user.email")) general.put("email", each.entry());
            if (!each.key().startsWith(SECTION)) continue;
            String rest = each.key().substring(SECTION.length());
            int dot = rest.lastIndexOf('.');
            if (dot < 0) general.put(rest, each.entry());
            else
                identities
                        .computeIfAbsent(rest.substring(0, dot), name -> new LinkedHashMap<>())
                        .put(rest.substring(dot + 1), each.entry());
        }
        var accounts = new ArrayList<Imported>();
        add(accounts, "sendemail", general, remarks, path);
        for (var each : identities.entrySet()) {
            var own = new LinkedHashMap<>(general);
            own.putAll(each.getValue());
            add(accounts, each.getKey(), own, remarks, path);
        }
        return accounts;
    }

    private static void include(Path path, Reading reading, List<Value> values, List<Remark> remarks, int depth)
            throws UnreadableProgram {
        for (Value each : GitConfigText.parse(reading.open(path))) {
            values.add(each);
            String value = each.entry().value();
            boolean sometimes =
                    each.key().startsWith("includeif.") && each.key().endsWith(".path");
            if (sometimes) remarks.add(Remark.of(Kind.NOT_FOLLOWED, each.entry().place(), "file", value));
            if (!each.key().equals("include.path")) continue;
            var other = reading.path(value, path).filter(Files::isRegularFile);
            if (other.isPresent() && depth < DEPTH) include(other.get(), reading, values, remarks, depth + 1);
            else remarks.add(Remark.of(Kind.NOT_FOLLOWED, each.entry().place(), "file", value));
        }
    }

    private static void add(
            List<Imported> accounts, String name, Map<String, Entry> set, List<Remark> remarks, Path path)
            throws UnreadableProgram {
        var sends = Optional.ofNullable(set.get("sendmailcmd"))
                .or(() -> entry(set, "smtpserver").filter(each -> each.value().startsWith("/")));
        var host = entry(set, "smtpserver")
                .filter(each -> !each.value().startsWith("/") && !each.value().isEmpty());
        if (host.isEmpty() && sends.isEmpty()) return;
        var place = host.or(() -> sends).map(Entry::place).orElse(new Place(path, 0));
        var draft = new Draft(PROGRAM, name, place).address(value(set, "from"));
        if (value(set, "from").isEmpty()) draft.address(value(set, "email"));
        if (sends.isPresent())
            draft.remark(
                    Kind.OTHER_PROGRAM_SENDS,
                    place,
                    "command",
                    sends.get().value().strip().split("\\s+", 2)[0]);
        else server(draft, set, host.orElseThrow());
        var account = draft.done();
        for (Remark each : remarks) account = account.with(each);
        accounts.add(account);
    }

    private static void server(Draft draft, Map<String, Entry> set, Entry host) throws UnreadableProgram {
        var encryption = entry(set, "smtpencryption");
        Security security = switch (encryption
                .map(each -> each.value().toLowerCase(Locale.ROOT))
                .orElse("")) {
            case "ssl" -> Security.TLS;
            case "tls" -> Security.STARTTLS;
            default -> Security.NONE;
        };
        var port = entry(set, "smtpserverport");
        int number = port.isEmpty()
                ? (security == Security.TLS ? 465 : security == Security.STARTTLS ? 587 : 25)
                : Draft.port(port.get());
        String user = value(set, "smtpuser");
        if (user.isEmpty() || value(set, "smtpauth").equals("none")) draft.remark(Kind.NO_SIGN_IN, host.place());
        var setting = encryption
                .map(each -> new Entry("smtpEncryption = " + each.value(), each.place()))
                .orElse(new Entry("smtpEncryption", host.place()));
        draft.server(Protocol.SMTP, host.value(), number, security, user, setting);
        String auth = value(set, "smtpauth").toUpperCase(Locale.ROOT);
        if (auth.contains("XOAUTH2") || auth.contains("OAUTHBEARER")) draft.oauth();
        entry(set, "smtppass").ifPresent(each -> draft.secretInClear(each.place()));
        entry(set, "smtpsslcertpath")
                .filter(each -> each.value().isEmpty())
                .ifPresent(
                        each -> draft.remark(Kind.CERTIFICATE_UNCHECKED, each.place(), "setting", "smtpSSLCertPath ="));
        draft.secret(SecretPlace.Kind.STORE, "git credential");
    }

    private static Optional<Entry> entry(Map<String, Entry> set, String key) {
        return Optional.ofNullable(set.get(key));
    }

    private static String value(Map<String, Entry> set, String key) {
        return entry(set, key).map(Entry::value).orElse("");
    }
}
