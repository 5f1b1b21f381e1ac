package org.mailstead.imports;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mailstead.imports.Remark.Kind;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;

/** The smarthost of a Postfix, which all mail for elsewhere goes through. */
final class Postfix implements ProgramSettings {
    private static final String PROGRAM = "Postfix";

    /** Parameters that name each other twice over would grow without end. */
    private static final int VALUE = 8192;

    /** As deep as they may name each other. */
    private static final int DEPTH = 20;

    /** Names that are looked up, in all: one that comes to nothing could be named without end too. */
    private static final int STEPS = 10_000;

    private static final Pattern NAMED =
            Pattern.compile("\\$(?:\\{([A-Za-z0-9_]+)}|\\(([A-Za-z0-9_]+)\\)|([A-Za-z0-9_]+))");

    private static final Pattern HOP = Pattern.compile("(?<host>\\[[^\\]]*\\]|[^:\\[]+)(:(?<port>.*))?");

    /** Those that can be read without Postfix: lines of text. */
    private static final Pattern TEXT_MAP = Pattern.compile("(texthash|hash|lmdb|btree|inline|cdb|dbm):(?<file>/.*)");

    private int steps;

    @Override
    public boolean recognises(String text) {
        return text.lines()
                .anyMatch(each -> each.matches("(relayhost|smtpd_\\w+|smtp_sasl_\\w+|mydestination)\\s*=.*"));
    }

    @Override
    public List<Imported> read(Path path, Reading reading) throws UnreadableProgram {
        var parameters = parse(reading.open(path));
        var relay = Optional.ofNullable(parameters.get("relayhost"))
                .filter(each -> !each.value().isEmpty());
        if (relay.isEmpty()) return List.of();
        String hop = expanded(relay.get(), parameters, 1).strip();
        var match = HOP.matcher(hop);
        var draft = new Draft(PROGRAM, "relayhost", relay.get().place());
        if (!match.matches())
            return List.of(draft.remark(Kind.NO_HOST, relay.get().place(), "protocol", "SMTP", "host", hop)
                    .done());
        int number = port(
                Optional.ofNullable(match.group("port")).orElse("smtp"),
                relay.get().place());
        String level = level(parameters);
        boolean wrapped = value(parameters, "smtp_tls_wrappermode").equals("yes");
        boolean none = level.isEmpty() || level.equals("none");
        Security security = wrapped ? Security.TLS : none ? Security.NONE : Security.STARTTLS;
        String shown = wrapped ? "smtp_tls_wrappermode" : "smtp_tls_security_level";
        var entry = Optional.ofNullable(parameters.get(shown));
        var setting = entry.map(each -> new Entry(shown + " = " + each.value(), each.place()))
                .orElse(new Entry(shown, relay.get().place()));
        if (security == Security.STARTTLS && (level.equals("may") || level.equals("dane")))
            draft.remark(Kind.IF_POSSIBLE, setting.place(), "setting", setting.value(), "protocol", "SMTP");
        if (level.equals("encrypt"))
            draft.remark(Kind.CERTIFICATE_UNCHECKED, setting.place(), "setting", setting.value());
        boolean signsIn = value(parameters, "smtp_sasl_auth_enable").equals("yes");
        String user = "";
        if (signsIn) user = user(draft, hop, parameters, reading);
        else draft.remark(Kind.NO_SIGN_IN, relay.get().place());
        draft.server(Protocol.SMTP, match.group("host"), number, security, user, setting);
        if (value(parameters, "smtp_sasl_mechanism_filter").contains("xoauth2")) draft.oauth();
        return List.of(draft.done());
    }

    /** By their names in the system's list of services too. */
    private static int port(String told, Place place) throws UnreadableProgram {
        return switch (told) {
            case "smtp" -> 25;
            case "submission" -> 587;
            case "smtps", "submissions" -> 465;
            default -> Draft.port(new Entry(told, place));
        };
    }

    /** With the names of before Postfix 2.3. */
    private String level(Map<String, Entry> parameters) throws UnreadableProgram {
        String level = value(parameters, "smtp_tls_security_level");
        if (!level.isEmpty()) return level;
        if (value(parameters, "smtp_enforce_tls").equals("yes")) return "encrypt";
        return value(parameters, "smtp_use_tls").equals("yes") ? "may" : "";
    }

    /** A line that begins with a blank goes on with the one before; comments in between do not matter. */
    private static Map<String, Entry> parse(ConfigText text) {
        var parameters = new LinkedHashMap<String, Entry>();
        String last = "";
        int number = 0;
        for (String each : text.lines()) {
            number++;
            if (each.isBlank() || each.strip().startsWith("#")) continue;
            if (Character.isWhitespace(each.charAt(0))) {
                parameters.computeIfPresent(
                        last,
                        (name, old) -> old.value().length() > VALUE
                                ? old
                                : new Entry(old.value() + " " + each.strip(), old.place()));
                continue;
            }
            int sign = each.indexOf('=');
            if (sign < 0) continue;
            last = each.substring(0, sign).strip();
            parameters.put(last, new Entry(each.substring(sign + 1).strip(), text.at(number)));
        }
        return parameters;
    }

    private String value(Map<String, Entry> parameters, String name) throws UnreadableProgram {
        var entry = parameters.get(name);
        return entry == null ? "" : expanded(entry, parameters, 1).strip();
    }

    private String expanded(Entry entry, Map<String, Entry> parameters, int depth) throws UnreadableProgram {
        if (depth > DEPTH || ++steps > STEPS || entry.value().length() > VALUE)
            throw new UnreadableProgram(entry.place(), "values name each other here without end.");
        var whole = new StringBuilder();
        var names = NAMED.matcher(entry.value());
        int from = 0;
        while (names.find()) {
            whole.append(entry.value(), from, names.start());
            from = names.end();
            var other = parameters.get(names.group(names.group(1) != null ? 1 : names.group(2) != null ? 2 : 3));
            if (other != null) whole.append(expanded(other, parameters, depth + 1));
            if (whole.length() > VALUE)
                throw new UnreadableProgram(entry.place(), "values name each other here without end.");
        }
        return whole.append(entry.value(), from, entry.value().length()).toString();
    }

    /** By the file that the table is made of. What stands behind the user name in it is not kept. */
    private String user(Draft draft, String hop, Map<String, Entry> parameters, Reading reading)
            throws UnreadableProgram {
        String maps = value(parameters, "smtp_sasl_password_maps");
        var file = TEXT_MAP.matcher(maps);
        if (!file.matches()) return "";
        var path = reading.path(file.group("file"), Path.of("/"));
        draft.secret(SecretPlace.Kind.FILE, file.group("file"));
        if (path.isEmpty() || !Files.isReadable(path.get())) return "";
        for (String each : reading.open(path.get()).lines()) {
            String[] words = each.strip().split("\\s+", 2);
            if (words.length == 2 && words[0].equals(hop) && words[1].indexOf(':') >= 0)
                return words[1].substring(0, words[1].indexOf(':'));
        }
        return "";
    }
}
