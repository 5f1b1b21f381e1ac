package org.mailstead.server.cli;

import org.mailstead.outbound.MailQueue;
import picocli.CommandLine.Command;

@Command(
        name = "release",
        description = "Lets messages that were held go on, now.",
        footer = {"", "Example:", "  mailstead queue release all"})
final class QueueRelease extends QueueChange {
    QueueRelease(Program program) {
        super(program);
    }

    @Override
    String done() {
        return "Released:";
    }

    @Override
    boolean change(MailQueue queue, String id) {
        return queue.release(id);
    }
}
