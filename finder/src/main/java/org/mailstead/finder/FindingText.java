package org.mailstead.finder;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.mailstead.finder.Finding.Doubt;
import org.mailstead.settings.AccountSettings;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.NoteText;
import org.mailstead.settings.Provider;
import org.mailstead.texts.Language;
import org.mailstead.texts.Texts;

/** A finding in words: what to set, what to know first, and how sure it is. */
public final class FindingText {
    private static final Texts TEXTS = Texts.beside(FindingText.class, "finding");

    private final Language language;
    private final Clock clock;

    /** @param clock by which facts are old */
    public FindingText(Language language, Clock clock) {
        this.language = language;
        this.clock = clock;
    }

    private String text(String key, String... namesAndValues) {
        var values = new HashMap<String, String>();
        for (int i = 0; i < namesAndValues.length; i += 2) values.put(namesAndValues[i], namesAndValues[i + 1]);
        return TEXTS.in(language, key, values);
    }

    /** For a terminal. */
    public String people(Finding finding) {
        var text = new StringBuilder(title(finding)).append("\n");
        finding.settings().ifPresent(settings -> settings(text.append('\n'), settings));
        var first = first(finding);
        if (!first.isEmpty()) text.append('\n').append(text("first")).append('\n');
        first.forEach(each -> text.append("  - ").append(each).append('\n'));
        text.append('\n').append(trust(finding)).append('\n');
        finding.provider().ifPresent(provider -> text.append(source(provider)).append('\n'));
        var doubts = doubts(finding);
        if (!doubts.isEmpty()) text.append('\n').append(text("doubts")).append('\n');
        doubts.forEach(each -> text.append("  ! ").append(each).append('\n'));
        return text.toString();
    }

    private String title(Finding finding) {
        if (finding.settings().isEmpty() && finding.provider().isEmpty())
            return text("title.nothing", "address", finding.address());
        return finding.provider()
                .map(provider -> text("title", "address", finding.address(), "provider", provider.name()))
                .orElseGet(() -> text("title.unknown", "address", finding.address()));
    }

    private void settings(StringBuilder text, AccountSettings settings) {
        for (Protocol protocol : Protocol.values())
            settings.server(protocol)
                    .ifPresent(
                            server -> text.append("  ").append(server(server)).append('\n'));
        var users = settings.servers().stream().map(MailServer::user).distinct().toList();
        if (users.size() == 1)
            text.append("  ").append(text("user", "user", users.getFirst())).append('\n');
        else
            for (Protocol protocol : Protocol.values())
                settings.server(protocol)
                        .ifPresent(server -> text.append("  ")
                                .append(text("user.for", "protocol", protocol.toString(), "user", server.user()))
                                .append('\n'));
        if (!settings.secrets().isEmpty())
            text.append("  ")
                    .append(text("secret", "secrets", secrets(settings)))
                    .append('\n');
    }

    /** A server, with both names for its kind of encryption. */
    public String server(MailServer server) {
        return text(
                "server",
                "protocol",
                padded(server.protocol().toString(), 4),
                "host",
                server.host(),
                "port",
                Integer.toString(server.port()),
                "security",
                text("security." + server.security().name().toLowerCase(Locale.ROOT)));
    }

    private static String padded(String word, int width) {
        return word + " ".repeat(Math.max(0, width - word.length()));
    }

    private String secrets(AccountSettings settings) {
        return settings.secrets().stream()
                .map(secret -> NoteText.of(secret, language))
                .reduce((one, other) -> text("secret.or", "one", one, "other", other))
                .orElse("");
    }

    /** What has to be known or done before a program gets in, in sentences. */
    public List<String> first(Finding finding) {
        var known = finding.provider().stream()
                .flatMap(provider -> provider.notes().stream().map(note -> NoteText.of(provider, note, language)));
        return Stream.concat(known, finding.steps().stream()).toList();
    }

    /** How sure it is, and why. */
    public String trust(Finding finding) {
        String key = "trust." + finding.trust().name().toLowerCase(Locale.ROOT);
        boolean closed = finding.provider()
                .flatMap(provider -> provider.note(Provider.Note.Kind.NO_PROGRAMS))
                .isPresent();
        if (finding.settings().isEmpty() && closed) return text("trust.no-programs");
        String from = finding.from().map(source -> source.look().place()).orElse("");
        if (finding.trust() == Finding.Trust.SURE && !finding.agreeing().isEmpty())
            return text(
                    key + ".agreeing",
                    "from",
                    from,
                    "agreeing",
                    finding.agreeing().getFirst().look().place());
        return text(key, "from", from);
    }

    private String source(Provider provider) {
        String day = provider.checked().toString();
        boolean old = provider.checked()
                .plusDays(Provider.GOOD_FOR.toDays())
                .isBefore(LocalDate.ofInstant(clock.instant(), clock.getZone()));
        return old
                ? text("unchecked", "provider", provider.name(), "day", day)
                : text("source", "day", day, "source", provider.source());
    }

    /** Something that is wrong, in a sentence or two. */
    public String doubt(Doubt doubt) {
        String key = "doubt." + doubt.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        if (doubt.kind() == Doubt.Kind.NO_DOMAIN && !doubt.why().isEmpty()) key += ".meant";
        return TEXTS.in(language, key, Map.of("what", doubt.what(), "why", doubt.why()));
    }

    /** The sentences that warn, each once. */
    public List<String> doubts(Finding finding) {
        return finding.doubts().stream().map(this::doubt).distinct().toList();
    }
}
