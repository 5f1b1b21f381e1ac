package org.mailstead.server.cli;

import java.util.concurrent.atomic.AtomicInteger;
import org.mailstead.outbound.MailQueue;
import org.mailstead.server.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = "Lists the mail that waits to be delivered, the oldest first.",
        footer = {"", "Example:", "  mailstead queue list --most 20"})
final class QueueList extends OnDirectory {
    @Option(
            names = "--most",
            paramLabel = "NUMBER",
            defaultValue = "100",
            description = "messages shown at most (default: ${DEFAULT-VALUE})")
    private int most = 100;

    QueueList(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        if (json()) forScripts(desk);
        else forPeople(desk);
    }

    private void forPeople(Desk desk) {
        MailQueue queue = desk.queue();
        QueueText text = desk.queueText();
        var shown = new AtomicInteger();
        var more = new AtomicInteger();
        queue.each((message, deliveries) -> {
            if (shown.get() < most) {
                shown.incrementAndGet();
                desk.say(text.message(message));
                deliveries.forEach(delivery -> desk.say(text.delivery(delivery)));
            } else {
                more.incrementAndGet();
            }
            return true;
        });
        if (shown.get() == 0 && more.get() == 0) desk.say("The queue is empty.");
        if (more.get() > 0) desk.say("and " + more + " more messages; see them with --most");
    }

    private void forScripts(Desk desk) {
        var shown = new AtomicInteger();
        desk.say(Json.line(json -> {
            json.writeStartArray();
            desk.queue().each((message, deliveries) -> {
                if (shown.incrementAndGet() > most) return false;
                json.writeStartObject();
                desk.queueText().write(json, message, deliveries);
                json.writeEndObject();
                return true;
            });
            json.writeEndArray();
        }));
    }
}
