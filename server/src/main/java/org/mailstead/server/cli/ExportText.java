package org.mailstead.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mailstead.exports.Export;
import org.mailstead.exports.Export.ExportFile;
import org.mailstead.exports.QrPicture;
import org.mailstead.server.Json;
import org.mailstead.server.Mistake;
import tools.jackson.core.JsonGenerator;

/**
 * What a program is told, on the terminal or in files.
 *
 * @param warnings beside those of the export
 */
record ExportText(Export made, List<String> warnings) {
    /** @param out a folder; null to print files */
    void show(Program program, @Nullable Path out, boolean json) {
        var terminal = program.terminal().out();
        if (json) terminal.println(json());
        else {
            warnings.forEach(each -> terminal.println("! " + each));
            if (!warnings.isEmpty()) terminal.println();
            terminal.println(made.program());
            terminal.println();
            terminal.print(made.text());
            made.code().ifPresent(code -> terminal.print("\n" + new QrPicture(code).terminal()));
        }
        if (out != null) made.files().forEach(file -> write(program, out, file));
        else if (!json) made.files().forEach(file -> print(program, file));
        terminal.flush();
    }

    private static void print(Program program, ExportFile file) {
        boolean isText = file.mediaType().startsWith("text/")
                || file.mediaType().contains("xml")
                || file.mediaType().contains("json");
        if (!isText) return;
        program.terminal().out().print("\n--- " + file.name() + "\n" + file.text());
    }

    private static void write(Program program, Path out, ExportFile file) {
        Path folder = program.folder().resolve(out).normalize();
        Path path = folder.resolve(file.name());
        try {
            Files.createDirectories(folder);
            Files.write(path, file.content());
        } catch (IOException e) {
            throw new Mistake("The file " + path + " cannot be written: " + e.getMessage() + ".", e);
        }
        program.terminal().err().println("Written to " + path + ".");
        program.terminal().err().flush();
    }

    private String json() {
        return Json.object(json -> {
            json.writeStringProperty("program", made.program());
            json.writeBooleanProperty("possible", !made.isRefused());
            list(
                    json,
                    "warnings",
                    Stream.concat(warnings.stream(), made.warnings().stream()).toList());
            list(json, "steps", made.steps());
            list(json, "servers", made.servers());
            json.writeArrayPropertyStart("fields");
            made.rows().forEach(row -> {
                json.writeStartObject();
                json.writeStringProperty("label", row.label());
                json.writeStringProperty("value", row.value());
                json.writeEndObject();
            });
            json.writeEndArray();
            made.code().ifPresent(code -> json.writeStringProperty("code", code));
            json.writeArrayPropertyStart("files");
            made.files().forEach(file -> {
                json.writeStartObject();
                json.writeStringProperty("name", file.name());
                json.writeStringProperty("type", file.mediaType());
                if (file.isText()) json.writeStringProperty("text", file.text());
                else json.writeStringProperty("base64", Base64.getEncoder().encodeToString(file.content()));
                json.writeEndObject();
            });
            json.writeEndArray();
        });
    }

    private static void list(JsonGenerator json, String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }
}
