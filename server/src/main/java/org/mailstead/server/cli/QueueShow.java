package org.mailstead.server.cli;

import java.util.List;
import org.mailstead.outbound.StoryEntry;
import org.mailstead.server.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = {
            "Shows a message of the queue and what happened to it so far.",
            "What has left the queue can be shown for 30 days."
        },
        footer = {"", "Example:", "  mailstead queue show MKQ1ZB3A-C7-0"})
final class QueueShow extends OnDirectory {
    @Parameters(paramLabel = "ID", description = "the message's id, as \"queue list\" and the log show it")
    private String id = "";

    QueueShow(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        List<StoryEntry> story = desk.queue().story(id);
        if (story.isEmpty()) throw QueueChange.unknown(id);
        if (json()) forScripts(desk, story);
        else forPeople(desk, story);
    }

    private void forPeople(Desk desk, List<StoryEntry> story) {
        QueueText text = desk.queueText();
        boolean there = desk.queue().find(id, (message, deliveries) -> {
            desk.say(text.message(message));
            deliveries.forEach(delivery -> desk.say(text.delivery(delivery)));
            return true;
        });
        if (!there) desk.say(id + " has left the queue.");
        for (StoryEntry entry : story) {
            entry.lines().forEach(line -> desk.say(text.time(entry.when()) + "  " + line));
        }
    }

    private void forScripts(Desk desk, List<StoryEntry> story) {
        desk.say(Json.object(json -> {
            boolean there = desk.queue().find(id, (message, deliveries) -> {
                desk.queueText().write(json, message, deliveries);
                return true;
            });
            if (!there) json.writeStringProperty("id", id);
            json.writeBooleanProperty("queued", there);
            Trace.write(json, story);
        }));
    }
}
