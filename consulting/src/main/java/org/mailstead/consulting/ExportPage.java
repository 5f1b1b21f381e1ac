package org.mailstead.consulting;

import java.util.Map;
import java.util.Optional;
import org.mailstead.exports.Export;
import org.mailstead.exports.Export.ExportFile;
import org.mailstead.exports.ExportProgram;
import org.mailstead.exports.UnfitSettings;
import org.mailstead.exports.Wish;
import org.mailstead.settings.AccountSettings;
import org.mailstead.texts.Language;
import org.mailstead.web.HtmlBody;
import org.mailstead.web.WebResponse;

/** The right settings for one program: what to do there, and its files. */
public final class ExportPage {
    private final Language language;
    private final Wording wording;
    private final ExportProgram program;

    /** The parameters of the page for one program: its word, and the number of a file of it, from 0. */
    public static final String FOR = "for";

    public static final String FILE = "file";

    public ExportPage(Language language, ExportProgram program) {
        this.language = language;
        wording = new Wording(language);
        this.program = program;
    }

    /**
     * @param path of the page that leads here, which stands before the parameters of this one
     * @param back what the way back there is called
     */
    public HtmlBody whole(AccountSettings settings, String path, String back) {
        var body = new HtmlBody()
                .leaf("h1", wording.get("export", "address", settings.address(), "program", program.name(language)));
        try {
            write(body, program.export(settings, Wish.in(language)), path);
        } catch (UnfitSettings e) {
            body.leaf("p", String.valueOf(e.getMessage()), "class", "wrong");
        }
        body.open("p").leaf("a", back, "href", Frame.in(path, language)).close();
        return body;
    }

    private void write(HtmlBody body, Export export, String path) {
        export.warnings().forEach(each -> body.leaf("p", each, "class", "note"));
        if (!export.steps().isEmpty()) {
            body.open("ol");
            export.steps().forEach(each -> body.leaf("li", each));
            body.close();
        }
        if (!export.rows().isEmpty()) {
            body.open("table").leaf("caption", export.program()).open("tbody");
            export.rows().forEach(each -> row(body, each));
            body.close().close();
        }
        int number = 0;
        for (ExportFile each : export.files()) {
            String place = Frame.with(Frame.with(path, FOR, program.word()), FILE, Integer.toString(number++));
            body.open("p")
                    .leaf("a", wording.get("save", "file", each.name()), "href", place, "class", "button")
                    .close();
        }
        if (!export.servers().isEmpty()) {
            body.open("ul");
            export.servers().forEach(each -> body.leaf("li", each));
            body.close();
        }
    }

    private static void row(HtmlBody body, Export.Row row) {
        body.open("tr");
        if (row.isHeading()) body.leaf("th", row.label(), "colspan", "2", "scope", "rowgroup");
        else {
            body.leaf("th", row.label(), "scope", "row").open("td");
            if (row.verbatim()) body.leaf("code", row.value(), "class", "value", "data-name", row.label());
            else body.text(row.value());
            body.close();
        }
        body.close();
    }

    /** Empty if there is no such file. */
    public Optional<WebResponse> file(AccountSettings settings, String number) {
        try {
            var files = program.export(settings, Wish.in(language)).files();
            int index = number.matches("[0-9]{1,2}") ? Integer.parseInt(number) : files.size();
            if (index >= files.size()) return Optional.empty();
            ExportFile file = files.get(index);
            return Optional.of(download(file.name(), file.mediaType(), file.content()));
        } catch (UnfitSettings e) {
            return Optional.empty();
        }
    }

    /** @param name of letters, digits and {@code @._+-} only */
    static WebResponse download(String name, String mediaType, byte[] content) {
        return new WebResponse(200, mediaType, content, Map.of())
                .with("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .with("Cache-Control", "no-store");
    }
}
