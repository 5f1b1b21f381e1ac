package org.mailstead.server.cli;

import org.mailstead.gateway.Enrolment.Enrolled;
import org.mailstead.gateway.GatewayAccount;
import org.mailstead.gateway.GatewaySettings;
import org.mailstead.server.Json;
import org.mailstead.settings.MailServer;

/**
 * What somebody has to know who has added an account.
 *
 * @param options of the commands that are shown
 */
record GatewayText(GatewayAccount account, GatewaySettings settings, Enrolled enrolled, String options) {
    String people() {
        var text = new StringBuilder("The mailbox " + account.address() + " opens.\n\n");
        enrolled.sending()
                .ifPresent(trouble -> text.append("Reading works. Sending does not work yet: ")
                        .append(trouble.words())
                        .append(" [")
                        .append(trouble.kind().doctor())
                        .append("]\n\n"));
        if (enrolled.password().isEmpty()) {
            return text.append("All programs go on with the passwords they have.\n")
                    .toString();
        }
        text.append("Set your program to this, by hand (no automatic settings):\n\n");
        for (MailServer each : settings.servers(account))
            text.append("  %-9s localhost, port %d, no encryption (it stays on this machine)%n"
                    .formatted(each.protocol(), each.port()));
        text.append("  user name ").append(account.address()).append('\n');
        enrolled.password()
                .ifPresent(password ->
                        text.append("  password  ").append(password.text()).append('\n'));
        text.append("\nThe password is shown this once. What each program asks for: mailstead gateway settings")
                .append(options)
                .append(' ')
                .append(account.address())
                .append(" --for PROGRAM\nA password for another program: mailstead gateway password")
                .append(options)
                .append(' ')
                .append(account.address())
                .append(" NAME\nThe gateway has to run: mailstead gateway run")
                .append(options)
                .append('\n');
        return text.toString();
    }

    String json() {
        return Json.object(json -> {
            json.writeStringProperty("address", account.address());
            json.writeArrayPropertyStart("servers");
            for (MailServer each : settings.servers(account)) json.writeString(each.toString());
            json.writeEndArray();
            enrolled.sending().ifPresent(trouble -> {
                json.writeStringProperty("sending", trouble.words());
                json.writeStringProperty("sending-case", trouble.kind().doctor());
            });
            enrolled.password().ifPresent(password -> {
                json.writeStringProperty("program", password.program());
                json.writeStringProperty("password", password.text());
            });
        });
    }
}
