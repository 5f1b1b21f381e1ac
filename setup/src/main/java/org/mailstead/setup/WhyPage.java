package org.mailstead.setup;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailstead.directory.Account;
import org.mailstead.texts.Language;
import org.mailstead.web.FormSeal;
import org.mailstead.web.HtmlBody;
import org.mailstead.web.WebRequest;
import org.mailstead.web.WebResponse;
import org.mailstead.why.AttemptRow;
import org.mailstead.why.Explanation;
import org.mailstead.why.Explanations;
import tools.jackson.core.JsonGenerator;

/**
 * Why a mail program does not connect, for whoever is signed in: a sentence, one thing to do, and the last tries, which change while the person
 * tries. It names who else tried, so that nobody sees it but the holder of the account.
 */
final class WhyPage {
    static final String PATH = "/why";
    static final String STATE = PATH + "/state";

    private static final int FORBIDDEN = 403;

    private final Explanations explanations;
    private final BrowserSession sessions;
    private final FormSeal forms;
    private final FrontDoor door;

    WhyPage(Explanations explanations, BrowserSession sessions, FormSeal forms, FrontDoor door) {
        this.explanations = explanations;
        this.sessions = sessions;
        this.forms = forms;
        this.door = door;
    }

    WebResponse show(WebRequest request) throws IOException {
        Optional<Account> visitor = sessions.of(request);
        return visitor.isPresent() ? explanation(request, Choice.of(request), visitor.get()) : door.answer(request);
    }

    private WebResponse explanation(WebRequest request, Choice choice, Account account) {
        Language language = choice.language();
        var wording = new Wording(language);
        Explanation said = explanations.of(account, language);
        var body = new HtmlBody().leaf("h1", wording.get("why.title"));
        body.open("div", "role", "status", "aria-live", "polite", "aria-atomic", "true");
        body.leaf(
                "p",
                said.sentence(),
                "class",
                said.works() ? "test done" : "test",
                "data-poll",
                STATE + "?" + Choice.LANGUAGE + "=" + language.tag());
        body.leaf("p", said.advice(), "data-lines", "advice");
        body.close();
        body.open("p")
                .leaf("a", wording.get("why.again"), "href", choice.at(PATH), "class", "without-script")
                .close();
        lines(body, explanations.heading(false, language), "tries", explanations.attempts(account, language));
        lines(body, explanations.heading(true, language), "like", explanations.like(account, language));
        // The form at the end of the page signs out on the pages of /setup.
        var sealed = forms.seal(request, SetupPages.PATH);
        return sealed.onto(
                PageFrame.page(200, choice, PATH, Optional.of(account), sealed.seal(), wording.get("why.title"), body));
    }

    private static void lines(HtmlBody body, String heading, String name, List<AttemptRow> rows) {
        body.open("section", "data-section", name);
        if (rows.isEmpty()) body.open("div", "hidden", "");
        else body.open("div");
        body.leaf("h2", heading);
        body.open("ul", "data-lines", name);
        rows.forEach(each -> body.leaf("li", each.line()));
        body.close().close().close();
    }

    /** What the page asks for every other second. */
    WebResponse state(WebRequest request) {
        Language language = Choice.of(request).language();
        Optional<Account> visitor = sessions.of(request);
        if (visitor.isEmpty())
            return SelfTest.json(
                    FORBIDDEN, json -> json.writeStringProperty("text", new Wording(language).get("session-over")));
        Account account = visitor.get();
        Explanation said = explanations.of(account, language);
        return SelfTest.json(200, json -> {
            json.writeStringProperty("text", said.sentence());
            json.writeBooleanProperty("works", said.works());
            json.writeBooleanProperty("done", false);
            json.writeObjectPropertyStart("lines");
            lines(json, "advice", Stream.of(said.advice()));
            lines(
                    json,
                    "tries",
                    explanations.attempts(account, language).stream().map(AttemptRow::line));
            lines(json, "like", explanations.like(account, language).stream().map(AttemptRow::line));
            json.writeEndObject();
        });
    }

    private static void lines(JsonGenerator json, String name, Stream<String> lines) {
        json.writeArrayPropertyStart(name);
        lines.forEach(json::writeString);
        json.writeEndArray();
    }
}
