package org.mailstead.server.cli;

import java.util.List;
import java.util.SequencedMap;
import org.mailstead.outbound.Steps;
import org.mailstead.outbound.StoryEntry;
import org.mailstead.server.Json;
import org.mailstead.server.Mistake;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JsonGenerator;

@Command(
        name = "trace",
        description = {
            "Tells what happened to a message, step by step, and to what came of it:",
            "mail that went on to others, reports about it. Known for 30 days.",
            "Of each try it tells which hosts were asked, and what each of them said."
        },
        footer = {
            "",
            "Example:",
            "  mailstead trace MKQ1ZB3A-C7-0",
            "  mailstead trace '<20260115120000.1234@example.org>'"
        })
final class Trace extends OnDirectory {
    @Parameters(
            paramLabel = "ID",
            description =
                    "the message's id, as the log, the answer to its sender and \"queue list\" show it, or the text of"
                            + " its Message-ID field")
    private String id = "";

    Trace(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        desk.queue().stories().flush();
        var stories = desk.queue().stories().of(id);
        if (stories.isEmpty()) {
            throw new Mistake("Nothing is known of a message " + id
                    + " within the last 30 days. What is refused before its content comes has no id; the log"
                    + " tells of it.");
        }
        if (json()) forScripts(desk, stories);
        else forPeople(desk, stories);
    }

    private static void forPeople(Desk desk, SequencedMap<String, List<StoryEntry>> stories) {
        QueueText text = desk.queueText();
        stories.forEach((each, story) -> {
            desk.say(each + (isQueued(desk, each) ? "  (waits in the queue)" : ""));
            for (StoryEntry entry : story)
                entry.lines().forEach(line -> desk.say("  " + text.time(entry.when()) + "  " + line));
        });
    }

    private static boolean isQueued(Desk desk, String id) {
        return desk.queue().find(id, (_, _) -> true);
    }

    private static void forScripts(Desk desk, SequencedMap<String, List<StoryEntry>> stories) {
        desk.say(Json.line(json -> {
            json.writeStartArray();
            stories.forEach((each, story) -> {
                json.writeStartObject();
                json.writeStringProperty("id", each);
                json.writeBooleanProperty("queued", isQueued(desk, each));
                write(json, story);
                json.writeEndObject();
            });
            json.writeEndArray();
        }));
    }

    static void write(JsonGenerator json, List<StoryEntry> story) {
        json.writeArrayPropertyStart("story");
        for (StoryEntry entry : story) {
            for (String line : entry.lines()) {
                json.writeStartObject();
                json.writeStringProperty("time", entry.when().toString());
                json.writeStringProperty("what", line.strip());
                if (line.startsWith(Steps.MARK)) json.writeBooleanProperty("step", true);
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }
}
