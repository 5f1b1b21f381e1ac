package org.mailstead.doctor;

import java.util.Locale;
import org.mailstead.texts.Language;

/** All cases on one page, for people who have a code and want to know what it means. */
final class Catalogue {
    private Catalogue() {}

    /** In Markdown. */
    static String page() {
        var page = new StringBuilder("""
                # Why an account does not work: all cases

                What `mailstead doctor` tells apart. Codes stay the same for ever. Names in braces stand for what was seen. Made from the
                texts in `doctor/src/main/resources` by `CatalogueTest`; not edited by hand. The same in German: `--language de`.

                | code | what | who can mend it | stops mail |
                |---|---|---|---|
                """);
        var text = new CaseText(Language.ENGLISH);
        for (Case each : Case.values())
            page.append("| [%s](#%s) | %s | %s | %s |\n"
                    .formatted(
                            each.code(),
                            anchor(each, text),
                            text.title(each),
                            text.mender(each),
                            each.weight() == Case.Weight.STOPS ? "yes" : "no"));
        for (Case each : Case.values()) {
            page.append("\n## %s: %s\n\n".formatted(each.code(), text.title(each)));
            page.append(raw(each, ".says")).append("\n\n");
            page.append("- **Do:** ").append(raw(each, ".do")).append('\n');
            page.append("- **Mended when:** ").append(raw(each, ".then")).append('\n');
            page.append("- **Shows at:** ").append(text.rung(each.rung())).append('\n');
            if (CaseText.has(each.code() + ".letter"))
                page.append("- **Message to send:** ")
                        .append(raw(each, ".letter"))
                        .append('\n');
            for (Verdict.Form form : Verdict.Form.values())
                if (form != Verdict.Form.USUAL) form(page, each, form.part());
        }
        return page.toString();
    }

    /** What is said in its place where more is known. */
    private static void form(StringBuilder page, Case what, String part) {
        if (!CaseText.has(what.code() + part + ".says")) return;
        page.append("- **Or:** ").append(raw(what, part + ".says"));
        if (CaseText.has(what.code() + part + ".do")) page.append(' ').append(raw(what, part + ".do"));
        page.append('\n');
    }

    private static String raw(Case what, String part) {
        return CaseText.raw(Language.ENGLISH, what.code() + part).replace("<", "&lt;");
    }

    /** As Markdown makes it of a heading. */
    private static String anchor(Case what, CaseText text) {
        return (what.code() + "-" + text.title(what))
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9 -]", "")
                .replace(' ', '-');
    }
}
