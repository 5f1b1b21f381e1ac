package org.mailstead.server.cli;

import picocli.CommandLine.Command;

@Command(
        name = "reload",
        description = "Lets the running server take up a changed certificate at once.",
        footer = {"", "Example:", "  mailstead reload"})
final class Reload extends OnDirectory {
    Reload(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        desk.reload().run();
        desk.say(json(), json -> json.writeBooleanProperty("reloaded", true), "The certificate has been read again.");
    }
}
