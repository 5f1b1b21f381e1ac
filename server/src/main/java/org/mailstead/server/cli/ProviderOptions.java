package org.mailstead.server.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** What a person can say of a provider that is not found by itself. */
final class ProviderOptions {
    @Option(
            names = "--server",
            paramLabel = "PROTOCOL=HOST:PORT:SECURITY",
            description =
                    "a server that is not found by itself: imap=imap.example.org:993:tls, smtp=smtp.example.org:587:starttls")
    private Map<String, String> servers = new LinkedHashMap<>();

    @Option(
            names = "--oauth",
            paramLabel = "WHAT=VALUE",
            description = "a sign-in that is not known by itself: authorize=URL, token=URL, device=URL, scope=\"A B\"")
    private Map<String, String> oauth = new LinkedHashMap<>();

    @Option(
            names = "--redirect-port",
            paramLabel = "PORT",
            description = "of this machine, if the registration names one (default: any)")
    private int redirectPort;

    GatewayChoice choice(Program program, ElsewhereOptions elsewhere, boolean anyway) {
        return new GatewayChoice(program, elsewhere, servers, oauth, anyway);
    }

    /** 0 for any. */
    int redirectPort() {
        return redirectPort;
    }
}
