package org.mailstead.server.cli;

import org.mailstead.server.Mistake;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "renew",
        description = {
            "Lets the running server ask the authority for a new certificate now.",
            "It does not wait for the next try that is planned. The key stays the same. Authorities limit how often they are asked: to see what is wrong, look at \"tls status\"."
        },
        footer = {"", "Example:", "  mailstead tls renew mail.example.org"})
final class TlsRenew extends OnDirectory {
    @Parameters(paramLabel = "NAME", description = "the host name that the certificate is for")
    private String name = "";

    TlsRenew(Program program) {
        super(program);
    }

    @Override
    int work(Desk desk) {
        var standing = desk.certificates().renew().apply(name);
        return TlsStatus.tell(desk, desk.clock(), json(), standing);
    }

    @Override
    void run(Desk desk) {
        throw new Mistake("A try ends with a code of its own.");
    }
}
