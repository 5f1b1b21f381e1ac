package org.mailstead.consulting;

import org.mailstead.texts.Language;
import org.mailstead.web.FormFields;
import org.mailstead.web.Html;
import org.mailstead.web.HtmlBody;
import org.mailstead.web.PageFile;
import org.mailstead.web.WebRequest;
import org.mailstead.web.WebResponse;

/** What is around all pages: a heading, and at the end the other languages. */
public final class Frame {
    private static final String STYLE = PageFile.beside(Frame.class, "consulting.css");
    private static final String SCRIPT = PageFile.COPY_BUTTONS + PageFile.beside(Frame.class, "consulting.js");

    private Frame() {}

    /**
     * A page that nobody keeps. A script in it asks the address in {@code data-poll} of an element for JSON, and loads the page anew when
     * {@code done} is true there.
     *
     * @param path of the same page, without a language
     */
    public static WebResponse page(int status, Language language, String path, String title, HtmlBody main) {
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

    /** The same page in a language. */
    public static String in(String path, Language language) {
        return with(path, DoctorPages.LANGUAGE, language.tag());
    }

    /** A path with one more parameter. */
    public static String with(String path, String name, String value) {
        return path + (path.contains("?") ? "&" : "?") + name + "=" + FormFields.encoded(value);
    }

    /** What a visitor wants to be spoken to in: by the parameter of {@link #in}, else as the browser says. */
    public static Language language(FormFields said, WebRequest request) {
        return said.find(DoctorPages.LANGUAGE)
                .flatMap(Language::of)
                .orElseGet(() -> Language.accepted(request.header("Accept-Language")));
    }
}
