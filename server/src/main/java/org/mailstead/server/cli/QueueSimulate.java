package org.mailstead.server.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.Resolution;
import org.mailstead.server.Json;
import org.mailstead.smtp.SmtpAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "simulate",
        description = "Tells which way mail for an address would take now, and when it would be tried. Sends nothing.",
        footer = {"", "Example:", "  mailstead queue simulate friend@example.org"})
final class QueueSimulate extends OnDirectory {
    @Parameters(arity = "1..*", paramLabel = "ADDRESS", description = "of a recipient")
    private List<String> addresses = List.of();

    QueueSimulate(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        SequencedMap<String, List<String>> ways = new LinkedHashMap<>();
        for (String typed : addresses) follow(desk, Desk.address(typed), ways);
        if (json()) {
            desk.say(Json.object(json -> ways.forEach((address, lines) -> {
                json.writeArrayPropertyStart(address);
                lines.forEach(json::writeString);
                json.writeEndArray();
            })));
            return;
        }
        for (Map.Entry<String, List<String>> way : ways.entrySet()) {
            desk.say(way.getKey());
            way.getValue().forEach(line -> desk.say("  " + line));
        }
    }

    private static void follow(Desk desk, MailAddress address, Map<String, List<String>> ways) {
        switch (desk.directory().resolve(address)) {
            case Resolution.Local(var accounts, var onward) -> {
                var lines = new ArrayList<String>();
                accounts.forEach(account -> lines.add("into the mailbox of " + account.address()));
                onward.forEach(each -> lines.add("on to " + each.to() + ", as the alias " + each.by() + " says"));
                ways.put(address.toString(), lines);
                onward.forEach(each -> ways.computeIfAbsent(each.to().toString(), _ -> forecast(desk, each.to())));
            }
            case Resolution.NoSuchAddress() ->
                ways.put(address.toString(), List.of("refused: nobody here has that address"));
            case Resolution.Routed() -> ways.put(address.toString(), forecast(desk, address));
            case Resolution.Backed(var _) -> ways.put(address.toString(), forecast(desk, address));
            case Resolution.Elsewhere() -> ways.put(address.toString(), forecast(desk, address));
        }
    }

    private static List<String> forecast(Desk desk, MailAddress address) {
        return desk.forecast().apply(new SmtpAddress(address.local(), address.asciiDomain()));
    }
}
