package org.mailstead.server.cli;

import org.mailstead.outbound.MailQueue;
import picocli.CommandLine.Command;

@Command(
        name = "retry",
        description = "Tries messages now, whatever their time; those that are held stay so.",
        footer = {"", "Example:", "  mailstead queue retry all"})
final class QueueRetry extends QueueChange {
    QueueRetry(Program program) {
        super(program);
    }

    @Override
    String done() {
        return "To be tried now:";
    }

    @Override
    boolean change(MailQueue queue, String id) {
        return queue.retry(id);
    }
}
