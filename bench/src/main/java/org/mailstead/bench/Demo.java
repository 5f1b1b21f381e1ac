package org.mailstead.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the server is and who may sign in, from the line it prints for scripts.
 *
 * @param accounts those to use, in order; more than one turn over them is fine
 * @param smtpMx the port for mail from other servers
 */
record Demo(List<Login> accounts, String host, int smtpMx, Ports imap, Ports pop3) {
    record Login(String address, String password) {}

    record Ports(int starttls, int tls) {
        private static Ports of(JsonNode node) {
            return new Ports(node.path("starttls").asInt(), node.path("tls").asInt());
        }
    }

    /** @param source a file, or {@code -} for standard input; {@code skipped} accounts are left out */
    static Demo read(String source, int skipped) throws IOException {
        String text = source.equals("-")
                ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                : Files.readString(Path.of(source));
        JsonNode line = JsonMapper.shared().readTree(text);
        List<Login> accounts = new ArrayList<>();
        for (JsonNode each : line.path("accounts")) {
            accounts.add(new Login(
                    each.path("address").asString(), each.path("password").asString()));
        }
        if (accounts.size() <= skipped) throw new WrongUse(source + " names " + accounts.size() + " accounts only");
        JsonNode imap = line.path("imap");
        return new Demo(
                List.copyOf(accounts.subList(skipped, accounts.size())),
                imap.path("host").asString(),
                line.path("smtp").path("mx").asInt(),
                Ports.of(imap),
                Ports.of(line.path("pop3")));
    }

    Login account(int number) {
        return accounts.get(number % accounts.size());
    }
}
