package org.mailstead.setup;

import java.io.IOException;
import java.util.Optional;
import org.mailstead.directory.Account;
import org.mailstead.web.FormFields;
import org.mailstead.web.FormSeal;
import org.mailstead.web.HtmlBody;
import org.mailstead.web.Route;
import org.mailstead.web.WebRequest;
import org.mailstead.web.WebResponse;

/** Asks who it is, before a page that is for people of this server only. Whoever is let in here is let in there too, for an hour. */
public final class FrontDoor {
    private static final int SEE_OTHER = 303;
    private static final int FORBIDDEN = 403;
    private static final int BAD_REQUEST = 400;

    private final String path;
    private final String about;
    private final BrowserSession sessions;
    private final FormSeal forms;
    private final SignInForm signInForm;

    /**
     * @param path of the page behind it, to which its form is sent
     * @param about the first part of the keys of its texts
     */
    FrontDoor(String path, String about, BrowserSession sessions, FormSeal forms, SignInForm signInForm) {
        this.path = path;
        this.about = about;
        this.sessions = sessions;
        this.forms = forms;
        this.signInForm = signInForm;
    }

    /** Who was let in. */
    public Optional<Account> visitor(WebRequest request) {
        return sessions.of(request);
    }

    /** For whoever was not: the form, or what came of it. */
    public WebResponse answer(WebRequest request) throws IOException {
        if (request.method().equals(Route.GET) || request.method().equals("HEAD"))
            return page(request, 200, Choice.of(request), Steps.Said.NOTHING);
        FormFields typed;
        try {
            typed = FormFields.parse(request.body());
        } catch (FormFields.Malformed e) {
            return page(request, BAD_REQUEST, Choice.of(request), Steps.Said.wrong("old-form"));
        }
        var choice = Choice.of(typed, request);
        if (!forms.holds(request, typed.orEmpty(FormSeal.FIELD), path))
            return page(request, FORBIDDEN, choice, Steps.Said.wrong("old-form"));
        SignInForm.Judged judged = signInForm.judge(request, typed, choice.address());
        Account account = judged.account();
        if (account == null) return page(request, judged.status(), choice, judged.said());
        WebResponse there = WebResponse.sentence(SEE_OTHER, "Go on at " + path)
                .with("Location", choice.with("").at(path));
        return sessions.begin(there, account);
    }

    private WebResponse page(WebRequest request, int status, Choice choice, Steps.Said said) {
        var sealed = forms.seal(request, path);
        var wording = new Wording(choice.language());
        var body = new HtmlBody();
        var place = new Steps.Place(choice, wording, Optional.empty(), sealed.seal(), said, body);
        String title = wording.get(about + ".title");
        body.leaf("h1", title).leaf("p", wording.get(about + ".sign-in"));
        place.sayWrong();
        body.open("form", "method", "post", "action", path);
        PageFrame.hidden(body, FormSeal.FIELD, sealed.seal());
        choice.with("").each((key, value) -> PageFrame.hidden(body, key, value));
        SignInForm.write(place);
        body.close();
        return sealed.onto(PageFrame.page(status, choice, path, Optional.empty(), "", title, body));
    }
}
