package org.mailstead.server.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
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
        var wanted = new GatewayChoice(program, elsewhere, servers, oauth, anyway);
        GatewayChoice.Chosen chosen = wanted.of(address, folder.account(address));
        boolean byPassword = appPassword || fromInput || chosen.oauth().isEmpty();
        Registration registration = byPassword ? new Registration("", "") : registration(chosen, settings);
        if (!byPassword) settings = settings.with(chosen.provider(), registration);
        GatewayAccount account = chosen.account(byPassword, registration.clientId());
        Surroundings around = options.around(program, settings.trust());
        var enrolment = new Enrolment(folder, around, account, registration, name);
        try {
            Enrolled enrolled = byPassword
                    ? enrolment.byPassword(password(chosen))
                    : code ? byCode(enrolment) : byBrowser(enrolment);
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

    private Enrolled byCode(Enrolment enrolment) throws NotNow, IOException {
        var device = enrolment.byCode();
        tell("On any device, open " + device.page() + " and type the code " + device.code() + "\n" + "Sign in there as "
                + address + ". Waiting…");
        return device.await();
    }

    private Enrolled byBrowser(Enrolment enrolment) throws NotNow, IOException {
        try (var browser = enrolment.byBrowser(redirectPort)) {
            URI page = browser.page();
            boolean opened = program.terminal().canAsk() && SystemBrowser.open(page);
            tell((opened ? "Your browser opens. If it does not, open this page" : "Open this page")
                    + " in a browser on this machine, and sign in as " + address + ":\n\n" + page
                    + "\n\nWaiting… (Without a browser on this machine: --code)");
            return browser.await();
        }
    }

    /** Beside the output, which may be read by a script. */
    private void tell(String text) {
        program.terminal().err().println(text);
        program.terminal().err().flush();
    }

    private void say(GatewayText text) {
        program.terminal().out().print(json ? text.json() + "\n" : text.people());
        program.terminal().out().flush();
    }
}
