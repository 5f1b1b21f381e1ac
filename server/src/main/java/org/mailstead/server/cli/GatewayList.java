package org.mailstead.server.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.mailstead.gateway.Enrolment;
import org.mailstead.gateway.GatewayAccount;
import org.mailstead.gateway.GatewayFolder;
import org.mailstead.server.Json;
import org.mailstead.settings.MailServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = "Lists the accounts of the gateway, and which programs have a password.",
        footer = {"", "Example:", "  mailstead gateway list"})
final class GatewayList implements Callable<Integer> {
    private final Program program;

    @Mixin
    private GatewayOptions options = new GatewayOptions();

    @Option(names = "--json", description = "print JSON, for scripts")
    private boolean json;

    GatewayList(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() throws IOException {
        GatewayFolder folder = options.folder(program);
        var out = program.terminal().out();
        List<GatewayAccount> accounts = folder.accounts();
        if (json) {
            out.println(Json.object(writer -> {
                writer.writeArrayPropertyStart("accounts");
                for (GatewayAccount each : accounts) {
                    writer.writeStartObject();
                    writer.writeStringProperty("address", each.address());
                    writer.writeBooleanProperty("browser", each.oauth().isPresent());
                    writer.writeArrayPropertyStart("programs");
                    for (String name : programs(folder, each)) writer.writeString(name);
                    writer.writeEndArray();
                    writer.writeEndObject();
                }
                writer.writeEndArray();
            }));
        } else {
            for (GatewayAccount each : accounts) {
                out.println(each.address());
                for (MailServer server : each.servers()) out.println("  " + server);
                out.println("  passwords: " + String.join(", ", programs(folder, each)));
            }
            if (accounts.isEmpty())
                out.println("No accounts. Add one: mailstead gateway add" + options.words() + " ADDRESS");
        }
        out.flush();
        return 0;
    }

    private static List<String> programs(GatewayFolder folder, GatewayAccount account) {
        try {
            return Enrolment.programs(folder, account.address());
        } catch (IOException e) {
            // The status says what is the matter with it.
            return List.of();
        }
    }
}
