package org.mailstead.settings;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.settings.Provider.Limits;
import org.mailstead.settings.Provider.Note;
import org.mailstead.settings.Provider.OAuth;
import org.mailstead.settings.Provider.Offer;
import org.mailstead.texts.Language;

/** Reads what is known of a provider from TOML. docs/providers.md has each field. The first thing wrong is told with its place. */
final class ProviderFile {
    private static final List<String> FIELDS = List.of(
            "name",
            "checked",
            "source",
            "domains",
            "mail-hosts",
            "secrets",
            "app-password-letters",
            "user-name",
            "imap",
            "pop3",
            "smtp",
            "notes",
            "oauth",
            "limits");

    /** Where programs find a provider's own program that runs beside them. */
    static final String BRIDGE = "127.0.0.1";

    /** Small letters, labels with dots between, at least two; the names in the files are written one way only. */
    private static final Pattern NAME = Pattern.compile("([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z][a-z0-9-]*[a-z0-9]");

    /** Above each limit that a provider of mail has told: a number beyond is a slip of the pen. */
    private static final int MOST_PER_DAY = 1_000_000;

    private static final long MOST_BYTES = 1L << 30;

    private final String id;
    private final FactTable facts;

    private ProviderFile(String id, FactTable facts) {
        this.id = id;
        this.facts = facts;
    }

    /**
     * @param id the file's name, without its ending
     * @throws ProviderFileException at the first thing that is wrong
     */
    static Provider parse(String id, String text) throws ProviderFileException {
        return new ProviderFile(id, FactTable.parse(id + ".toml", text)).provider();
    }

    private Provider provider() throws ProviderFileException {
        facts.allow(FIELDS);
        var letters = facts.optionalNumber("app-password-letters", 4, 64);
        return new Provider(
                id,
                facts.text("name"),
                names("domains", "*."),
                names("mail-hosts", "!"),
                servers(),
                secrets(),
                letters.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Math.toIntExact(letters.getAsLong())),
                notes(),
                oauth(),
                limits(),
                facts.date("checked"),
                facts.text("source"));
    }

    /** @param mayBegin what may stand before a name */
    private List<String> names(String field, String mayBegin) throws ProviderFileException {
        var names = facts.texts(field);
        for (String each : names) {
            String bare = each.startsWith(mayBegin) ? each.substring(mayBegin.length()) : each;
            if (!NAME.matcher(bare).matches())
                throw facts.wrong(field, "has \"" + each + "\", which is no name of a domain in small letters.");
        }
        return names;
    }

    private List<Secret> secrets() throws ProviderFileException {
        var secrets = new ArrayList<Secret>();
        for (String each : facts.texts("secrets")) secrets.add(facts.choice("secrets", each, Secret.values()));
        return secrets;
    }

    private List<Offer> servers() throws ProviderFileException {
        var user = facts.optionalChoice("user-name", UserName.values()).orElse(UserName.ADDRESS);
        var offers = new ArrayList<Offer>();
        for (var protocol : Protocol.values()) {
            for (var table : facts.tables(FactTable.word(protocol))) {
                table.allow(List.of("host", "port", "security", "user-name"));
                String host = table.text("host");
                if (!NAME.matcher(host).matches() && !host.equals(BRIDGE))
                    throw table.wrong("host", "is no name of a host in small letters.");
                offers.add(new Offer(
                        protocol,
                        host,
                        table.number("port", 1, 65535),
                        table.choice("security", table.text("security"), Security.values()),
                        table.optionalChoice("user-name", UserName.values()).orElse(user)));
            }
        }
        return offers;
    }

    private List<Note> notes() throws ProviderFileException {
        var notes = new ArrayList<Note>();
        for (var table : facts.tables("notes")) {
            var kind = table.choice("say", table.text("say"), Note.Kind.values());
            var allowed = new ArrayList<>(kind.wanted());
            allowed.add("say");
            var values = new TreeMap<String, String>();
            for (String each : kind.wanted()) {
                values.put(each, table.text(each));
                for (var language : Language.values()) {
                    String other = each + "-" + language.tag();
                    allowed.add(other);
                    table.optionalText(other).ifPresent(text -> values.put(other, text));
                }
            }
            table.allow(allowed);
            notes.add(new Note(kind, values));
        }
        return notes;
    }

    private Optional<OAuth> oauth() throws ProviderFileException {
        var found = facts.table("oauth");
        if (found.isEmpty()) return Optional.empty();
        var table = found.get();
        table.allow(List.of("authorize", "token", "device", "registration", "scopes"));
        var device = table.has("device") ? Optional.of(link(table, "device")) : Optional.<String>empty();
        return Optional.of(new OAuth(
                link(table, "authorize"),
                link(table, "token"),
                device,
                scopes(table),
                table.choice("registration", table.text("registration"), OAuth.Registration.values())));
    }

    private static Map<Protocol, List<String>> scopes(FactTable oauth) throws ProviderFileException {
        var table = oauth.table("scopes").orElseThrow(() -> oauth.wrong("scopes", "is missing."));
        table.allow(List.of("imap", "pop3", "smtp"));
        var scopes = new EnumMap<Protocol, List<String>>(Protocol.class);
        for (var protocol : Protocol.values()) {
            var texts = table.texts(FactTable.word(protocol));
            if (!texts.isEmpty()) scopes.put(protocol, texts);
        }
        return scopes;
    }

    private static String link(FactTable table, String field) throws ProviderFileException {
        String link = table.text(field);
        if (link.startsWith("https://")) return link;
        throw table.wrong(field, "has to begin with https://.");
    }

    private Limits limits() throws ProviderFileException {
        var found = facts.table("limits");
        if (found.isEmpty()) return Limits.UNKNOWN;
        var table = found.get();
        table.allow(List.of("connections", "sending", "per-minute", "per-day", "recipients-per-day", "message-bytes"));
        return new Limits(
                small(table.optionalNumber("connections", 1, 1000)),
                small(table.optionalNumber("sending", 1, 1000)),
                small(table.optionalNumber("per-minute", 1, 10_000)),
                small(table.optionalNumber("per-day", 1, MOST_PER_DAY)),
                small(table.optionalNumber("recipients-per-day", 1, MOST_PER_DAY)),
                table.optionalNumber("message-bytes", 1, MOST_BYTES));
    }

    private static OptionalInt small(OptionalLong number) {
        return number.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Math.toIntExact(number.getAsLong()));
    }
}
