package org.mailstead.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mailstead.exports.Export;
import org.mailstead.exports.ExportProgram;
import org.mailstead.exports.Exports;
import org.mailstead.exports.PasswordSource;
import org.mailstead.exports.UnfitSettings;
import org.mailstead.exports.Wish;
import org.mailstead.server.Mistake;
import org.mailstead.texts.Language;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description = {
            "Says what to do in a mail program to set up the account there, and makes the program's files for it.",
            "Without PROGRAM it lists the programs. There is no password in what it makes."
        },
        footer = {
            "",
            "Examples:",
            "  mailstead account export ann@example.org",
            "  mailstead account export ann@example.org outlook --language de",
            "  mailstead account export ann@example.org mutt --to ann"
        })
final class AccountExport extends DeviceSetup {
    private static final String ALL = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PROGRAM",
            description = "the mail program, such as thunderbird or mutt")
    private String program = ALL;

    @Option(names = "--to", paramLabel = "FOLDER", description = "write the files there, in place of showing them")
    private @Nullable Path to;

    @Option(names = "--name", paramLabel = "NAME", description = "of its person, as others see it")
    private String name = "";

    @Option(names = "--language", paramLabel = "LANGUAGE", description = "of the words: en (the default) or de")
    private String language = Language.ENGLISH.tag();

    @Option(
            names = "--password-from",
            paramLabel = "WHERE",
            description =
                    "where programs get the password that take it from a command: pass (the default), keyring or file")
    private String passwords = PasswordSource.PASS.word();

    private final Path here;

    AccountExport(Program program) {
        super(program);
        here = program.folder();
    }

    @Override
    void run(Desk desk) {
        Language spoken = AccountLanguage.parse(language);
        if (program.equals(ALL)) {
            if (to != null) throw new Mistake("Say for which program, before --to.");
            ExportChoice.lines(spoken).forEach(desk::say);
            return;
        }
        var account = account(desk);
        var wish = new Wish(spoken, Optional.of(account.reading()), source());
        Export export = export(account, wish);
        if (export.isRefused()) throw new Mistake(String.join(" ", export.warnings()));
        if (to != null) export.files().forEach(file -> desk.say(file.name() + " " + MadeFile.line(file.content())));
        desk.say(export.text().stripTrailing());
        if (to == null) show(desk, export);
    }

    private Export export(AccountSettings account, Wish wish) {
        ExportProgram wanted = Exports.of(program)
                .orElseThrow(() -> new Mistake(
                        "There is no program \"" + program + "\"; there are: " + ExportChoice.words() + "."));
        try {
            return wanted.export(account.said(name), wish);
        } catch (UnfitSettings e) {
            throw new Mistake(e.sentence(), e);
        }
    }

    private PasswordSource source() {
        return Stream.of(PasswordSource.values())
                .filter(each -> each.word().equals(passwords))
                .findFirst()
                .orElseThrow(
                        () -> new Mistake("--password-from takes pass, keyring or file, not \"" + passwords + "\"."));
    }

    private static void show(Desk desk, Export export) {
        for (Export.ExportFile file : export.files()) {
            boolean picture = file.mediaType().startsWith("image/");
            desk.say("\n--- " + file.name()
                    + (picture ? " (write it with --to)" : "\n" + file.text().stripTrailing()));
        }
    }

    @Override
    @Nullable
    Path out() {
        return to;
    }

    /** Lines of files come first, each with a name and its content; the words begin where a line has no name of a file. */
    @Override
    void take(String printed, Terminal terminal) {
        if (to == null) {
            super.take(printed, terminal);
            return;
        }
        Path folder = here.resolve(to).normalize();
        var words = new StringBuilder();
        var written = new StringBuilder();
        boolean files = true;
        for (String line : printed.lines().toList()) {
            files &= line.matches("[A-Za-z0-9@._+-]+ [A-Za-z0-9+/]+=*");
            if (files) written.append(write(folder, line)).append('\n');
            else words.append(line).append('\n');
        }
        terminal.out().print(words);
        terminal.out().print(written);
    }

    private static String write(Path folder, String line) {
        int blank = line.indexOf(' ');
        Path file = folder.resolve(line.substring(0, blank));
        try {
            if (!Files.isDirectory(folder)) Files.createDirectories(folder);
            Files.write(file, Base64.getDecoder().decode(line.substring(blank + 1)));
        } catch (IOException e) {
            throw new Mistake("The file " + file + " cannot be written: " + e.getMessage() + ".", e);
        }
        return "Written to " + file + ".";
    }
}
