package org.mailstead.why;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mailstead.directory.SignInAttempt;
import org.mailstead.directory.Use;

/** What it comes to: the newest trouble that is not over, or else that it works. */
final class Diagnosis {
    /** Trouble older than this is an old device's, once others sign in. */
    private static final Duration STALE = Duration.ofDays(2);

    /** For so long somebody may stand before the page whose program tries from an unknown network. */
    private static final Duration JUST_NOW = Duration.ofHours(1);

    /** As long as wrong tries are counted, {@code docs/signing-in.md}. */
    static final Duration TOO_MANY_LAST = Duration.ofMinutes(10);

    /** Anybody can bring about these; the others only who has shown something right. */
    private static final Set<String> BY_ANYBODY = Set.of(
            "wrong-password",
            "no-such-account",
            "ambiguous-name",
            "too-many-tries",
            "unavailable",
            "no-tls",
            "password-shown",
            "anothers-credentials",
            "token-unknown",
            "certificate-unknown",
            "disabled");

    /** The browser asks for the code next: nothing went wrong. */
    private static final String CODE_WANTED = "code-wanted";

    private final Evidence evidence;
    private final List<SignInAttempt> welcomes;

    private Diagnosis(Evidence evidence) {
        this.evidence = evidence;
        welcomes = evidence.attempts().stream()
                .filter(SignInAttempt::isWelcome)
                .filter(each -> each.use() != Use.WEB)
                .toList();
    }

    static Finding of(Evidence evidence) {
        return new Diagnosis(evidence).find(Instant.MIN);
    }

    /** Of tries since then only; empty if there are none. */
    static Optional<Finding> since(Instant begin, Evidence evidence) {
        Finding found = new Diagnosis(evidence).find(begin);
        return found.cause() == Cause.NOBODY_TRIED ? Optional.empty() : Optional.of(found);
    }

    /** The same for the program that has an app password: once it was let in, only what fails there afterwards counts. */
    static Optional<Finding> since(Instant begin, String device, Evidence evidence) {
        var diagnosis = new Diagnosis(evidence);
        Optional<SignInAttempt> welcome = diagnosis.welcomes.stream()
                .filter(each -> each.device().equals(device) && !each.last().isBefore(begin))
                .findFirst();
        if (welcome.isEmpty()) return diagnosis.trouble(begin).findFirst().map(diagnosis::explain);
        return Optional.of(diagnosis
                .trouble(welcome.get().last())
                .filter(each -> each.from().equals(welcome.get().from()))
                .findFirst()
                .map(diagnosis::explain)
                .orElseGet(() -> Finding.of(Cause.WORKS, welcome.get())));
    }

    private Finding find(Instant begin) {
        Optional<SignInAttempt> works =
                welcomes.stream().filter(each -> !each.last().isBefore(begin)).findFirst();
        Optional<SignInAttempt> trouble =
                trouble(begin).filter(each -> !isStale(each)).findFirst();
        if (trouble.isPresent()) return explain(trouble.get());
        return works.map(each -> Finding.of(Cause.WORKS, each)).orElseGet(Finding::nothing);
    }

    /** What has failed and has not worked since, the newest first. */
    private Stream<SignInAttempt> trouble(Instant begin) {
        return Stream.concat(evidence.attempts().stream(), evidence.like().stream())
                .filter(each -> !each.isWelcome() && !each.verdict().equals(CODE_WANTED))
                .filter(each -> !each.last().isBefore(begin))
                .filter(each -> !isOver(each))
                .sorted(Comparator.comparing(SignInAttempt::last).reversed());
    }

    private boolean isOver(SignInAttempt trouble) {
        return evidence.attempts().stream()
                .filter(SignInAttempt::isWelcome)
                .filter(each -> !each.last().isBefore(trouble.last()))
                .anyMatch(each -> isSamePlace(each, trouble));
    }

    /** Many programs say their name only after they were let in, and SMTP has none. */
    private static boolean isSamePlace(SignInAttempt one, SignInAttempt other) {
        boolean sameProgram = one.program().equals(other.program())
                || one.program().isEmpty()
                || other.program().isEmpty();
        return one.use() == other.use() && one.from().equals(other.from()) && sameProgram;
    }

    private boolean isStale(SignInAttempt trouble) {
        Duration most = isStranger(trouble) ? JUST_NOW : STALE;
        return trouble.last().plus(most).isBefore(evidence.now())
                && welcomes.stream().anyMatch(each -> each.last().isAfter(trouble.last()) || isStranger(trouble));
    }

    private boolean isStranger(SignInAttempt trouble) {
        return BY_ANYBODY.contains(trouble.verdict())
                && !welcomes.isEmpty()
                && !evidence.atHome().test(trouble.from());
    }

    private Finding explain(SignInAttempt trouble) {
        if (evidence.like().contains(trouble)) return name(trouble);
        return switch (trouble.verdict()) {
            case "wrong-password" -> isStranger(trouble) ? stranger(trouble) : wrongPassword(trouble);
            case "too-many-tries" -> tooMany(trouble);
            case "no-such-account" -> Finding.of(Cause.NOT_IN_DIRECTORY, trouble);
            case "ambiguous-name" -> Finding.of(Cause.DOMAIN_MISSING, trouble);
            default -> Finding.of(cause(trouble.verdict()), trouble);
        };
    }

    private static Cause cause(String verdict) {
        return Stream.of(Cause.values())
                .filter(each -> each.code().equals(verdict))
                .findFirst()
                .orElse(Cause.OTHER);
    }

    private Finding stranger(SignInAttempt trouble) {
        return Finding.of(Cause.STRANGER, trouble).beside(welcomes.getFirst());
    }

    private Finding wrongPassword(SignInAttempt trouble) {
        return takenBack(trouble)
                .or(() -> changed(trouble))
                .or(() -> outgoing(trouble))
                .orElseGet(() -> {
                    if (evidence.secondFactor()) return Finding.of(Cause.WRONG_WITH_SECOND_FACTOR, trouble);
                    return welcomes.stream()
                            .filter(each -> !isSamePlace(each, trouble))
                            .filter(each -> each.last().plus(STALE).isAfter(trouble.last()))
                            .findFirst()
                            .map(each -> Finding.of(Cause.WRONG_PASSWORD_STORED, trouble)
                                    .beside(each))
                            .orElseGet(() -> Finding.of(Cause.WRONG_PASSWORD, trouble));
                });
    }

    /** An app password that is gone, and that this program used. */
    private Optional<Finding> takenBack(SignInAttempt trouble) {
        return evidence.changes().takenBack().stream()
                .filter(each -> !each.when().isAfter(trouble.last()))
                .filter(each -> used(each.label(), trouble, each.when()))
                .findFirst()
                .map(each -> Finding.of(Cause.APP_PASSWORD_TAKEN_BACK, trouble)
                        .with(each.label())
                        .from(each.when()));
    }

    private Optional<Finding> changed(SignInAttempt trouble) {
        return evidence.changes()
                .password()
                .filter(when -> !when.isAfter(trouble.last()) && used("", trouble, when))
                .map(when -> Finding.of(Cause.PASSWORD_CHANGED, trouble).from(when));
    }

    /** Whether this program was let in with it until then; times that were written down are known to the second. */
    private boolean used(String device, SignInAttempt trouble, Instant until) {
        Stream<SignInAttempt> lastUse = Optional.ofNullable(evidence.lastUses().get(device)).stream();
        return Stream.concat(lastUse, welcomes.stream())
                .filter(each -> each.device().equals(device) && each.first().getEpochSecond() <= until.getEpochSecond())
                .anyMatch(each -> isSamePlace(each, trouble));
    }

    /** Programs keep the password for sending on its own, and people change only the other one. */
    private Optional<Finding> outgoing(SignInAttempt trouble) {
        if (trouble.use() != Use.SMTP) return Optional.empty();
        return welcomes.stream()
                .filter(each -> each.use() != Use.SMTP && each.from().equals(trouble.from()))
                .filter(each -> each.last().plus(STALE).isAfter(trouble.last()))
                .findFirst()
                .map(each -> Finding.of(Cause.OUTGOING_PASSWORD, trouble).beside(each));
    }

    private Finding tooMany(SignInAttempt trouble) {
        Instant until = trouble.last().plus(TOO_MANY_LAST);
        Cause cause = until.isAfter(evidence.now()) ? Cause.TOO_MANY_TRIES : Cause.TOO_MANY_TRIES_OVER;
        return Finding.of(cause, trouble).from(until);
    }

    private Finding name(SignInAttempt trouble) {
        if (evidence.leadsToSeveral().test(trouble.typed())) return Finding.of(Cause.ALIAS_OF_SEVERAL, trouble);
        String typed = trouble.typed().strip().toLowerCase(Locale.ROOT);
        boolean sameLocal = typed.startsWith(evidence.account().address().local() + "@");
        return Finding.of(sameLocal ? Cause.DOMAIN_MISTYPED : Cause.NAME_MISTYPED, trouble);
    }
}
