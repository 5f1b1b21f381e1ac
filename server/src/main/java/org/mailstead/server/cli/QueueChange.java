package org.mailstead.server.cli;

import java.util.ArrayList;
import java.util.List;
import org.mailstead.outbound.MailQueue;
import org.mailstead.server.Mistake;
import picocli.CommandLine.Parameters;

/** A command that does one thing to messages of the queue. */
abstract class QueueChange extends OnDirectory {
    /** Stands for every message there is. */
    private static final String ALL = "all";

    @Parameters(
            paramLabel = "ID",
            arity = "1..*",
            description = "ids of messages, as \"queue list\" shows them, or \"all\"")
    private List<String> ids = List.of();

    QueueChange(Program program) {
        super(program);
    }

    /** What was done, to be followed by how many. */
    abstract String done();

    /** False if there is no message of that id. */
    abstract boolean change(MailQueue queue, String id);

    @Override
    final void run(Desk desk) {
        MailQueue queue = desk.queue();
        boolean all = ids.equals(List.of(ALL));
        int changed = 0;
        for (String id : all ? every(queue) : ids) {
            if (change(queue, id)) changed++;
            // Of all, some may have left meanwhile.
            else if (!all) throw unknown(id);
        }
        int count = changed;
        desk.say(
                json(),
                json -> json.writeNumberProperty("messages", count),
                done() + " " + count + (count == 1 ? " message." : " messages."));
    }

    private static List<String> every(MailQueue queue) {
        var ids = new ArrayList<String>();
        queue.each((message, _) -> ids.add(message.id()));
        return ids;
    }

    static Mistake unknown(String id) {
        return new Mistake(
                "There is no message " + id + " in the queue. See those there are with: mailstead queue list");
    }
}
