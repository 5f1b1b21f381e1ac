package org.mailstead.server.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mailstead.gateway.Gateway.Status;
import org.mailstead.gateway.GatewayReport;
import org.mailstead.gateway.Trouble;
import org.mailstead.server.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        description = "Says whether the gateway runs, and how each account is.",
        footer = {"", "Ends with 0 if nothing is the matter, else with 1.", "", "Example:", "  mailstead gateway status"
        })
final class GatewayStatus implements Callable<Integer> {
    private final Program program;

    @Mixin
    private GatewayOptions options = new GatewayOptions();

    @Option(names = "--json", description = "print JSON, for scripts")
    private boolean json;

    GatewayStatus(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() throws IOException {
        Optional<GatewayReport> report = options.folder(program)
                .report()
                .filter(each -> each.isFresh(program.clock().instant()));
        var out = program.terminal().out();
        Optional<String> page = report.isPresent() ? options.folder(program).page() : Optional.empty();
        out.println(json ? json(report, page) : people(report, page));
        out.flush();
        boolean well = report.isPresent()
                && report.get().accounts().stream()
                        .allMatch(each -> each.trouble().isEmpty());
        return well ? 0 : 1;
    }

    private String people(Optional<GatewayReport> report, Optional<String> page) {
        if (report.isEmpty()) return "The gateway does not run. Start it: mailstead gateway run" + options.words();
        var text = new StringBuilder("The gateway runs:");
        report.get()
                .ports()
                .forEach((protocol, port) ->
                        text.append(' ').append(protocol).append(' ').append(port));
        for (Status each : report.get().accounts())
            text.append("\n\n").append(each.address()).append('\n').append(words(each));
        page.ifPresent(link -> text.append("\n\nThe page with all of it, where you sign in again: ")
                .append(link)
                .append(" (good once)"));
        return text.toString();
    }

    private static String words(Status status) {
        if (status.trouble().isPresent()) {
            Trouble trouble = status.trouble().get();
            return "  ! " + trouble.words() + " [" + trouble.kind().doctor() + "]";
        }
        if (!status.unlocked()) return "  waits for a program to sign in";
        return "  works"
                + status.tokenUntil()
                        .map(until -> "; its token is good until " + until + " and is renewed before")
                        .orElse("");
    }

    private static String json(Optional<GatewayReport> report, Optional<String> page) {
        return Json.object(json -> {
            json.writeBooleanProperty("running", report.isPresent());
            page.ifPresent(link -> json.writeStringProperty("page", link));
            json.writeArrayPropertyStart("accounts");
            for (Status each : report.map(GatewayReport::accounts).orElse(java.util.List.of())) {
                json.writeStartObject();
                json.writeStringProperty("address", each.address());
                json.writeBooleanProperty("unlocked", each.unlocked());
                each.tokenUntil().ifPresent(until -> json.writeStringProperty("token-until", until.toString()));
                each.trouble().ifPresent(trouble -> {
                    json.writeStringProperty("trouble", trouble.kind().name());
                    json.writeStringProperty("words", trouble.words());
                    json.writeStringProperty("case", trouble.kind().doctor());
                });
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
