package org.mailstead.server.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mailstead.gateway.Enrolment;
import org.mailstead.gateway.GatewayAccount;
import org.mailstead.gateway.GatewayFolder;
import org.mailstead.gateway.NotNow;
import org.mailstead.server.Mistake;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "password",
        description = {
            "Makes a password for a further program, or takes one back.",
            "A password that the account has already is asked for: only with it can the gateway read what it keeps."
        },
        footer = {
            "",
            "Examples:",
            "  mailstead gateway password ann@contoso.com \"Printer downstairs\"",
            "  mailstead gateway password ann@contoso.com mutt --revoke"
        })
final class GatewayPassword implements Callable<Integer> {
    private final Program program;

    @Mixin
    private GatewayOptions options = new GatewayOptions();

    @Parameters(paramLabel = "ADDRESS", description = "of the mailbox")
    private String address = "";

    @Parameters(paramLabel = "NAME", description = "of the program; an old password of the same name ends")
    private String name = "";

    @Option(names = "--revoke", description = "take the password of this program back")
    private boolean revoke;

    @Option(names = "--password-stdin", description = "read the known password from the first line of the input")
    private boolean fromInput;

    GatewayPassword(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() throws IOException {
        GatewayFolder folder = options.folder(program);
        GatewayAccount account = options.account(program, address);
        var out = program.terminal().out();
        if (revoke) {
            if (!Enrolment.revoke(folder, account.address(), name))
                throw new Mistake(address + " has no password for \"" + name + "\". It has them for: "
                        + String.join(", ", Enrolment.programs(folder, account.address())));
            out.println("The password for \"" + name + "\" is taken back.");
        } else {
            String known = fromInput
                    ? program.terminal().lineFromInput()
                    : program.terminal().askKnownPassword();
            try {
                var made = Enrolment.password(
                        folder, options.around(program, Optional.empty()), account.address(), known, name);
                out.println(made.text());
            } catch (NotNow e) {
                throw new Mistake(e.trouble().words(), e);
            }
        }
        out.flush();
        return 0;
    }
}
