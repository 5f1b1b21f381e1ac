package org.mailstead.server.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mailstead.dns.BudgetedResolver;
import org.mailstead.dns.CachingResolver;
import org.mailstead.dns.DnsName;
import org.mailstead.finder.SettingsCheck;
import org.mailstead.finder.Surroundings;
import org.mailstead.server.Mistake;
import org.mailstead.server.Resolvers;
import org.mailstead.wire.TlsClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = {
            "Looks for the settings of a domain's accounts as mail programs do, each in its own way, and tells with which servers each"
                    + " would end up, whether these answer, and what is in the way.",
            "Questions that programs ask their makers are left out: Thunderbird's list of providers, and the directory that new Outlook asks."
        },
        footer = {
            "",
            "Ends with 0 if every program finds servers that answer and nothing is to be mended, else with 1. Run it on another"
                    + " machine than the server too: what is seen from inside may not be seen from outside.",
            "",
            "Examples:",
            "  mailstead setup check example.org",
            "  mailstead setup check example.org --sign-in ann@example.org"
        })
final class SetupCheck implements Callable<Integer> {
    /** For all of it. Whoever waits sits before the terminal; where all answers, it takes some seconds. */
    private static final Duration TOTAL = Duration.ofSeconds(60);

    /** A check asks some sixty. */
    private static final int QUESTIONS = 400;

    /** Nobody's: servers tell the same for all. */
    private static final String NOBODY = "mailstead-setup-check@";

    private final Program program;

    @Mixin
    private DataOptions options = new DataOptions();

    @Parameters(paramLabel = "DOMAIN", description = "one of this server's domains")
    private String domain = "";

    @Option(
            names = "--sign-in",
            paramLabel = "ADDRESS",
            description = "sign in with this account at every server that is found; its password is asked for")
    private @Nullable String account;

    @Option(
            names = "--password-stdin",
            description = "read the password for --sign-in from the first line of the input")
    private boolean fromInput;

    @Option(
            names = "--resolver",
            paramLabel = "HOST:PORT",
            description = "the DNS server to ask (default: those that the server asks)")
    private @Nullable String resolver;

    @Option(names = "--json", description = "print JSON, for scripts")
    private boolean json;

    SetupCheck(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        var configuration = options.configuration(program.folder());
        DnsName name = DnsName.parse(domain)
                .filter(typed -> typed.labels().size() > 1)
                .orElseThrow(() -> new Mistake("\"" + domain + "\" is not a domain. Write it like example.org."));
        String address = account == null ? NOBODY + name : Desk.address(account).toString();
        if (account != null
                && !DnsName.parse(address.substring(address.lastIndexOf('@') + 1))
                        .equals(Optional.of(name)))
            throw new Mistake(account + " is not an address of " + domain + ".");
        var password = password();
        var proof = configuration.sending().proof();
        var clock = program.clock();
        var asked = Resolvers.of(proof.dns(), clock, DnsCheck.servers(resolver, proof.dnsServers()));
        var dns = new CachingResolver(new BudgetedResolver(asked, clock, TOTAL, QUESTIONS), clock);
        var around = new Surroundings(dns, ElsewhereOptions::connect, new TlsClient(null), _ -> true, TOTAL);
        var check = SettingsCheck.of(address, DnsName.parse(configuration.hostname()), password, around);
        var text = new SetupCheckText(name, check, password.isPresent());
        program.terminal().out().print(json ? text.json() + "\n" : text.people());
        program.terminal().out().flush();
        return check.isWell() ? 0 : 1;
    }

    private Optional<String> password() {
        if (account == null) return Optional.empty();
        return Optional.of(
                fromInput
                        ? program.terminal().lineFromInput()
                        : program.terminal().askKnownPassword());
    }
}
