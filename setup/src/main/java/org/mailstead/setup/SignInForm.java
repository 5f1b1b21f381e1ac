package org.mailstead.setup;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.Account;
import org.mailstead.directory.BrowserSignIn;
import org.mailstead.web.FormFields;
import org.mailstead.web.WebRequest;

/** The form by which people say who they are: address, password, and the code of a second factor once it is asked for. */
final class SignInForm {
    /** Of what somebody types into one field; longer passwords are refused everywhere. */
    private static final int TYPED = 1024;

    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;

    private final BrowserSignIn people;

    SignInForm(BrowserSignIn people) {
        this.people = people;
    }

    /**
     * What came of it.
     *
     * @param account who it is; null if that is not known
     * @param status of the page that is shown then
     * @param said what stands on it
     */
    record Judged(@Nullable Account account, int status, Steps.Said said) {}

    Judged judge(WebRequest request, FormFields typed, String address) {
        String password = typed.orEmpty(SetupPages.PASSWORD);
        Optional<String> code = typed.find(SetupPages.CODE);
        var outcome = password.length() > TYPED || code.orElse("").length() > TYPED
                ? new BrowserSignIn.Outcome.Wrong()
                : people.signIn(address, password, code, request.remote());
        return switch (outcome) {
            case BrowserSignIn.Outcome.Welcome(Account account) -> new Judged(account, 200, Steps.Said.NOTHING);
            case BrowserSignIn.Outcome.Wrong() ->
                new Judged(
                        null,
                        FORBIDDEN,
                        code.isPresent() ? Steps.Said.wrongCode() : Steps.Said.wrong("wrong-password"));
            case BrowserSignIn.Outcome.SecondFactorWanted() -> new Judged(null, 200, Steps.Said.codeWanted());
            case BrowserSignIn.Outcome.TryLater() -> new Judged(null, TOO_MANY, Steps.Said.wrong("try-later"));
        };
    }

    /** Into a form that is open. */
    static void write(Steps.Place place) {
        place.field(
                "address",
                Choice.ADDRESS,
                place.choice().address(),
                "type",
                "email",
                "autocomplete",
                "username",
                "maxlength",
                "300");
        place.field(
                "password",
                SetupPages.PASSWORD,
                "",
                "type",
                "password",
                "autocomplete",
                "current-password",
                "maxlength",
                "1024");
        if (place.said().code())
            place.field(
                    "code", SetupPages.CODE, "", "type", "text", "autocomplete", "one-time-code", "maxlength", "40");
        place.button("sign-in", SetupPages.SIGN_IN);
    }
}
