package org.mailstead.server.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mailstead.exports.ExportProgram;
import org.mailstead.exports.PasswordSource;
import org.mailstead.exports.UnfitSettings;
import org.mailstead.exports.Wish;
import org.mailstead.finder.Finder;
import org.mailstead.finder.Finding;
import org.mailstead.finder.FindingText;
import org.mailstead.server.Mistake;
import org.mailstead.settings.AccountSettings;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.ProviderTable;
import org.mailstead.texts.Language;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "settings",
        description = {
            "Finds the right settings of any mail address: servers, ports, encryption, user name, and what has to be known first.",
            "Large providers are known at once and without a network. For others the domain's own places, its DNS and the host that takes its"
                    + " mail are asked, for at most 12 seconds. No password is asked for or sent."
        },
        footer = {
            "",
            "Ends with 0 if there are settings to read and to send, else with 1.",
            "",
            "Examples:",
            "  mailstead settings ann@outlook.com",
            "  mailstead settings ann@example.org --for neomutt",
            "  mailstead settings ann@example.org --for apple --out ~/Desktop",
            "  mailstead settings ann@example.org --ask directory --json"
        })
final class SettingsShow implements Callable<Integer> {
    private final Program program;

    @Mixin
    private ElsewhereOptions elsewhere = new ElsewhereOptions();

    @Parameters(arity = "0..1", paramLabel = "ADDRESS", description = "any mail address")
    private String address = "";

    @Option(
            names = "--for",
            paramLabel = "PROGRAM",
            description = "what this program has to be told, in its own words: see --programs")
    private @Nullable String wanted;

    @Option(names = "--programs", description = "list the programs that --for knows")
    private boolean programs;

    @Option(names = "--out", paramLabel = "FOLDER", description = "write the files for the program there")
    private @Nullable Path out;

    @Option(names = "--name", paramLabel = "NAME", description = "of the person, as others see it")
    private String name = "";

    @Option(names = "--pop3", description = "read by POP3 and not by IMAP")
    private boolean pop3;

    @Option(
            names = "--all",
            description = "ask the domain too where the provider is known, and tell what every place says")
    private boolean all;

    @Option(names = "--offline", description = "ask nobody: the table of providers only")
    private boolean offline;

    @Option(names = "--json", description = "print JSON, for scripts")
    private boolean json;

    SettingsShow(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        var language = elsewhere.language();
        if (programs) return list(language);
        if (address.isEmpty()) throw new Mistake("Say which address: mailstead settings ann@example.org");
        Finding finding = find();
        if (wanted != null)
            return export(
                    finding,
                    ExportChoice.of(wanted, " For others take the values of \"mailstead settings ADDRESS\"."),
                    language);
        var text = new FindingText(language, program.clock());
        say(json ? FindingJson.of(finding, text) + "\n" : text.people(finding) + places(finding) + next(finding));
        return finding.isWhole() ? 0 : 1;
    }

    private Finding find() {
        var finder = new Finder(ProviderTable.builtIn());
        try {
            var known = finder.known(address);
            if (known.isPresent() && !all) return known.get();
            if (offline)
                return known.orElseThrow(() -> new Mistake(
                        "The provider of " + address + " is not in the table. Without --offline its domain is asked."));
            return finder.find(address, elsewhere.surroundings(program.clock(), program.folder()), elsewhere.consent());
        } catch (IllegalArgumentException e) {
            throw new Mistake(String.valueOf(e.getMessage()), e);
        }
    }

    private int list(Language language) {
        ExportChoice.lines(language).forEach(line -> say(line + "\n"));
        return 0;
    }

    private int export(Finding finding, ExportProgram to, Language language) {
        AccountSettings found = finding.settings()
                .orElseThrow(() ->
                        new Mistake("No settings were found for " + address + ". See: mailstead settings " + address));
        var settings = new AccountSettings(found.address(), name, found.servers(), found.secrets());
        var wish = new Wish(language, pop3 ? Optional.of(Protocol.POP3) : Optional.empty(), PasswordSource.PASS);
        try {
            var made = to.export(settings, wish);
            var text = new FindingText(language, program.clock());
            var warnings = new ArrayList<>(text.doubts(finding));
            if (finding.trust() == Finding.Trust.ASK) warnings.addFirst(text.trust(finding));
            new ExportText(made, warnings).show(program, out, json);
            return made.isRefused() ? 1 : 0;
        } catch (UnfitSettings e) {
            throw new Mistake(String.valueOf(e.getMessage()), e);
        }
    }

    /** What every place said. */
    private String places(Finding finding) {
        if (!all) return "";
        var lines = new StringBuilder("\n");
        finding.sources()
                .forEach(source -> lines.append("  ")
                        .append(source.isFound() ? "+ " : "- ")
                        .append(source.look().place())
                        .append(": ")
                        .append(
                                source.isFound()
                                        ? source.look().servers().toString()
                                        : source.look().said())
                        .append('\n'));
        return lines.toString();
    }

    private String next(Finding finding) {
        if (!finding.isWhole()) return "";
        return "\nmailstead settings " + address + " --for PROGRAM    (thunderbird, apple, neomutt, …: --programs)\n"
                + "mailstead doctor " + address + "\n";
    }

    private void say(String text) {
        program.terminal().out().print(text);
        program.terminal().out().flush();
    }
}
