package org.mailstead.oauth;

import org.mailstead.texts.Language;
import org.mailstead.web.Html;
import org.mailstead.web.WebResponse;

/** A page for people: no scripts, nothing from elsewhere, in nobody's frame. */
final class Page {
    private static final String STYLE =
            "body{font:1.05rem/1.55 system-ui,sans-serif;max-width:30rem;margin:8vh auto;padding:0 1.2rem;color:#222;background:#fff}"
                    + "h1{font-size:1.4rem}label{display:block;margin:.9rem 0 .2rem}"
                    + "input{box-sizing:border-box;width:100%;font:inherit;padding:.5rem;border:1px solid #888;border-radius:.3rem;"
                    + "color:inherit;background:inherit}"
                    + "button{font:inherit;padding:.55rem 1.2rem;margin:1.2rem .6rem 0 0;border:1px solid #888;border-radius:.3rem;"
                    + "color:inherit;background:none}button.yes{color:#fff;background:#1a5fb4;border-color:#1a5fb4}"
                    + ".wrong{padding:.5rem .8rem;border-left:.3rem solid #c01c28}.warning{padding:.5rem .8rem;border-left:.3rem solid #e5a50a}"
                    + "@media(prefers-color-scheme:dark){body{color:#ddd;background:#181818}}";

    private final Language language;
    private final StringBuilder body = new StringBuilder();
    private String title = "";

    Page(Language language) {
        this.language = language;
    }

    Page heading(Phrase phrase) {
        title = phrase.in(language);
        body.append("<h1>").append(Html.escaped(title)).append("</h1>\n");
        return this;
    }

    Page text(Phrase phrase) {
        return text("", phrase.in(language));
    }

    Page text(String kind, String text) {
        body.append(kind.isEmpty() ? "<p>" : "<p class=\"" + kind + "\">")
                .append(Html.escaped(text))
                .append("</p>\n");
        return this;
    }

    /** @param name of somebody or something, to stand out */
    Page about(String name, Phrase phrase) {
        body.append("<p><b>").append(Html.escaped(name)).append("</b> ");
        body.append(Html.escaped(phrase.in(language))).append("</p>\n");
        return this;
    }

    Page list(Iterable<Phrase> phrases) {
        body.append("<ul>\n");
        for (Phrase each : phrases)
            body.append("<li>").append(Html.escaped(each.in(language))).append("</li>\n");
        body.append("</ul>\n");
        return this;
    }

    Page beginForm(String path) {
        body.append("<form method=\"post\" action=\"").append(path).append("\">\n");
        return this;
    }

    Page hidden(String name, String value) {
        body.append("<input type=\"hidden\" name=\"").append(name).append("\" value=\"");
        body.append(Html.escaped(value)).append("\">\n");
        return this;
    }

    /** @param more attributes of the field */
    Page field(Phrase label, String name, String value, String more) {
        body.append("<label for=\"").append(name).append("\">").append(Html.escaped(label.in(language)));
        body.append("</label>\n<input id=\"")
                .append(name)
                .append("\" name=\"")
                .append(name)
                .append('"');
        if (!value.isEmpty())
            body.append(" value=\"").append(Html.escaped(value)).append('"');
        body.append(' ').append(more).append(" required>\n");
        return this;
    }

    /** @param free whether it can be pressed with the fields left empty */
    Page button(Phrase label, String value, boolean free) {
        body.append("<button name=\"decision\" value=\"").append(value).append('"');
        body.append(free ? " formnovalidate>" : " class=\"yes\">");
        body.append(Html.escaped(label.in(language))).append("</button>\n");
        return this;
    }

    Page endForm() {
        body.append("</form>\n");
        return this;
    }

    /** @param formAction where forms may lead to, the redirect behind them included */
    WebResponse answer(int status, String formAction) {
        var document = new Html.Document(language.tag(), title, STYLE, body.toString());
        return Html.page(status, document, formAction)
                .with("Cache-Control", "no-store")
                .with("Vary", "Accept-Language");
    }
}
