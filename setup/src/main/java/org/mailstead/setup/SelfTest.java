package org.mailstead.setup;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.mailstead.directory.Account;
import org.mailstead.directory.AppPassword;
import org.mailstead.directory.Directory;
import org.mailstead.directory.SignInAttempt;
import org.mailstead.directory.Use;
import org.mailstead.exports.JsonText;
import org.mailstead.texts.Language;
import org.mailstead.web.FormFields;
import org.mailstead.web.WebRequest;
import org.mailstead.web.WebResponse;
import org.mailstead.why.Explanations;
import tools.jackson.core.JsonGenerator;

/** Watches whether the program that somebody is setting up has connected, with the password that was made for it. */
final class SelfTest {
    private static final String NUMBER = "number";
    private static final String SINCE = "since";
    private static final int FORBIDDEN = 403;
    private static final int BAD_REQUEST = 400;

    private final Directory directory;
    private final Explanations explanations;
    private final BrowserSession sessions;
    private final Clock clock;

    SelfTest(Directory directory, Explanations explanations, BrowserSession sessions, Clock clock) {
        this.directory = directory;
        this.explanations = explanations;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** Where a page asks how far it is. */
    static String address(AppPassword password, Instant since, Language language) {
        return SetupPages.STATE + "?" + NUMBER + "=" + password.number() + "&" + SINCE + "=" + since.getEpochSecond()
                + "&" + Choice.LANGUAGE + "=" + language.tag();
    }

    /**
     * How far it is.
     *
     * @param done whether nothing is left to wait for
     */
    record State(String text, boolean done) {}

    WebResponse state(WebRequest request) {
        Optional<Account> visitor = sessions.of(request);
        try {
            FormFields asked = FormFields.parse(request.query());
            var wording = new Wording(Choice.of(asked, request).language());
            if (visitor.isEmpty()) return json(FORBIDDEN, new State(wording.get("session-over"), true));
            long number = Long.parseLong(asked.orEmpty(NUMBER));
            Instant since = Instant.ofEpochSecond(Math.clamp(
                    Long.parseLong(asked.orEmpty(SINCE)), 0, clock.instant().getEpochSecond()));
            State state = directory.appPasswords().of(visitor.get().address()).stream()
                    .filter(each -> each.number() == number)
                    .findFirst()
                    .map(password -> of(directory.history().of(visitor.get().id()), password, since, wording))
                    .map(found -> explained(found, visitor.get(), number, since, wording))
                    .orElseGet(() -> new State(wording.get("test.revoked"), true));
            return json(200, state);
        } catch (FormFields.Malformed | NumberFormatException e) {
            return json(BAD_REQUEST, new State("?", true));
        }
    }

    /** As long as it is not done, what keeps the program from it. */
    private State explained(State found, Account account, long number, Instant since, Wording wording) {
        if (found.done()) return found;
        return explanations
                .since(account, since, OptionalLong.of(number), wording.language())
                .filter(said -> !said.works())
                .map(said -> new State(said.sentence() + " " + said.advice(), false))
                .orElse(found);
    }

    /** @param attempts of the account, the newest first */
    static State of(List<SignInAttempt> attempts, AppPassword password, Instant since, Wording wording) {
        Predicate<SignInAttempt> welcome = each -> each.isWelcome()
                && each.device().equals(password.label())
                && !each.last().isBefore(since);
        Optional<SignInAttempt> read = attempts.stream()
                .filter(welcome)
                .filter(each -> each.use() == Use.IMAP || each.use() == Use.POP3)
                .findFirst();
        Optional<SignInAttempt> sent = attempts.stream()
                .filter(welcome)
                .filter(each -> each.use() == Use.SMTP)
                .findFirst();
        boolean onlySends = !password.uses().contains(Use.IMAP);
        if (onlySends)
            return sent.map(it -> new State(told(wording, "test.sender", it), true))
                    .orElseGet(() -> waiting(attempts, since, wording));
        if (read.isPresent() && sent.isPresent()) return new State(told(wording, "test.done", sent.get()), true);
        return read.map(it -> new State(told(wording, "test.reads", it), false))
                .or(() -> sent.map(it -> new State(told(wording, "test.sends", it), false)))
                .orElseGet(() -> waiting(attempts, since, wording));
    }

    private static State waiting(List<SignInAttempt> attempts, Instant since, Wording wording) {
        return attempts.stream()
                .filter(each -> !each.isWelcome() && !each.last().isBefore(since))
                .findFirst()
                .map(each -> new State(told(wording, "test.refused", each), false))
                .orElseGet(() -> new State(wording.get("test.waiting"), false));
    }

    private static String told(Wording wording, String key, SignInAttempt attempt) {
        String program = attempt.program().isEmpty() ? "" : wording.get("test.program", "program", attempt.program());
        return wording.get(key, "protocol", protocol(attempt.use()), "from", attempt.from(), "program", program);
    }

    private static String protocol(Use use) {
        return switch (use) {
            case IMAP -> "IMAP";
            case POP3 -> "POP3";
            case SMTP -> "SMTP";
            case SIEVE -> "ManageSieve";
            case DAV -> "CalDAV";
            case WEB -> "HTTPS";
        };
    }

    private static WebResponse json(int status, State state) {
        return json(status, json -> {
            json.writeStringProperty("text", state.text());
            json.writeBooleanProperty("done", state.done());
        });
    }

    /** For the script of a page. */
    static WebResponse json(int status, Consumer<JsonGenerator> properties) {
        return WebResponse.of(status, "application/json", JsonText.object(properties))
                .with("Cache-Control", "no-store");
    }
}
