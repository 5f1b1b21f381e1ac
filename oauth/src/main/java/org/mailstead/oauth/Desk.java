package org.mailstead.oauth;

import java.util.Optional;
import java.util.function.Supplier;
import org.mailstead.directory.Account;
import org.mailstead.directory.BrowserSignIn;
import org.mailstead.directory.BrowserSignIn.Outcome;
import org.mailstead.oauth.Consent.Before;
import org.mailstead.web.FormSeal;
import org.mailstead.web.WebRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where people sign in who let a program in.
 *
 * @param issuer the beginning of this server's own addresses, such as {@code https://mail.example.org}
 */
record Desk(BrowserSignIn people, FormSeal forms, Supplier<String> issuer) {
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

    /** @param before what to show if nobody is signed in */
    record Judged(Optional<Account> account, int status, Before before) {}

    Judged judge(WebRequest request, Parameters typed, String program) {
        String user = bounded(typed.orEmpty(Consent.USER));
        String password = typed.orEmpty(Consent.PASSWORD);
        Optional<String> code = typed.find(Consent.SECOND);
        Outcome outcome = password.length() > Consent.TYPED_CHARACTERS
                ? new Outcome.Wrong()
                : people.signIn(user, password, code, request.remote());
        return switch (outcome) {
            case Outcome.Welcome(Account account) -> {
                LOG.info(
                        "oauth: {} lets in \"{}\", from {}",
                        account.address(),
                        program,
                        request.remote().getHostAddress());
                yield new Judged(Optional.of(account), OK, Before.none(user));
            }
            case Outcome.Wrong() -> {
                LOG.info(
                        "oauth: wrong name or password on the page, from {}",
                        request.remote().getHostAddress());
                Phrase phrase = code.isPresent() ? Phrase.WRONG_CODE : Phrase.WRONG;
                yield new Judged(Optional.empty(), FORBIDDEN, new Before(user, phrase, code.isPresent()));
            }
            case Outcome.SecondFactorWanted() ->
                new Judged(Optional.empty(), OK, new Before(user, Phrase.SECOND_WANTED, true));
            case Outcome.TryLater() ->
                new Judged(Optional.empty(), TOO_MANY, new Before(user, Phrase.TRY_LATER, code.isPresent()));
        };
    }

    static final int OK = 200;
    static final int BAD_REQUEST = 400;
    static final int FORBIDDEN = 403;
    static final int TOO_MANY = 429;

    static String bounded(String typed) {
        return typed.length() > Consent.TYPED_CHARACTERS ? "" : typed;
    }

    /** The name under which people know this server. */
    String host() {
        return issuer.get().substring("https://".length());
    }
}
