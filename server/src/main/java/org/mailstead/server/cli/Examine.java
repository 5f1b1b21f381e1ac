package org.mailstead.server.cli;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailstead.consulting.DistantServer;
import org.mailstead.consulting.Elsewhere;
import org.mailstead.consulting.Examiner;
import org.mailstead.consulting.Following;
import org.mailstead.consulting.Question;
import org.mailstead.doctor.ReportText;
import org.mailstead.finder.Finding;
import org.mailstead.imports.ImportText;
import org.mailstead.imports.Imported;
import org.mailstead.ladder.Credential;
import org.mailstead.ladder.Outside;
import org.mailstead.ladder.Progress;
import org.mailstead.ladder.Symptom;
import org.mailstead.ladder.Times;
import org.mailstead.server.Mistake;
import org.mailstead.settings.AccountSettings;
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
            "Looks at this computer, the network, names, ports, encryption, and what the servers offer; with the"
                    + " password it signs in too, twice at most at each server, and only over encryption that proves who"
                    + " gets it. No mail is sent and nothing is changed."
        },
        footer = {
            "",
            "SERVER is HOST[:PORT][/ssl|/starttls|/none], as the program has it. Without servers the right ones are"
                    + " tried.",
            "Ends with 0 if nothing stops mail, else with 1.",
            "",
            "Examples:",
            "  mailstead doctor ann@outlook.com",
            "  mailstead doctor ann@example.org --imap mail.example.org:993/ssl --smtp mail.example.org:587/starttls",
            "  mailstead doctor --from ~/.thunderbird",
            "  mailstead doctor ann@example.org --from ~/.mbsyncrc --from ~/.msmtprc",
            "  mailstead doctor ann@example.org --no-secret --json",
            "  mailstead doctor ann@example.org --said \"550 5.7.1 relaying denied\"",
            "  mailstead doctor ann@example.org --watch",
            "  mailstead doctor --web"
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

    @Mixin
    private FromProgram from = new FromProgram();

    /** What the program is set to, once its files are read. */
    private List<Imported> programs = List.of();

    @Parameters(
            paramLabel = "ADDRESS",
            arity = "0..1",
            description = "any mail address; with --from, the only one there may be left out")
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

    @Option(
            names = "--from-server",
            paramLabel = "URL",
            description =
                    "ask this Mailstead server what it sees of the same servers, such as https://mail.example.org; it"
                            + " learns their names and the domain. Its page /doctor shows the address to use")
    private String fromServer = "";

    @Option(
            names = "--watch",
            description = "look again, every minute at first, and print what changes; Ctrl-C ends it")
    private boolean watch;

    @Option(names = "--web", description = "open a page in the browser, on this computer only")
    private boolean web;

    @Option(names = "--no-browser", description = "with --web: only print the address")
    private boolean noBrowser;

    @Option(names = "--log", description = "print all that was seen too; there is no secret in it")
    private boolean log;

    @Option(names = "--json", description = "print JSON, for scripts")
    private boolean json;

    /** Whether one of the servers is named as one on this machine. */
    private boolean here;

    Examine(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        var examiner = examiner();
        if (web) return new ExaminePages(program).serve(examiner, address, !noBrowser);
        programs = from.accounts(address, program.folder());
        if (address.isBlank() && !programs.isEmpty())
            address = programs.getFirst().address();
        if (address.isBlank())
            throw new Mistake(
                    "Which address? Write it behind the command, name the program's file by --from, or use --web for a"
                            + " page in the browser.");
        if (watch && json) throw new Mistake("--watch is for people, and has no --json.");
        var prepared = prepared(examiner);
        if (!json) programs.forEach(each -> say(ImportText.of(each, elsewhere.language())));
        if (watch) {
            var speech = new Following.Speech(elsewhere.language(), program.clock(), ZoneId.systemDefault());
            return new Following(examiner, speech, Thread::sleep, this::say).follow(prepared) ? 0 : 1;
        }
        var examined = examiner.climb(prepared, prepared.secret(), Progress.SILENT);
        examined.silence().ifPresent(this::missing);
        var report = examined.report();
        var text = new ReportText(elsewhere.language(), program.clock());
        say(
                json
                        ? ReportJson.of(report, programs, elsewhere.language())
                        : text.people(report).stripTrailing());
        if (log && !json) say("\n" + ReportText.log(report).stripTrailing());
        return report.isWell() ? 0 : 1;
    }

    private void say(String text) {
        program.terminal().out().println(text);
        program.terminal().out().flush();
    }

    private void missing(String why) {
        program.terminal().err().println("The view of " + fromServer + " is missing: " + why);
        program.terminal().err().flush();
    }

    private Examiner examiner() {
        var ways = new Examiner.Ways(
                () -> elsewhere.surroundings(program.clock(), program.folder()),
                this::outside,
                elsewhere.consent(),
                there());
        return new Examiner(ProviderTable.builtIn(), ways);
    }

    private Elsewhere there() {
        if (fromServer.isEmpty()) return Elsewhere.NOBODY;
        try {
            return DistantServer.at(fromServer, () -> elsewhere.surroundings(program.clock(), program.folder()));
        } catch (IllegalArgumentException e) {
            throw new Mistake("--from-server: " + e.getMessage(), e);
        }
    }

    private Examiner.Prepared prepared(Examiner examiner) {
        Finding finding;
        try {
            finding = examiner.find(address);
        } catch (IllegalArgumentException e) {
            throw new Mistake(String.valueOf(e.getMessage()), e);
        }
        var known = finding.settings().map(AccountSettings::servers).orElse(List.of());
        boolean asFound = typed.none() && from.none();
        here = Stream.concat(known.stream(), asFound ? Stream.<MailServer>empty() : set(address, known).stream())
                .anyMatch(MailServer::isHere);
        return examiner.prepare(
                new Question(
                        address,
                        asFound ? Optional.empty() : Optional.of(this::set),
                        credential(finding),
                        symptoms(),
                        said),
                finding);
    }

    /** What is typed counts over what a program is set to. */
    private List<MailServer> set(String whose, List<MailServer> found) {
        var own = from.none() ? found : FromProgram.servers(programs, whose);
        return typed.none() ? own : typed.servers(whose, own);
    }

    private Outside outside() {
        return new Outside(
                elsewhere.resolver(program.clock()),
                ElsewhereOptions::connect,
                Optional.ofNullable(elsewhere.roots(program.folder())),
                // Where the person names this machine; a stranger's DNS must not.
                to -> elsewhere.goesTo(to) || (here && to.isLoopbackAddress()),
                program.clock(),
                Times.STANDARD,
                Outside.Surface.here(System.getenv()),
                noBeacon ? Optional.empty() : Optional.of(new Outside.Beacon(BEACON, BEACON_BODY)));
    }

    private Optional<Credential> credential(Finding finding) {
        if (token) return Optional.of(new Credential.Token(program.terminal().lineFromInput()));
        if (fromInput)
            return Optional.of(new Credential.Password(program.terminal().lineFromInput()));
        // Whoever takes no password must not be shown one.
        boolean useless =
                !Examiner.takesTypedSecret(finding) || programs.stream().anyMatch(Imported::oauth);
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
