package org.mailstead.why;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailstead.directory.Account;
import org.mailstead.directory.AccountId;
import org.mailstead.directory.CredentialChanges;
import org.mailstead.directory.CredentialChanges.TakenBack;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.SignIn;
import org.mailstead.directory.SignInAttempt;
import org.mailstead.directory.Use;
import org.mailstead.texts.Language;

class DiagnosisTest {
    private static final Account ANN = new Account(new AccountId("abc"), MailAddress.of("ann@example.test"));
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final String HOME = "192.0.2.1";
    private static final String OFFICE = "192.0.2.2";
    private static final String AWAY = "203.0.113.9";
    private static final Doors DOORS = new Doors(
            "mail.example.test", Map.of(Use.IMAP, 993), Map.of(Use.IMAP, 143), Optional.of("https://mail/setup"));

    private static SignInAttempt tried(String verdict, Use use, String program, String from, Duration ago) {
        Instant when = NOW.minus(ago);
        return new SignInAttempt(
                when, when, 1, use, 993, Optional.of("TLSv1.3"), program, "ann", "", verdict, from, "c1");
    }

    private static SignInAttempt with(SignInAttempt one, String typed, String device) {
        return new SignInAttempt(
                one.first(),
                one.last(),
                one.times(),
                one.use(),
                one.port(),
                one.tls(),
                one.program(),
                typed,
                device,
                one.verdict(),
                one.from(),
                one.connection());
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }

    /** The newest first, as the history tells them. */
    private static Evidence evidence(SignInAttempt... attempts) {
        return new Evidence(
                ANN,
                List.of(attempts),
                List.of(),
                new CredentialChanges(Optional.empty(), List.of()),
                Map.of(),
                false,
                typed -> typed.startsWith("office@"),
                Set.of(HOME, OFFICE)::contains,
                NOW);
    }

    private static Evidence like(Evidence evidence, SignInAttempt... like) {
        return new Evidence(
                ANN,
                evidence.attempts(),
                List.of(like),
                evidence.changes(),
                evidence.lastUses(),
                evidence.secondFactor(),
                evidence.leadsToSeveral(),
                evidence.atHome(),
                NOW);
    }

    private static Evidence changed(Evidence evidence, CredentialChanges changes, Map<String, SignInAttempt> uses) {
        return new Evidence(
                ANN,
                evidence.attempts(),
                evidence.like(),
                changes,
                uses,
                evidence.secondFactor(),
                evidence.leadsToSeveral(),
                evidence.atHome(),
                NOW);
    }

    private static Evidence withSecondFactor(Evidence evidence) {
        return new Evidence(
                ANN,
                evidence.attempts(),
                evidence.like(),
                evidence.changes(),
                evidence.lastUses(),
                true,
                evidence.leadsToSeveral(),
                evidence.atHome(),
                NOW);
    }

    private static CredentialChanges passwordChanged(Duration ago) {
        return new CredentialChanges(Optional.of(NOW.minus(ago)), List.of());
    }

    private static CredentialChanges takenBack(String label, Duration ago) {
        return new CredentialChanges(Optional.empty(), List.of(new TakenBack(label, NOW.minus(ago))));
    }

    private static SignInAttempt ok(Use use, String program, String from, int minutesAgo) {
        return tried("ok", use, program, from, minutes(minutesAgo));
    }

    private static SignInAttempt wrong(Use use, String program, String from, int minutesAgo) {
        return tried("wrong-password", use, program, from, minutes(minutesAgo));
    }

    private static final SignInAttempt PHONE = ok(Use.IMAP, "Phone", HOME, 5);
    private static final SignInAttempt PHONE_BEFORE = ok(Use.IMAP, "Phone", HOME, 90);
    private static final SignInAttempt LAPTOP_WRONG = wrong(Use.IMAP, "Laptop", HOME, 3);

    static Stream<Arguments> programs() {
        return Stream.of(
                Arguments.of("nobody tried", evidence(), Cause.NOBODY_TRIED),
                Arguments.of("let in", evidence(PHONE), Cause.WORKS),
                Arguments.of("only a browser", evidence(ok(Use.WEB, "", HOME, 1)), Cause.NOBODY_TRIED),
                Arguments.of("never right", evidence(LAPTOP_WRONG), Cause.WRONG_PASSWORD),
                Arguments.of(
                        "first device, unknown place", evidence(wrong(Use.IMAP, "", AWAY, 3)), Cause.WRONG_PASSWORD),
                Arguments.of("wrong, then right", evidence(PHONE, wrong(Use.IMAP, "", HOME, 9)), Cause.WORKS),
                Arguments.of("right, then wrong", evidence(wrong(Use.IMAP, "", HOME, 2), PHONE), Cause.WRONG_PASSWORD),
                Arguments.of("another works", evidence(LAPTOP_WRONG, PHONE), Cause.WRONG_PASSWORD_STORED),
                Arguments.of(
                        "another works later",
                        evidence(ok(Use.IMAP, "Phone", OFFICE, 1), LAPTOP_WRONG),
                        Cause.WRONG_PASSWORD_STORED),
                Arguments.of(
                        "reading works",
                        evidence(wrong(Use.SMTP, "[10.0.0.7]", HOME, 2), PHONE),
                        Cause.OUTGOING_PASSWORD),
                Arguments.of(
                        "an old device",
                        evidence(PHONE, tried("wrong-password", Use.IMAP, "Old", HOME, Duration.ofDays(3))),
                        Cause.WORKS),
                Arguments.of(
                        "old trouble, nothing since",
                        evidence(tried("wrong-password", Use.IMAP, "Old", HOME, Duration.ofDays(9))),
                        Cause.WRONG_PASSWORD),
                Arguments.of("a guesser", evidence(wrong(Use.IMAP, "", AWAY, 3), PHONE), Cause.STRANGER),
                Arguments.of("a guesser, hours ago", evidence(PHONE, wrong(Use.IMAP, "", AWAY, 200)), Cause.WORKS));
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                Arguments.of(
                        "changed since",
                        changed(
                                evidence(wrong(Use.IMAP, "", HOME, 2), PHONE_BEFORE),
                                passwordChanged(minutes(60)),
                                Map.of()),
                        Cause.PASSWORD_CHANGED),
                Arguments.of(
                        "changed since, and others know",
                        changed(
                                evidence(ok(Use.IMAP, "Laptop", OFFICE, 1), wrong(Use.IMAP, "Phone", HOME, 2)),
                                passwordChanged(minutes(60)),
                                Map.of("", PHONE_BEFORE)),
                        Cause.PASSWORD_CHANGED),
                Arguments.of(
                        "changed before it was ever right",
                        changed(evidence(LAPTOP_WRONG, PHONE), passwordChanged(minutes(60)), Map.of()),
                        Cause.WRONG_PASSWORD_STORED),
                Arguments.of(
                        "taken back",
                        changed(
                                evidence(wrong(Use.IMAP, "Phone", HOME, 2)),
                                takenBack("Phone", minutes(60)),
                                Map.of("Phone", with(PHONE_BEFORE, "ann", "Phone"))),
                        Cause.APP_PASSWORD_TAKEN_BACK),
                Arguments.of(
                        "another's was taken back",
                        changed(
                                evidence(LAPTOP_WRONG),
                                takenBack("Phone", minutes(60)),
                                Map.of("Phone", with(PHONE_BEFORE, "ann", "Phone"))),
                        Cause.WRONG_PASSWORD));
    }

    static Stream<Arguments> others() {
        return Stream.of(
                Arguments.of("second factor", withSecondFactor(evidence(LAPTOP_WRONG)), Cause.WRONG_WITH_SECOND_FACTOR),
                Arguments.of(
                        "too many just now",
                        evidence(tried("too-many-tries", Use.IMAP, "", HOME, minutes(9))),
                        Cause.TOO_MANY_TRIES),
                Arguments.of(
                        "too many before",
                        evidence(tried("too-many-tries", Use.IMAP, "", HOME, minutes(11))),
                        Cause.TOO_MANY_TRIES_OVER),
                Arguments.of(
                        "unknown elsewhere",
                        evidence(tried("no-such-account", Use.IMAP, "", HOME, minutes(1))),
                        Cause.NOT_IN_DIRECTORY),
                Arguments.of(
                        "name alone",
                        evidence(tried("ambiguous-name", Use.IMAP, "", HOME, minutes(1))),
                        Cause.DOMAIN_MISSING),
                Arguments.of("a typing mistake", mistyped("anm@example.test", PHONE), Cause.NAME_MISTYPED),
                Arguments.of("another domain", mistyped("Ann@exmaple.test", PHONE), Cause.DOMAIN_MISTYPED),
                Arguments.of("an alias", mistyped("office@example.test", PHONE), Cause.ALIAS_OF_SEVERAL),
                Arguments.of(
                        "a later version's",
                        evidence(tried("full-moon", Use.IMAP, "", HOME, minutes(1))),
                        Cause.OTHER));
    }

    private static Evidence mistyped(String typed, SignInAttempt works) {
        return like(evidence(works), with(tried("no-such-account", Use.POP3, "", HOME, minutes(1)), typed, ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"programs", "changes", "others"})
    void eachSituationHasItsCause(String name, Evidence evidence, Cause cause) {
        assertThat(Diagnosis.of(evidence).cause()).as(name).isEqualTo(cause);
        for (Language language : Language.values()) {
            Explanation said = words(language).explanation(ANN, Diagnosis.of(evidence));
            assertThat(said.sentence()).endsWith(".").doesNotContain("{", "\"\"", "„“", "  ");
            assertThat(said.advice()).endsWith(".").doesNotContain("{", "  ");
        }
    }

    private static Words words(Language language) {
        return new Words(language, DOORS, NOW, ZoneOffset.UTC);
    }

    /** Whatever the server may write down leads to a cause with words of its own, and to words in the table. */
    @ParameterizedTest
    @EnumSource(SignIn.Reason.class)
    void eachVerdictIsExplained(SignIn.Reason reason) {
        var attempt = tried(reason.verdict(), Use.IMAP, "", HOME, minutes(1));
        Cause expected = switch (reason) {
            case NO_SUCH_ACCOUNT -> Cause.NOT_IN_DIRECTORY;
            case CODE_WANTED -> Cause.NOBODY_TRIED;
            default -> Cause.valueOf(reason.name());
        };
        assertThat(Diagnosis.of(evidence(attempt)).cause()).isEqualTo(expected);
        for (Language language : Language.values())
            assertThat(words(language).row(attempt).verdict()).doesNotContain(reason.verdict());
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void eachCauseHasASentenceAndAnAdviceInEachLanguage(Cause cause) {
        var finding = new Finding(
                cause,
                Optional.of(wrong(Use.IMAP, "Mail", HOME, 1)),
                Optional.of(ok(Use.IMAP, "Phone", HOME, 1)),
                "Phone",
                Optional.of(NOW));
        var said = new ArrayList<String>();
        for (Language language : Language.values()) {
            Explanation explanation = words(language).explanation(ANN, finding);
            assertThat(explanation.sentence()).isNotBlank();
            assertThat(explanation.advice()).isNotBlank();
            assertThat(explanation.cause().code()).matches("[a-z]+(-[a-z]+)*");
            said.add(explanation.sentence());
            said.add(explanation.advice());
        }
        assertThat(said).doesNotHaveDuplicates();
    }

    @Test
    void onlyWhatHappenedSinceCounts() {
        Evidence before = evidence(ok(Use.IMAP, "Phone", HOME, 5));
        Instant begin = NOW.minus(minutes(2));
        assertThat(Diagnosis.since(begin, before)).isEmpty();
        Evidence after = evidence(wrong(Use.IMAP, "Laptop", HOME, 1), ok(Use.IMAP, "Phone", HOME, 5));
        assertThat(Diagnosis.since(begin, after).orElseThrow().cause()).isEqualTo(Cause.WRONG_PASSWORD_STORED);
    }

    @Test
    void theProgramWithTheAppPasswordIsWaitedFor() {
        Instant begin = NOW.minus(minutes(10));
        SignInAttempt old = wrong(Use.IMAP, "Old", OFFICE, 1);
        SignInAttempt other = ok(Use.IMAP, "Laptop", HOME, 2);
        assertThat(Diagnosis.since(begin, "Phone", evidence(other))).isEmpty();
        assertThat(Diagnosis.since(begin, "Phone", evidence(old, other))
                        .orElseThrow()
                        .cause())
                .isEqualTo(Cause.WRONG_PASSWORD_STORED);
        SignInAttempt phone = with(ok(Use.IMAP, "Phone", HOME, 3), "ann", "Phone");
        assertThat(Diagnosis.since(begin, "Phone", evidence(old, other, phone))
                        .orElseThrow()
                        .cause())
                .as("what fails elsewhere is another's matter")
                .isEqualTo(Cause.WORKS);
        SignInAttempt sending = wrong(Use.SMTP, "[10.0.0.7]", HOME, 1);
        assertThat(Diagnosis.since(begin, "Phone", evidence(sending, other, phone))
                        .orElseThrow()
                        .cause())
                .isEqualTo(Cause.OUTGOING_PASSWORD);
    }

    @Test
    void aRowOfTheTableIsInWords() {
        var attempt = new SignInAttempt(
                NOW.minus(Duration.ofDays(1)),
                NOW.minus(Duration.ofDays(1)),
                3,
                Use.POP3,
                110,
                Optional.empty(),
                "",
                "ann",
                "",
                "no-tls",
                HOME,
                "c1");
        assertThat(words(Language.GERMAN).row(attempt))
                .isEqualTo(new AttemptRow(
                        "gestern um 08:00",
                        "ohne Verschlüsselung abgewiesen",
                        "3-mal",
                        "POP3, Port 110",
                        "ohne TLS",
                        HOME,
                        "",
                        "ann",
                        ""));
        assertThat(words(Language.ENGLISH).row(attempt).when()).isEqualTo("yesterday at 08:00");
    }

    /** The whole of one, in both languages, as people see it. */
    @Test
    void itReadsLikeThis() {
        Evidence evidence = evidence(tried("no-tls", Use.IMAP, "", HOME, minutes(1)));
        assertThat(words(Language.ENGLISH).explanation(ANN, Diagnosis.of(evidence)))
                .isEqualTo(new Explanation(
                        Cause.NO_TLS,
                        "A program (IMAP, from 192.0.2.1) tried to sign in without encryption, where no password is taken.",
                        "Set the security of the connection in this program to SSL/TLS with port 993, or to STARTTLS with port 143.",
                        Optional.of(evidence.attempts().getFirst())));
        assertThat(words(Language.GERMAN)
                        .explanation(ANN, Diagnosis.of(evidence))
                        .advice())
                .isEqualTo(
                        "Stellen Sie die Sicherheit der Verbindung in diesem Programm auf SSL/TLS mit Port 993 oder auf"
                                + " STARTTLS mit Port 143.");
    }
}
