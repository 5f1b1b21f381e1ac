package org.mailstead.server.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailstead.doctor.Doctor;
import org.mailstead.doctor.Report;
import org.mailstead.doctor.ReportText;
import org.mailstead.finder.Finder;
import org.mailstead.finder.Finding;
import org.mailstead.ladder.Attempt;
import org.mailstead.ladder.Credential;
import org.mailstead.ladder.Ladder;
import org.mailstead.ladder.Outside;
import org.mailstead.ladder.SecretShape;
import org.mailstead.ladder.Symptom;
import org.mailstead.ladder.Times;
import org.mailstead.server.Mistake;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.ProviderTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "doctor",
        description = {
            "Finds out why a mail account does not work, wherever it is, and says in plain words what to do.",
            "Looks at this computer, the network, names, ports, encryption, and what the servers offer; with the password it signs in too, twice"
                    + " at most at each server, and only over encryption that proves who gets it. No mail is sent and nothing is changed."
        },
        footer = {
            "",
            "SERVER is HOST[:PORT][/ssl|/starttls|/none], as the program has it. Without servers the right ones are tried.",
            "Ends with 0 if nothing stops mail, else with 1.",
            "",
            "Examples:",
            "  mailstead doctor ann@outlook.com",
            "  mailstead doctor ann@example.org --imap mail.example.org:993/ssl --smtp mail.example.org:587/starttls",
            "  mailstead doctor ann@example.org --no-secret --json",
            "  mailstead doctor ann@example.org --said \"550 5.7.1 relaying denied\""
        })
final class Examine implements Callable<Integer> {
    /** Mozilla's page by which Firefox tells whether a network wants a sign-in first; it learns nothing of the account. */
    private static final String BEACON = "http://detectportal.firefox.com/success.txt";

    private static final byte[] BEACON_BODY = "success\n".getBytes(StandardCharsets.US_ASCII);

    private final Program program;

    @Mixin
    private ElsewhereOptions elsewhere = new ElsewhereOptions();

    @Mixin
    private TypedServers typed = new TypedServers();

    @Parameters(paramLabel = "ADDRESS", description = "any mail address")
    private String address = "";

    @Option(names = "--no-secret", description = "do not ask for the password, and look only")
    private boolean noSecret;

    @Option(names = "--password-stdin", description = "read the password from the first line of the input")
    private boolean fromInput;

    @Option(names = "--token-stdin", description = "read an access token (OAuth 2) from the first line of the input")
    private boolean token;

    @Option(
            names = "--said",
            paramLabel = "TEXT",
            description = "what the program showed, or what came back from a mail that was sent")
    private String said = "";

    @Option(
            names = "--symptom",
            paramLabel = "SYMPTOM",
            description = "what you see: sign-in-window, web-pages-work, mail-missing, sent-copies, cannot-send,"
                    + " cannot-receive or other-servers; may be given more than once")
    private List<String> symptoms = new ArrayList<>();

    @Option(
            names = "--no-beacon",
            description = "do not ask " + BEACON + " for the time and whether the network is open")
    private boolean noBeacon;

    @Option(names = "--log", description = "print all that was seen too; there is no secret in it")
    private boolean log;

    @Option(names = "--json", description = "print JSON, for scripts")
    private boolean json;

    Examine(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        var table = ProviderTable.builtIn();
        Optional<Finding> finding = finding(table);
        var report = examined(table, finding, credential(finding));
        var text = new ReportText(elsewhere.language(), program.clock());
        var out = program.terminal().out();
        out.print(json ? ReportJson.of(report, elsewhere.language()) + "\n" : text.people(report));
        if (log && !json) out.print("\n" + ReportText.log(report));
        out.flush();
        return report.isWell() ? 0 : 1;
    }

    private Report examined(ProviderTable table, Optional<Finding> finding, Optional<Credential> secret) {
        var right = finding.flatMap(Finding::settings);
        List<MailServer> found = right.map(
                        settings -> Stream.concat(settings.incoming().stream(), settings.outgoing().stream())
                                .toList())
                .orElse(List.of());
        // Servers that only one place names do not get a password before the person has looked at them.
        boolean asks = finding.filter(each -> each.trust() == Finding.Trust.ASK).isPresent();
        List<MailServer> set = typed.none() ? found : typed.servers(address, found);
        Optional<Credential> used = typed.none() && asks ? Optional.empty() : secret;
        var attempt = new Attempt(
                address,
                set,
                right,
                finding.flatMap(Finding::provider)
                        .or(() -> set.stream()
                                .flatMap(server -> table.byServer(server.host()).stream())
                                .findFirst()),
                used.filter(Credential.Password.class::isInstance).map(each -> SecretShape.of(each.text())),
                symptoms(),
                said);
        return new Doctor(table).diagnose(Ladder.climb(attempt, used, outside()), finding);
    }

    private Optional<Finding> finding(ProviderTable table) {
        var finder = new Finder(table);
        try {
            var known = finder.known(address.strip());
            return known.isPresent()
                    ? known
                    : Optional.of(finder.find(
                            address.strip(),
                            elsewhere.surroundings(program.clock(), program.folder()),
                            elsewhere.consent()));
        } catch (IllegalArgumentException e) {
            throw new Mistake(String.valueOf(e.getMessage()), e);
        }
    }

    private Outside outside() {
        return new Outside(
                elsewhere.resolver(program.clock()),
                ElsewhereOptions::connect,
                Optional.ofNullable(elsewhere.roots(program.folder())),
                elsewhere::goesTo,
                program.clock(),
                Times.STANDARD,
                Outside.Surface.here(System.getenv()),
                noBeacon ? Optional.empty() : Optional.of(new Outside.Beacon(BEACON, BEACON_BODY)));
    }

    private Optional<Credential> credential(Optional<Finding> finding) {
        if (token) return Optional.of(new Credential.Token(program.terminal().lineFromInput()));
        if (fromInput)
            return Optional.of(new Credential.Password(program.terminal().lineFromInput()));
        // Whoever takes no password must not be shown one.
        boolean useless = finding.flatMap(Finding::settings)
                .filter(settings -> !settings.takesTypedSecret())
                .isPresent();
        if (noSecret || useless || !program.terminal().canAsk()) return Optional.empty();
        return Optional.of(new Credential.Password(program.terminal().askKnownPassword()));
    }

    private Set<Symptom> symptoms() {
        var set = EnumSet.noneOf(Symptom.class);
        for (String each : symptoms)
            set.add(Stream.of(Symptom.values())
                    .filter(known -> word(known).equals(each.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new Mistake("--symptom " + each + ": there are "
                            + Stream.of(Symptom.values()).map(Examine::word).collect(Collectors.joining(", ")) + ".")));
        return set;
    }

    private static String word(Symptom symptom) {
        return symptom.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
