package org.mailstead.server.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mailstead.consulting.DistantServer;
import org.mailstead.consulting.Elsewhere;
import org.mailstead.consulting.Examiner;
import org.mailstead.consulting.Following;
import org.mailstead.doctor.ReportText;
import org.mailstead.imports.ImportText;
import org.mailstead.ladder.Outside;
import org.mailstead.ladder.Progress;
import org.mailstead.ladder.Times;
import org.mailstead.server.Mistake;
import org.mailstead.settings.ProviderTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
            "  mailstead doctor --accounts accounts.txt --json",
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
    private ExaminedAccount account = new ExaminedAccount();

    @Option(
            names = "--accounts",
            paramLabel = "FILE",
            description =
                    "examine several accounts: each line of the file is what would stand behind the command for one")
    private @Nullable Path accounts;

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

    Examine(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        if (watch && json) throw new Mistake("--watch is for people, and has no --json.");
        if (accounts != null) return several(accounts);
        var examiner = examiner(account);
        if (web) return new ExaminePages(program).serve(examiner, account.address(), !noBrowser);
        var prepared = account.prepared(examiner, program, true);
        if (!json) account.programs().forEach(each -> say(ImportText.of(each, elsewhere.language())));
        if (watch) {
            var speech = new Following.Speech(elsewhere.language(), program.clock(), ZoneId.systemDefault());
            return new Following(examiner, speech, Thread::sleep, this::say).follow(prepared) ? 0 : 1;
        }
        var examined = examiner.climb(prepared, prepared.secret(), Progress.SILENT);
        examined.silence().ifPresent(this::missing);
        var report = examined.report();
        say(
                json
                        ? ReportJson.of(report, account.programs(), elsewhere.language(), text())
                        : text().people(report).stripTrailing());
        if (log && !json) say("\n" + ReportText.log(report).stripTrailing());
        return report.isWell() ? 0 : 1;
    }

    private ReportText text() {
        return new ReportText(elsewhere.language(), program.clock());
    }

    private int several(Path named) {
        if (watch || web) throw new Mistake("--accounts looks once at each. Leave out --watch and --web.");
        if (!account.isUntold())
            throw new Mistake("With --accounts, addresses, servers and passwords are told by the lines of the file.");
        var lines = new AccountsFile(program.folder().resolve(named).normalize()).lines();
        int well = new ExamineSeveral(this::oneOf, outcome -> say(outcome.text())).examine(lines);
        if (!json) say("\n" + text().together(lines.size(), well));
        return well == lines.size() ? 0 : 1;
    }

    private ExamineSeveral.Outcome oneOf(AccountsFile.Line line) {
        var one = line.account();
        try {
            var examiner = examiner(one);
            var prepared = one.prepared(examiner, program, false);
            var examined = examiner.climb(prepared, prepared.secret(), Progress.SILENT);
            examined.silence().ifPresent(this::missing);
            var report = examined.report();
            String shown =
                    json ? ReportJson.of(report, one.programs(), elsewhere.language(), text()) : text().brief(report);
            if (log && !json) shown += "\n" + ReportText.log(report);
            return new ExamineSeveral.Outcome(shown.stripTrailing(), report.isWell());
        } catch (Mistake e) {
            String mistake = line.place() + ": " + e.getMessage();
            return new ExamineSeveral.Outcome(json ? ReportJson.mistake(one.address(), mistake) : mistake, false);
        }
    }

    private void say(String text) {
        program.terminal().out().println(text);
        program.terminal().out().flush();
    }

    private void missing(String why) {
        program.terminal().err().println("The view of " + fromServer + " is missing: " + why);
        program.terminal().err().flush();
    }

    private Examiner examiner(ExaminedAccount of) {
        var ways = new Examiner.Ways(
                () -> elsewhere.surroundings(program.clock(), program.folder()),
                () -> outside(of),
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

    private Outside outside(ExaminedAccount of) {
        return new Outside(
                elsewhere.resolver(program.clock()),
                ElsewhereOptions::connect,
                Optional.ofNullable(elsewhere.roots(program.folder())),
                // Where the person names this machine; a stranger's DNS must not.
                to -> elsewhere.goesTo(to) || (of.isHere() && to.isLoopbackAddress()),
                program.clock(),
                Times.STANDARD,
                Outside.Surface.here(System.getenv()),
                noBeacon ? Optional.empty() : Optional.of(new Outside.Beacon(BEACON, BEACON_BODY)),
                elsewhere.blocklists());
    }
}
