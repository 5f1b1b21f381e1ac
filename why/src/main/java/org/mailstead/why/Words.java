package org.mailstead.why;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mailstead.directory.Account;
import org.mailstead.directory.SignInAttempt;
import org.mailstead.directory.Use;
import org.mailstead.texts.Language;
import org.mailstead.texts.Texts;

/** Puts findings and tries into words of one language. */
final class Words {
    private static final Texts TEXTS = Texts.beside(Words.class, "why");

    private final Language language;
    private final Doors doors;
    private final Instant now;
    private final ZoneId zone;

    Words(Language language, Doors doors, Instant now, ZoneId zone) {
        this.language = language;
        this.doors = doors;
        this.now = now;
        this.zone = zone;
    }

    Explanation explanation(Account account, Finding finding) {
        return explanation(finding, values(account, finding));
    }

    /** Said to the program itself. */
    Explanation toItself(Account account, Finding finding) {
        var values = values(account, finding);
        values.put("program", text("program.this"));
        return explanation(finding, values);
    }

    private Explanation explanation(Finding finding, Map<String, String> values) {
        String code = finding.cause().code();
        return new Explanation(
                finding.cause(),
                TEXTS.in(language, "sentence." + code, values),
                TEXTS.in(language, "advice." + code, values),
                finding.attempt());
    }

    private Map<String, String> values(Account account, Finding finding) {
        var values = new LinkedHashMap<String, String>();
        String address = account.address().toString();
        values.put("account", address);
        values.put("host", doors.host());
        values.put("device", finding.device());
        finding.since().ifPresent(since -> values.put("since", time(since)));
        finding.other().ifPresent(other -> values.put("other", program(other)));
        values.put(
                "make",
                doors.setup()
                        .map(page -> text("make.page", Map.of("page", page)))
                        .orElseGet(() -> text("make.command", Map.of("account", address))));
        finding.attempt().ifPresent(attempt -> {
            values.put("program", program(attempt));
            values.put("protocol", protocol(attempt.use()));
            values.put("from", attempt.from());
            values.put("port", Integer.toString(attempt.port()));
            values.put("name", attempt.typed());
            values.put("times", times(attempt.times()));
            values.put("when", time(attempt.last()));
            values.put("verdict", attempt.verdict());
            values.put("tls", tls(attempt.use()));
            if (finding.device().isEmpty()) values.put("device", attempt.device());
        });
        return values;
    }

    /** As the subject of a sentence: what it calls itself, the protocol, from where, and with what. */
    private String program(SignInAttempt attempt) {
        // SMTP has no way to say it: what a program calls itself there is the name of its machine.
        boolean named = !attempt.program().isEmpty() && attempt.use() != Use.SMTP;
        var facts = new LinkedHashMap<String, String>();
        facts.put("protocol", protocol(attempt.use()));
        facts.put("from", attempt.from());
        facts.put("name", named ? attempt.program() : text("program.unnamed"));
        if (!attempt.isWelcome() || attempt.device().isEmpty()) return text("program", facts);
        facts.put("device", attempt.device());
        return text("program.device", facts);
    }

    private String protocol(Use use) {
        return text("protocol." + use.name().toLowerCase(Locale.ROOT));
    }

    private String times(int times) {
        return times == 1 ? text("times.one") : text("times.several", Map.of("times", Integer.toString(times)));
    }

    /** How a program has to be set for TLS. */
    private String tls(Use use) {
        Optional<Integer> tls = Optional.ofNullable(doors.tls().get(use));
        Optional<Integer> startTls = Optional.ofNullable(doors.startTls().get(use));
        if (tls.isPresent() && startTls.isPresent())
            return text(
                    "tls.both",
                    Map.of(
                            "tls",
                            tls.get().toString(),
                            "starttls",
                            startTls.get().toString()));
        if (tls.isPresent()) return text("tls.tls", Map.of("tls", tls.get().toString()));
        if (startTls.isPresent())
            return text("tls.starttls", Map.of("starttls", startTls.get().toString()));
        return text("tls.none");
    }

    private String time(Instant at) {
        ZonedDateTime local = at.atZone(zone);
        String clock = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).format(local);
        LocalDate today = now.atZone(zone).toLocalDate();
        if (local.toLocalDate().equals(today)) return text("time.today", Map.of("clock", clock));
        if (local.toLocalDate().equals(today.minusDays(1))) return text("time.yesterday", Map.of("clock", clock));
        String day = DateTimeFormatter.ofPattern(text("time.day"), Locale.of(language.tag()))
                .format(local);
        return text("time.other", Map.of("day", day, "clock", clock));
    }

    /** One try as a row of a table. */
    AttemptRow row(SignInAttempt attempt) {
        String verdict = "verdict." + attempt.verdict();
        return new AttemptRow(
                time(attempt.last()),
                TEXTS.has(verdict) ? text(verdict) : attempt.verdict(),
                attempt.times() == 1 ? "" : times(attempt.times()),
                attempt.port() == 0
                        ? protocol(attempt.use())
                        : text(
                                "row.port",
                                Map.of("protocol", protocol(attempt.use()), "port", Integer.toString(attempt.port()))),
                attempt.tls().orElseGet(() -> text("row.notls")),
                attempt.from(),
                attempt.program(),
                attempt.typed(),
                attempt.device());
    }

    /** Of a refusal, for the line that a protocol has for it. */
    String brief(Cause cause) {
        return text("brief." + cause.code());
    }

    /** What everybody is told. */
    String toAnybody(Cause cause, Use use) {
        var values = Map.of("program", text("program.this"), "tls", tls(use));
        return text("sentence." + cause.code(), values) + " " + text("advice." + cause.code(), values);
    }

    String heading(boolean like) {
        return text(like ? "heading.like" : "heading.attempts");
    }

    private String text(String key) {
        return TEXTS.in(language, key);
    }

    private String text(String key, Map<String, String> values) {
        return TEXTS.in(language, key, values);
    }
}
