package org.mailstead.imports;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mailstead.imports.Remark.Kind;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;

/** Accounts of msmtp: a command on each line, and accounts that begin with what others, or {@code defaults}, are set to. */
final class Msmtp implements ProgramSettings {
    private static final String PROGRAM = "msmtp";

    /** More than anybody has; each copies what another has. */
    private static final int ACCOUNTS = 100;

    private final Map<String, Map<String, Entry>> accounts = new LinkedHashMap<>();
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final List<Remark> remarks = new ArrayList<>();
    private Map<String, Entry> defaults = new LinkedHashMap<>();
    private Map<String, Entry> current = defaults;

    @Override
    public boolean recognises(String text) {
        return text.lines().map(String::strip).anyMatch(each -> each.matches("(account\\s+\\S.*|defaults)"))
                && text.lines().map(String::strip).anyMatch(each -> each.matches("host\\s+\\S+"));
    }

    @Override
    public List<Imported> read(Path path, Reading reading) throws UnreadableProgram {
        var text = reading.open(path);
        int number = 0;
        for (String each : text.lines()) line(each.strip(), text.at(++number));
        var done = new ArrayList<Imported>();
        for (var each : accounts.entrySet()) {
            var imported = account(each.getKey(), each.getValue());
            boolean copy = each.getKey().equals("default")
                    && done.stream().anyMatch(other -> other.servers().equals(imported.servers()));
            if (!copy && !imported.servers().isEmpty()) done.add(imported);
        }
        return done.stream().map(this::remarked).toList();
    }

    private Imported remarked(Imported account) {
        var all = account;
        for (Remark each : remarks) all = all.with(each);
        return all;
    }

    private void line(String line, Place place) throws UnreadableProgram {
        if (line.isEmpty() || line.startsWith("#")) return;
        String[] parts = line.split("\\s+", 2);
        String command = parts[0].toLowerCase(Locale.ROOT);
        String value = parts.length == 1 ? "" : unquoted(parts[1].strip());
        switch (command) {
            case "defaults" -> {
                defaults = new LinkedHashMap<>(defaults);
                current = defaults;
            }
            case "account" -> begin(value, place);
            case "eval" -> remarks.add(Remark.of(Kind.COMMAND_NOT_RUN, place, "command", value.split("\\s+", 2)[0]));
            case "password" -> current.put(command, new Entry(IniText.SECRET, place));
            default -> current.put(command, new Entry(value, place));
        }
    }

    /** Nothing else means anything within. */
    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private void begin(String value, Place place) throws UnreadableProgram {
        int colon = value.indexOf(':');
        String name = (colon < 0 ? value : value.substring(0, colon)).strip();
        if (name.isEmpty()) throw new UnreadableProgram(place, "\"account\" needs a name behind it.");
        if (accounts.size() == ACCOUNTS)
            throw new UnreadableProgram(place, "there are more than " + ACCOUNTS + " accounts.");
        current = new LinkedHashMap<>(defaults);
        if (colon >= 0)
            for (String each : value.substring(colon + 1).split(",")) {
                var other = accounts.get(each.strip());
                if (other == null)
                    throw new UnreadableProgram(
                            place,
                            "the account \"" + Draft.plain(each)
                                    + "\" is not there above. msmtp reads the file from top to bottom.");
                // What the other has by itself counts over the defaults, which it has copied too.
                current.putAll(other);
            }
        accounts.put(name, current);
        places.put(name, place);
    }

    private Imported account(String name, Map<String, Entry> set) throws UnreadableProgram {
        var place = Optional.ofNullable(places.get(name)).orElseThrow();
        var draft = new Draft(PROGRAM, name, place);
        var host = set.get("host");
        if (host == null) return draft.done();
        draft.address(value(set, "from").matches(".*[*?%\\[].*") ? "" : value(set, "from"));
        boolean tls = isOn(set, "tls", false);
        boolean starts = isOn(set, "tls_starttls", true);
        Security security = !tls ? Security.NONE : starts ? Security.STARTTLS : Security.TLS;
        var setting = said(set, tls ? "tls_starttls" : "tls", tls ? "on" : "off", place);
        var port = set.get("port");
        int number = port == null ? (security == Security.TLS ? 465 : 25) : Draft.port(port);
        boolean signsIn = set.containsKey("auth") && !value(set, "auth").equals("off");
        if (!signsIn)
            draft.remark(
                    Kind.NO_SIGN_IN, set.containsKey("auth") ? set.get("auth").place() : place);
        draft.server(Protocol.SMTP, host.value(), number, security, signsIn ? value(set, "user") : "", setting);
        String auth = value(set, "auth").toLowerCase(Locale.ROOT);
        if (auth.equals("xoauth2") || auth.equals("oauthbearer")) draft.oauth();
        secret(draft, set);
        var checks = set.get("tls_certcheck");
        if (tls && checks != null && checks.value().equals("off"))
            draft.remark(Kind.CERTIFICATE_UNCHECKED, checks.place(), "setting", "tls_certcheck off");
        return draft.done();
    }

    private static void secret(Draft draft, Map<String, Entry> set) {
        var command = set.get("passwordeval");
        var clear = set.get("password");
        if (clear != null) draft.secretInClear(clear.place());
        if (command != null) draft.secretFromCommand(command.value(), command.place());
        draft.secret(SecretPlace.Kind.STORE, "~/.netrc");
    }

    private static Entry said(Map<String, Entry> set, String command, String otherwise, Place place) {
        var entry = set.get(command);
        return entry == null
                ? new Entry(command + " " + otherwise, place)
                : new Entry(command + " " + entry.value(), entry.place());
    }

    private static String value(Map<String, Entry> set, String command) {
        var entry = set.get(command);
        return entry == null ? "" : entry.value();
    }

    /** Without a word behind it, it is on. */
    private static boolean isOn(Map<String, Entry> set, String command, boolean otherwise) {
        var entry = set.get(command);
        return entry == null ? otherwise : !entry.value().equals("off");
    }
}
