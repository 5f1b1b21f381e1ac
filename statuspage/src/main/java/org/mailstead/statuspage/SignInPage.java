package org.mailstead.statuspage;

import java.net.URI;
import java.util.Optional;
import org.mailstead.consulting.Frame;
import org.mailstead.gateway.Enrolment.Enrolled;
import org.mailstead.gateway.Trouble;
import org.mailstead.statuspage.SignIns.Outcome;
import org.mailstead.statuspage.SignIns.SignIn;
import org.mailstead.texts.Language;
import org.mailstead.web.Html;
import org.mailstead.web.HtmlBody;

/** One sign-in: on the way to the provider, while it is waited for, and what came of it. */
final class SignInPage {
    private final Language language;
    private final Wording wording;
    private final String path;

    /** @param path of the page with all accounts */
    SignInPage(Language language, String path) {
        this.language = language;
        wording = new Wording(language);
        this.path = path;
    }

    /** Says to whom it goes before it does. By a page and not by the form's answer: the form may lead nowhere but here. */
    HtmlBody onward(URI page) {
        var body = new HtmlBody();
        body.ours("<meta http-equiv=\"refresh\" content=\"1;url=" + Html.escaped(page.toString()) + "\">");
        body.leaf("h1", wording.get("onward", "host", host(page)));
        body.leaf("p", wording.get("onward.what"));
        body.open("p")
                .leaf("a", wording.get("onward.go", "host", host(page)), "href", page.toString(), "class", "button")
                .close();
        back(body);
        return body;
    }

    private static String host(URI page) {
        return Optional.ofNullable(page.getHost()).orElse(page.toString());
    }

    /** @param state where a script asks whether it is over */
    HtmlBody waiting(SignIn signIn, String state) {
        var body = new HtmlBody();
        body.ours("<noscript><meta http-equiv=\"refresh\" content=\"3\"></noscript>");
        body.leaf("h1", wording.get("waiting", "address", signIn.address));
        if (signIn.code.isPresent() && signIn.page.isPresent()) {
            String page = signIn.page.get().toString();
            body.open("ol");
            body.open("li")
                    .text(wording.get("code.open") + " ")
                    .leaf("a", page, "href", page)
                    .close();
            body.open("li").text(wording.get("code.type") + " ");
            body.leaf("code", signIn.code.get(), "class", "value", "data-name", wording.get("code"))
                    .close();
            body.leaf("li", wording.get("code.sign-in", "address", signIn.address));
            body.close();
        }
        body.leaf("p", wording.get("waiting.what"), "role", "status", "data-poll", state);
        back(body);
        return body;
    }

    HtmlBody outcome(SignIn signIn, Outcome outcome) {
        var body = new HtmlBody();
        switch (outcome) {
            case Outcome.Done(Enrolled enrolled) -> {
                body.leaf("h1", wording.get("done", "address", signIn.address), "class", "well");
                enrolled.sending().ifPresent(trouble -> {
                    body.open("section", "class", "note");
                    body.leaf("p", wording.get("done.sending"));
                    says(body, signIn.address, trouble);
                    body.close();
                });
                enrolled.password()
                        .ifPresentOrElse(
                                password -> body.leaf("p", wording.get("done.password"), "class", "note")
                                        .open("p")
                                        .leaf(
                                                "code",
                                                password.text(),
                                                "class",
                                                "value",
                                                "data-name",
                                                wording.get("password.new"))
                                        .close(),
                                () -> body.leaf("p", wording.get("done.programs")));
            }
            case Outcome.Failed(Trouble trouble) -> {
                body.leaf("h1", wording.get("failed", "address", signIn.address), "class", "ill");
                body.open("section", "class", "verdict");
                says(body, signIn.address, trouble);
                body.leaf("p", trouble.words(), "class", "small", "lang", Language.ENGLISH.tag());
                body.close();
            }
        }
        back(body);
        return body;
    }

    private void says(HtmlBody body, String address, Trouble trouble) {
        body.leaf("p", wording.get(trouble.kind() + ".says", "address", address));
        body.leaf("p", "→ " + wording.get(trouble.kind() + ".do", "address", address), "class", "do");
        if (!trouble.said().isEmpty()) body.leaf("p", wording.get("said", "said", trouble.said()));
    }

    private void back(HtmlBody body) {
        body.open("p")
                .leaf("a", wording.get("back"), "href", Frame.in(path, language))
                .close();
    }
}
