package org.mailstead.server.cli;

import org.mailstead.outbound.MailQueue;
import picocli.CommandLine.Command;

@Command(
        name = "drop",
        description = "Removes messages for good. Their senders are not told.",
        footer = {"", "Example:", "  mailstead queue drop MKQ1ZB3A-C7-0"})
final class QueueDrop extends QueueChange {
    QueueDrop(Program program) {
        super(program);
    }

    @Override
    String done() {
        return "Dropped:";
    }

    @Override
    boolean change(MailQueue queue, String id) {
        return queue.drop(id);
    }
}
