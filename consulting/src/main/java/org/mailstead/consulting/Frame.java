package org.mailstead.consulting;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.mailstead.texts.Language;
import org.mailstead.web.Html;
import org.mailstead.web.HtmlBody;
import org.mailstead.web.WebResponse;

/** What is around all pages: a heading, and at the end the other languages. */
final class Frame {
    private static final String STYLE = resource("consulting.css");
    private static final String SCRIPT = resource("consulting.js");

    private Frame() {}

    private static String resource(String name) {
        try (InputStream in = Frame.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException("there is no " + name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\n", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

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
