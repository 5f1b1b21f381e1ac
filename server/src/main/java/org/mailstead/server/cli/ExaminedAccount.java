package org.mailstead.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mailstead.consulting.Examiner;
import org.mailstead.consulting.Question;
import org.mailstead.finder.Finding;
import org.mailstead.imports.Imported;
import org.mailstead.ladder.Credential;
import org.mailstead.ladder.Symptom;
import org.mailstead.server.Mistake;
import org.mailstead.settings.AccountSettings;
import org.mailstead.settings.MailServer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An account that is to be examined: the one of a command line, or one of those in a file. */
final class ExaminedAccount {
    /** Of a file with a password, which has one line. Access to a pipe must end too. */
    private static final int PASSWORD_BYTES = 4096;

    @Mixin
    private TypedServers typed = new TypedServers();

    @Mixin
    private FromProgram from = new FromProgram();

    @Parameters(
            paramLabel = "ADDRESS",
            arity = "0..1",
            description = "any mail address; with --from, the only one there may be left out")
    private String address = "";

    @Option(names = "--no-secret", description = "do not ask for the password, and look only")
    private boolean noSecret;

    @Option(names = "--password-stdin", description = "read the password from the first line of the input")
    private boolean fromInput;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "read the password from the first line of this file")
    private @Nullable Path passwordFile;

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

    /** What the program is set to, once its files are read. */
    private List<Imported> programs = List.of();

    /** Whether one of the servers is named as one on this machine. */
    private boolean here;

    String address() {
        return address;
    }

    List<Imported> programs() {
        return programs;
    }

    boolean isHere() {
        return here;
    }

    /** Whether nothing says whose account it is. */
    boolean isNobodys() {
        return address.isBlank() && from.none();
    }

    /** Whether nothing at all is said of it. */
    boolean isUntold() {
        boolean secret = noSecret || readsInput() || passwordFile != null;
        return isNobodys() && typed.none() && !secret && said.isEmpty() && symptoms.isEmpty();
    }

    boolean readsInput() {
        return fromInput || token;
    }

    /**
     * Reads the files of programs and finds the settings.
     *
     * @param asks whether the password may be asked for
     * @throws Mistake if it is not clear what is meant
     */
    Examiner.Prepared prepared(Examiner examiner, Program program, boolean asks) {
        programs = from.accounts(address, program.folder());
        if (address.isBlank() && !programs.isEmpty())
            address = programs.getFirst().address();
        if (address.isBlank())
            throw new Mistake(
                    "Which address? Write it behind the command, name the program's file by --from, or use --web for a"
                            + " page in the browser.");
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
                        credential(finding, program, asks),
                        symptoms(),
                        said),
                finding);
    }

    /** What is typed counts over what a program is set to. */
    private List<MailServer> set(String whose, List<MailServer> found) {
        var own = from.none() ? found : FromProgram.servers(programs, whose);
        return typed.none() ? own : typed.servers(whose, own);
    }

    private Optional<Credential> credential(Finding finding, Program program, boolean asks) {
        var terminal = program.terminal();
        if (token) return Optional.of(new Credential.Token(terminal.lineFromInput()));
        if (fromInput) return Optional.of(new Credential.Password(terminal.lineFromInput()));
        if (passwordFile != null) return Optional.of(new Credential.Password(firstLine(program, passwordFile)));
        // Whoever takes no password must not be shown one.
        boolean useless =
                !Examiner.takesTypedSecret(finding) || programs.stream().anyMatch(Imported::oauth);
        if (noSecret || useless || !asks || !terminal.canAsk()) return Optional.empty();
        return Optional.of(new Credential.Password(terminal.askKnownPassword()));
    }

    private static String firstLine(Program program, Path named) {
        var file = program.folder().resolve(named).normalize();
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(PASSWORD_BYTES), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .filter(line -> !line.isEmpty())
                    .orElseThrow(() -> new Mistake(
                            "--password-file: the first line of " + file + " should be the password, and is empty."));
        } catch (NoSuchFileException e) {
            throw new Mistake("--password-file: there is no file " + file + ".", e);
        } catch (IOException e) {
            throw new Mistake("--password-file: " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private Set<Symptom> symptoms() {
        var set = EnumSet.noneOf(Symptom.class);
        for (String each : symptoms)
            set.add(Stream.of(Symptom.values())
                    .filter(known -> word(known).equals(each.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new Mistake("--symptom " + each + ": there are "
                            + Stream.of(Symptom.values())
                                    .map(ExaminedAccount::word)
                                    .collect(Collectors.joining(", "))
                            + ".")));
        return set;
    }

    private static String word(Symptom symptom) {
        return symptom.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
