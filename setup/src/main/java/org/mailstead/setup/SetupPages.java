package org.mailstead.setup;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.mailstead.directory.Account;
import org.mailstead.directory.AppPasswords;
import org.mailstead.directory.BrowserSignIn;
import org.mailstead.directory.Directory;
import org.mailstead.directory.DirectoryException;
import org.mailstead.discovery.Domains;
import org.mailstead.discovery.ProfileLinks;
import org.mailstead.web.FormFields;
import org.mailstead.web.FormSeal;
import org.mailstead.web.Route;
import org.mailstead.web.Seal;
import org.mailstead.web.WebRequest;
import org.mailstead.web.WebResponse;
import org.mailstead.why.Explanations;

/** The pages below {@code /setup}: what was chosen so far decides which comes next. */
public final class SetupPages {
    static final String PATH = "/setup";
    static final String STATE = PATH + "/state";
    static final String ACTION = "action";
    static final String SIGN_IN = "sign-in";
    static final String SIGN_OUT = "sign-out";
    static final String MAKE = "make";
    static final String OTHER_DEVICE = "other-device";
    static final String USER = "user";
    static final String PASSWORD = "password";
    static final String CODE = "code";
    static final String LABEL = "label";

    private static final String POST = "POST";

    /** A form of ours: an address, a password and a code, each of up to 300 characters, percent signs included. */
    private static final int BODY_BYTES = 8 * 1024;

    private static final int SEE_OTHER = 303;
    private static final int FORBIDDEN = 403;
    private static final int BAD_REQUEST = 400;

    private final Directory directory;
    private final SignInForm signInForm;
    private final BrowserSession sessions;
    private final FormSeal forms;
    private final Steps steps;
    private final InvitePage invitePage;
    private final SelfTest selfTest;
    private final WhyPage whyPage;
    private final Clock clock;

    /**
     * What differs between servers, and between tests.
     *
     * @param origin the beginning of this server's addresses for browsers, such as {@code https://mail.example.org}; asked each time
     * @param random a secure one
     */
    public record Surroundings(BrowserSignIn people, Supplier<String> origin, Clock clock, RandomGenerator random) {}

    /**
     * @param profiles makes the links by which Apple's devices get their profile
     * @param explanations says why a program does not connect
     */
    public SetupPages(
            Directory directory,
            Domains domains,
            ProfileLinks profiles,
            Explanations explanations,
            Surroundings surroundings) {
        this.directory = directory;
        signInForm = new SignInForm(surroundings.people());
        clock = surroundings.clock();
        sessions = new BrowserSession(directory, clock);
        forms = new FormSeal(new Seal(directory.secrets().key("setup-forms")), clock, surroundings.random());
        steps = new Steps(domains, directory.appPasswords(), profiles, surroundings.origin());
        invitePage = new InvitePage(directory.invites(), sessions);
        selfTest = new SelfTest(directory, explanations, sessions, clock);
        whyPage = new WhyPage(explanations, sessions, forms, door(WhyPage.PATH, "why"));
    }

    private FrontDoor door(String path, String about) {
        return new FrontDoor(path, about, sessions, forms, signInForm);
    }

    /** Asks people who they are who want to have an account elsewhere examined. */
    public FrontDoor doctorsDoor(String path) {
        return door(path, "doctor");
    }

    /** The address of an invitation's page. */
    public static String link(String origin, String invite) {
        return origin + PATH + "/" + invite;
    }

    /** @param hosts by which names this server is known to browsers */
    public List<Route> routes(Predicate<String> hosts) {
        return List.of(
                new Route(hosts, PATH, Map.of(Route.GET, this::show, POST, this::act), false, BODY_BYTES),
                Route.get(hosts, STATE, selfTest::state),
                new Route(
                        hosts, WhyPage.PATH, Map.of(Route.GET, whyPage::show, POST, whyPage::show), false, BODY_BYTES),
                Route.get(hosts, WhyPage.STATE, whyPage::state),
                new Route(
                        hosts,
                        PATH + "/" + Route.ANY,
                        Map.of(Route.GET, invitePage::show, POST, invitePage::begin),
                        false,
                        BODY_BYTES));
    }

    private WebResponse show(WebRequest request) {
        try {
            var choice = Choice.of(FormFields.parse(request.query()), request);
            return page(request, 200, choice, Steps.Said.NOTHING);
        } catch (FormFields.Malformed e) {
            return page(request, BAD_REQUEST, Choice.of(request), Steps.Said.NOTHING);
        }
    }

    private WebResponse page(WebRequest request, int status, Choice choice, Steps.Said said) {
        var sealed = forms.seal(request, PATH);
        return sealed.onto(steps.next(status, choice, sessions.of(request), sealed.seal(), said));
    }

    private WebResponse act(WebRequest request) throws IOException {
        FormFields typed;
        try {
            typed = FormFields.parse(request.body());
        } catch (FormFields.Malformed e) {
            return page(request, BAD_REQUEST, Choice.of(request), Steps.Said.wrong("old-form"));
        }
        var choice = Choice.of(typed, request);
        if (!forms.holds(request, typed.orEmpty(FormSeal.FIELD), PATH))
            return page(request, FORBIDDEN, choice, Steps.Said.wrong("old-form"));
        return switch (typed.orEmpty(ACTION)) {
            case SIGN_IN -> signIn(request, typed, choice);
            case SIGN_OUT -> BrowserSession.end(to(choice.with("").withoutDevice()));
            case MAKE -> make(request, typed, choice);
            case OTHER_DEVICE -> otherDevice(request, choice);
            default -> to(choice);
        };
    }

    /** Not the page itself: what is loaded again must not be sent again. */
    static WebResponse to(Choice choice) {
        return WebResponse.sentence(SEE_OTHER, "Go on at " + PATH).with("Location", choice.at(PATH));
    }

    private WebResponse signIn(WebRequest request, FormFields typed, Choice choice) {
        SignInForm.Judged judged = signInForm.judge(request, typed, choice.address());
        Account account = judged.account();
        if (account == null) return page(request, judged.status(), choice, judged.said());
        return sessions.begin(to(choice.with(account.address().toString())), account);
    }

    private WebResponse make(WebRequest request, FormFields typed, Choice choice) {
        Optional<Account> visitor = sessions.of(request);
        if (visitor.isEmpty() || choice.program().isEmpty())
            return page(request, FORBIDDEN, choice, Steps.Said.wrong("session-over"));
        boolean sends = choice.program().get().onlySends();
        try {
            var made = directory
                    .appPasswords()
                    .make(
                            visitor.get().address(),
                            typed.orEmpty(LABEL),
                            sends ? AppPasswords.sending() : AppPasswords.everything(),
                            Optional.empty());
            return page(request, 200, choice, Steps.Said.made(made, clock.instant()));
        } catch (DirectoryException e) {
            return page(
                    request,
                    BAD_REQUEST,
                    choice,
                    Steps.Said.wrong(
                            switch (e.reason()) {
                                case ALREADY_EXISTS -> "label-taken";
                                case LIMIT -> "too-many-passwords";
                                default -> "label-bad";
                            }));
        }
    }

    private WebResponse otherDevice(WebRequest request, Choice choice) {
        Optional<Account> visitor = sessions.of(request);
        if (visitor.isEmpty()) return page(request, FORBIDDEN, choice, Steps.Said.wrong("session-over"));
        try {
            String invite = directory.invites().make(visitor.get().address(), InvitePage.TO_OTHER_DEVICE);
            return page(request, 200, choice, Steps.Said.invited(invite));
        } catch (DirectoryException e) {
            return page(request, BAD_REQUEST, choice, Steps.Said.wrong("too-many-links"));
        }
    }
}
