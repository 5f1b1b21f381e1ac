package org.mailstead.consulting;

import org.mailstead.texts.Language;
import org.mailstead.web.Html;
import org.mailstead.web.HtmlBody;
import org.mailstead.web.PageFile;
import org.mailstead.web.WebResponse;

/** What is around all pages: a heading, and at the end the other languages. */
final class Frame {
    private static final String STYLE = PageFile.beside(Frame.class, "consulting.css");
    private static final String SCRIPT = PageFile.COPY_BUTTONS + PageFile.beside(Frame.class, "consulting.js");

    private Frame() {}

    /** @param path of the same page, without a language */
    static WebResponse page(int status, Language language, String path, String title, HtmlBody main) {
        var wording = new Wording(language);
        var body = new HtmlBody()
                .open("main", "data-copy", wording.get("copy"), "data-copied", wording.get("copied"))
                .ours(main.toString())
                .close()
                .open("footer");
        for (Language each : Language.values())
            if (each != language)
                body.leaf("a", each.ownName(), "href", in(path, each), "lang", each.tag(), "hreflang", each.tag());
        body.close();
        var document = new Html.Document(language.tag(), title, STYLE, SCRIPT, body.toString());
        return Html.page(status, document, "'self'")
                .with("Cache-Control", "no-store")
                .with("Vary", "Accept-Language, Cookie");
    }

    static String in(String path, Language language) {
        return path + (path.contains("?") ? "&" : "?") + DoctorPages.LANGUAGE + "=" + language.tag();
    }
}
