package org.mailstead.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mailstead.gateway.Enrolment;
import org.mailstead.gateway.Enrolment.Enrolled;
import org.mailstead.gateway.GatewayAccount;
import org.mailstead.gateway.GatewayFolder;
import org.mailstead.gateway.GatewaySettings;
import org.mailstead.gateway.NotNow;
import org.mailstead.gateway.Registration;
import org.mailstead.gateway.Surroundings;
import org.mailstead.server.Mistake;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        description = {
            "Takes an account elsewhere into the gateway, so that programs that know only passwords can use it; or signs in again for one that"
                    + " is there.",
            "You sign in with your provider in the browser. Your password goes to the provider only. The gateway makes a password for your"
                    + " program, and prints what to set it to."
        },
        footer = {
            "",
            "Providers want to know the program that asks: register the gateway with them once, and say the client id they give. The steps are"
                    + " in docs/gateway.md.",
            "",
            "Examples:",
            "  mailstead gateway add ann@contoso.com --client-id 00000000-0000-0000-0000-000000000000",
            "  mailstead gateway add ann@contoso.com --code",
            "  mailstead gateway add ann@gmail.com --app-password"
        })
final class GatewayAdd implements Callable<Integer> {
    private final Program program;

    @Mixin
    private GatewayOptions options = new GatewayOptions();

    @Mixin
    private ElsewhereOptions elsewhere = new ElsewhereOptions();

    @Parameters(paramLabel = "ADDRESS", description = "of the mailbox")
    private String address = "";

    @Option(
            names = "--program",
            paramLabel = "NAME",
            description = "which program the first password is for (default: ${DEFAULT-VALUE})",
            defaultValue = Enrolment.FIRST)
    private String name = "";

    @Option(names = "--code", description = "sign in on another device, with a code: for machines without a browser")
    private boolean code;

    @Option(
            names = "--app-password",
            description =
                    "in place of signing in, use a password that the provider makes for programs; it is asked for")
    private boolean appPassword;

    @Option(names = "--password-stdin", description = "the same, from the first line of the input")
    private boolean fromInput;

    @Option(
            names = "--client-id",
            paramLabel = "ID",
            description = "of your registration with the provider; kept for further accounts")
    private @Nullable String clientId;

    @Option(
            names = "--client-secret",
            paramLabel = "SECRET",
            description = "of your registration, if the provider gave one")
    private String clientSecret = "";

    @Mixin
    private ProviderOptions provider = new ProviderOptions();

    @Option(names = "--anyway", description = "use servers that were found, but that nothing vouches for")
    private boolean anyway;

    @Option(names = "--json", description = "print JSON, for scripts")
    private boolean json;

    GatewayAdd(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() throws IOException {
        GatewayFolder folder = options.folder(program);
        GatewaySettings settings = folder.settings();
        Optional<Path> trust = elsewhere.trusted(program.folder());
        if (trust.isPresent()) settings = settings.trusting(trust.get());
        var wanted = provider.choice(program, elsewhere, anyway);
        GatewayChoice.Chosen chosen = wanted.of(address, folder.account(address));
        boolean byPassword = appPassword || fromInput || chosen.oauth().isEmpty();
        Registration registration = byPassword ? new Registration("", "") : registration(chosen, settings);
        if (!byPassword) settings = settings.with(chosen.provider(), registration);
        GatewayAccount account = chosen.account(byPassword, registration.clientId());
        Surroundings around = options.around(program, settings.trust());
        var enrolment = new Enrolment(folder, around, account, registration, name);
        var person = new PersonSignIn(program.terminal(), enrolment, address);
        try {
            Enrolled enrolled = byPassword
                    ? enrolment.byPassword(password(chosen))
                    : code ? person.byCode() : person.byBrowser(provider.redirectPort());
            folder.write(settings);
            say(new GatewayText(account, settings, enrolled, options.words()));
            return 0;
        } catch (NotNow e) {
            throw new Mistake(e.trouble().words(), e);
        }
    }

    private Registration registration(GatewayChoice.Chosen chosen, GatewaySettings settings) {
        if (clientId != null) return new Registration(clientId, clientSecret);
        Registration known = settings.registrations().get(chosen.provider());
        if (known != null) return known;
        throw new Mistake(chosen.name()
                + " wants to know the program that asks. Register the gateway there once (the steps are in"
                + " docs/gateway.md), and say the client id: mailstead gateway add" + options.words() + " " + address
                + " --client-id ID."
                + (chosen.takesPasswords() ? " Or use a password that it makes for programs: --app-password." : ""));
    }

    private String password(GatewayChoice.Chosen chosen) {
        if (!chosen.takesPasswords())
            throw new Mistake(chosen.name() + " takes no passwords from programs, not even those made for them."
                    + " Sign in with the browser: leave out --app-password.");
        return fromInput
                ? program.terminal().lineFromInput()
                : program.terminal().askKnownPassword();
    }

    private void say(GatewayText text) {
        program.terminal().out().print(json ? text.json() + "\n" : text.people());
        program.terminal().out().flush();
    }
}
