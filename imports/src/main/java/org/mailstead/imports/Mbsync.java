package org.mailstead.imports;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailstead.imports.Remark.Kind;
import org.mailstead.settings.MailPorts;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;

/** The accounts of mbsync (isync): sections that an empty line ends, keywords in any case of letters. */
final class Mbsync implements ProgramSettings {
    private static final String PROGRAM = "mbsync";

    /** More than anybody has. */
    private static final int ACCOUNTS = 200;

    @Override
    public boolean recognises(String text) {
        return text.lines().map(String::strip).anyMatch(each -> each.matches("(?i)(IMAPAccount|IMAPStore)\\s+\\S+"));
    }

    /** Words behind a keyword. */
    private record Line(List<String> words, Place place) {
        Entry entry() {
            return new Entry(String.join(" ", words), place);
        }
    }

    private record Section(String name, Place place, Map<String, Line> lines) {
        Optional<Line> line(String... keywords) {
            for (String each : keywords) if (lines.containsKey(each)) return Optional.ofNullable(lines.get(each));
            return Optional.empty();
        }

        String value(String keyword) {
            return line(keyword)
                    .filter(each -> !each.words().isEmpty())
                    .map(each -> each.words().getFirst())
                    .orElse("");
        }
    }

    @Override
    public List<Imported> read(Path path, Reading reading) throws UnreadableProgram {
        var text = reading.open(path);
        var sections = new ArrayList<Section>();
        Section section = null;
        int number = 0;
        for (String each : text.lines()) {
            var place = text.at(++number);
            var words = words(each);
            if (each.isBlank()) section = null;
            if (words.isEmpty()) continue;
            String keyword = words.getFirst().toLowerCase(Locale.ROOT);
            var rest = words.subList(1, words.size());
            if (begins(keyword)) {
                section = section(keyword, rest, place);
                if (section != null && sections.size() < ACCOUNTS) sections.add(section);
            } else if (section != null)
                section.lines().put(keyword, new Line(keyword.equals("pass") ? List.of(IniText.SECRET) : rest, place));
        }
        var done = new ArrayList<Imported>();
        for (Section each : sections) if (each.line("host", "tunnel").isPresent()) done.add(account(each));
        return done;
    }

    private static boolean begins(String keyword) {
        return switch (keyword) {
            case "imapaccount", "imapstore", "maildirstore", "channel", "group" -> true;
            default -> false;
        };
    }

    private static @Nullable Section section(String keyword, List<String> words, Place place) throws UnreadableProgram {
        if (!keyword.startsWith("imap")) return null;
        if (words.isEmpty()) throw new UnreadableProgram(place, "\"" + keyword + "\" needs a name behind it.");
        return new Section(words.getFirst(), place, new LinkedHashMap<>());
    }

    /** Quotes may begin within a word; a backslash takes the meaning from what follows. */
    private static List<String> words(String line) {
        var words = new ArrayList<String>();
        int at = 0;
        while (at < line.length()) {
            while (at < line.length() && Character.isWhitespace(line.charAt(at))) at++;
            if (at == line.length() || line.charAt(at) == '#') break;
            var word = new StringBuilder();
            boolean quoted = false;
            for (; at < line.length(); at++) {
                char c = line.charAt(at);
                if (c == '\\' && at + 1 < line.length()) word.append(line.charAt(++at));
                else if (c == '"') quoted = !quoted;
                else if (!quoted && Character.isWhitespace(c)) break;
                else word.append(c);
            }
            words.add(word.toString());
        }
        return words;
    }

    private static Imported account(Section section) throws UnreadableProgram {
        var draft = new Draft(PROGRAM, section.name(), section.place());
        section.line("tunnel").ifPresent(each -> draft.remark(Kind.TUNNEL, each.place()));
        section.line("usercmd")
                .ifPresent(each -> draft.remark(Kind.COMMAND_NOT_RUN, each.place(), "command", first(each)));
        String host = section.value("host");
        // As it was written before there was a word for it.
        boolean old = host.regionMatches(true, 0, "imaps:", 0, 6);
        var type = section.line("tlstype", "ssltype");
        boolean tunnel = section.line("tunnel").isPresent();
        String word = type.map(Mbsync::first).orElse(old ? "imaps" : tunnel ? "none" : "starttls");
        Security security = security(section, word);
        var setting = type.map(each -> new Entry("TLSType " + first(each), each.place()))
                .orElse(new Entry("TLSType STARTTLS", section.place()));
        var port = section.line("port").map(Line::entry);
        int number = port.isPresent() ? Draft.port(port.get()) : MailPorts.usual(Protocol.IMAP, security);
        if (!host.isEmpty())
            draft.server(
                    Protocol.IMAP,
                    host.replaceFirst("(?i)^imaps?:(//)?", ""),
                    number,
                    security,
                    section.value("user"),
                    setting);
        section.line("authmechs", "authmech").ifPresent(each -> {
            String mechanisms = each.entry().value().toUpperCase(Locale.ROOT);
            if (mechanisms.contains("XOAUTH2") || mechanisms.contains("OAUTHBEARER")) draft.oauth();
        });
        section.line("pass").ifPresent(each -> draft.secretInClear(each.place()));
        section.line("passcmd")
                .ifPresent(
                        each -> draft.secretFromCommand(each.entry().value().replaceFirst("^\\+", ""), each.place()));
        if (section.value("usekeychain").equalsIgnoreCase("yes")) draft.secret(SecretPlace.Kind.STORE, "Keychain");
        return draft.done();
    }

    private static String first(Line line) {
        return line.words().isEmpty() ? "" : line.words().getFirst();
    }

    private static Security security(Section section, String word) throws UnreadableProgram {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "imaps" -> Security.TLS;
            case "starttls" -> Security.STARTTLS;
            case "none" -> Security.NONE;
            default ->
                throw new UnreadableProgram(
                        section.line("tlstype", "ssltype").map(Line::place).orElse(section.place()),
                        "\"" + Draft.plain(word) + "\" is no TLSType. There are None, STARTTLS and IMAPS.");
        };
    }
}
