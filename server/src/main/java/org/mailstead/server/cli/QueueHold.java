package org.mailstead.server.cli;

import org.mailstead.outbound.MailQueue;
import picocli.CommandLine.Command;

@Command(
        name = "hold",
        description = "Lets messages wait until they are released.",
        footer = {"", "Example:", "  mailstead queue hold MKQ1ZB3A-C7-0"})
final class QueueHold extends QueueChange {
    QueueHold(Program program) {
        super(program);
    }

    @Override
    String done() {
        return "Held:";
    }

    @Override
    boolean change(MailQueue queue, String id) {
        return queue.hold(id);
    }
}
