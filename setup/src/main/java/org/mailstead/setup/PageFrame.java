package org.mailstead.setup;

import java.util.Optional;
import org.mailstead.directory.Account;
import org.mailstead.texts.Language;
import org.mailstead.web.FormSeal;
import org.mailstead.web.Html;
import org.mailstead.web.HtmlBody;
import org.mailstead.web.PageFile;
import org.mailstead.web.WebResponse;

/** What is around all pages: a heading, and at the end the languages and who is signed in. */
final class PageFrame {
    private static final String STYLE = PageFile.beside(PageFrame.class, "page.css");
    private static final String SCRIPT = PageFile.COPY_BUTTONS + PageFile.beside(PageFrame.class, "page.js");

    private PageFrame() {}

    /**
     * @param choice for the same page in another language
     * @param path of it
     * @param seal for the form that signs out
     */
    static WebResponse page(
            int status,
            Choice choice,
            String path,
            Optional<Account> visitor,
            String seal,
            String title,
            HtmlBody main) {
        var wording = new Wording(choice.language());
        var body = new HtmlBody().open("main").ours(main.toString()).close().open("footer");
        for (Language each : Language.values()) {
            if (each == choice.language()) continue;
            body.leaf(
                    "a", each.ownName(), "href", choice.in(each).at(path), "lang", each.tag(), "hreflang", each.tag());
        }
        visitor.ifPresent(account -> {
            body.open("p")
                    .text(wording.get("signed-in", "address", account.address().toString()) + " ");
            body.open("form", "method", "post", "action", SetupPages.PATH);
            hidden(body, FormSeal.FIELD, seal);
            hidden(body, Choice.LANGUAGE, choice.language().tag());
            body.leaf("button", wording.get("sign-out"), "name", SetupPages.ACTION, "value", SetupPages.SIGN_OUT);
            body.close().close();
        });
        body.close();
        var document = new Html.Document(choice.language().tag(), title, STYLE, SCRIPT, body.toString());
        return Html.page(status, document, "'self'")
                .with("Cache-Control", "no-store")
                .with("Vary", "Accept-Language, Cookie");
    }

    static void hidden(HtmlBody body, String name, String value) {
        body.open("input", "type", "hidden", "name", name, "value", value);
    }
}
