package org.mailstead.why;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.mailstead.directory.AccountLanguages;
import org.mailstead.directory.Caller;
import org.mailstead.directory.RefusalTexts;
import org.mailstead.directory.SignIn;
import org.mailstead.directory.SignInAttempt;
import org.mailstead.texts.Language;

/**
 * The sentence for the program itself, that it may show to its person: once for each trouble, then in few words. May be called from any
 * thread.
 */
public final class Replies implements RefusalTexts {
    /** A telephone tries all day; whoever looks at it in the evening may read the sentence once more. */
    static final Duration SAID_AGAIN_AFTER = Duration.ofHours(6);

    /** Remembered, some 200 bytes each; the ones said first are forgotten first, and said again then. */
    static final int REMEMBERED = 10_000;

    /** Octets of what a line of SMTP or POP3 has room for beside its codes. RFC 5321 §4.5.3.1.5, RFC 2449 §4. */
    private static final int OCTETS = 450;

    private final AccountLanguages languages;
    private final Supplier<Doors> doors;
    private final Clock clock;
    private final Map<Trouble, Instant> said = new LinkedHashMap<>();

    private record Trouble(String whose, String from, String use, Cause cause) {}

    public Replies(AccountLanguages languages, Supplier<Doors> doors, Clock clock) {
        this.languages = languages;
        this.doors = doors;
        this.clock = clock;
    }

    @Override
    public Optional<Said> proved(SignIn.Proved who, SignIn.Reason reason, Caller caller) {
        return cause(reason.verdict()).map(cause -> {
            Words words = words(languages.of(who.account().id()));
            var finding = Finding.of(cause, attempt(who, reason, caller));
            Explanation explanation = words.toItself(who.account(), finding);
            String whole = explanation.sentence() + " " + explanation.advice();
            String sentence = fits(whole) ? whole : explanation.sentence();
            return said(who.account().id().value(), caller, cause, sentence, words.brief(cause));
        });
    }

    @Override
    public Optional<Said> anybody(String verdict, Caller caller) {
        return cause(verdict).map(cause -> {
            Words words = words(languages.usual());
            return said("", caller, cause, words.toAnybody(cause, caller.use()), words.brief(cause));
        });
    }

    private Said said(String whose, Caller caller, Cause cause, String sentence, String brief) {
        var trouble =
                new Trouble(whose, caller.from().getHostAddress(), caller.use().name(), cause);
        boolean now = fits(sentence) && isFirst(trouble);
        return new Said(now ? Optional.of(sentence) : Optional.empty(), brief);
    }

    /** In UTF-8; spelled in plain letters it may be longer by a few, never by more than it is here. */
    private static boolean fits(String text) {
        return text.codePoints().map(each -> each < 0x80 ? 1 : 3).sum() <= OCTETS;
    }

    private synchronized boolean isFirst(Trouble trouble) {
        Instant now = clock.instant();
        Instant before = said.get(trouble);
        if (before != null && now.isBefore(before.plus(SAID_AGAIN_AFTER))) return false;
        said.remove(trouble);
        said.put(trouble, now);
        if (said.size() > REMEMBERED) said.remove(said.keySet().iterator().next());
        return true;
    }

    /** Those for which there are texts: what can be told without telling who exists. */
    private static Optional<Cause> cause(String verdict) {
        return Stream.of(
                        Cause.APP_PASSWORD_WANTED,
                        Cause.NOT_FOR_THIS,
                        Cause.EXPIRED,
                        Cause.NOT_FOR_ANOTHER,
                        Cause.NO_TLS,
                        Cause.PASSWORD_SHOWN)
                .filter(each -> each.code().equals(verdict))
                .findFirst();
    }

    private Words words(Language language) {
        // No time is told in these.
        return new Words(language, doors.get(), clock.instant(), ZoneOffset.UTC);
    }

    private SignInAttempt attempt(SignIn.Proved who, SignIn.Reason reason, Caller caller) {
        Instant now = clock.instant();
        return new SignInAttempt(
                now,
                now,
                1,
                caller.use(),
                caller.port(),
                caller.tls(),
                caller.program(),
                who.account().address().toString(),
                who.device(),
                reason.verdict(),
                caller.from().getHostAddress(),
                caller.connection());
    }
}
