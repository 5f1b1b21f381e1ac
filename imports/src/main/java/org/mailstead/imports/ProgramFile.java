package org.mailstead.imports;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What a mail program on this machine is set to, read from its file, or from the folder in which it keeps its files. It is known by its
 * name, else by what is in it. Nothing that a file says is run, and no secret in it is told to anybody.
 */
public final class ProgramFile {
    /** Of a file whose name says nothing: enough to see what language it is in. */
    private static final int GLANCE = 64 * 1024;

    /**
     * A program whose files can be read.
     *
     * @param names of its files, and with folders before them where the folder decides
     * @param places in a person's folder, for people
     */
    private record Known(String program, List<String> names, String places, Supplier<ProgramSettings> settings) {
        boolean isCalled(Path path) {
            return names.stream().anyMatch(each -> path.toAbsolutePath().endsWith(Path.of(each)));
        }
    }

    private static final List<Known> KNOWN = List.of(
            new Known(
                    "Thunderbird", List.of("prefs.js"), "the folder of a profile, or ~/.thunderbird", Thunderbird::new),
            new Known("Thunderbird", List.of("profiles.ini"), "", ThunderbirdProfiles::new),
            new Known(
                    "Mutt and NeoMutt",
                    List.of("neomuttrc", ".neomuttrc", "muttrc", ".muttrc"),
                    "~/.muttrc, ~/.config/neomutt/neomuttrc",
                    Mutt::new),
            new Known(
                    "msmtp",
                    List.of(".msmtprc", "msmtprc", "msmtp/config"),
                    "~/.msmtprc, ~/.config/msmtp/config",
                    Msmtp::new),
            new Known(
                    "mbsync",
                    List.of(".mbsyncrc", "isyncrc", "mbsyncrc"),
                    "~/.mbsyncrc, ~/.config/isyncrc",
                    Mbsync::new),
            new Known(
                    "getmail",
                    List.of(".getmail/getmailrc", "getmailrc", ".getmailrc"),
                    "~/.config/getmail/getmailrc",
                    Getmail::new),
            new Known(
                    "OfflineIMAP",
                    List.of(".offlineimaprc", "offlineimap/config", "offlineimaprc"),
                    "~/.offlineimaprc",
                    OfflineImap::new),
            new Known(
                    "aerc", List.of("aerc/accounts.conf", "accounts.conf"), "~/.config/aerc/accounts.conf", Aerc::new),
            new Known(
                    "git send-email",
                    List.of(".gitconfig", "git/config", ".git/config"),
                    "~/.gitconfig",
                    GitSendEmail::new),
            new Known("Postfix", List.of("main.cf"), "/etc/postfix/main.cf", Postfix::new),
            new Known("Claws Mail and Sylpheed", List.of("accountrc"), "~/.claws-mail/accountrc", Claws::new),
            new Known("Evolution", List.of("evolution/sources"), "~/.config/evolution/sources", Evolution::new));

    /** What the files that are looked for in a folder are in: the folder itself, or where systems that shut programs in have theirs. */
    private static final List<String> WITHIN = List.of("", ".thunderbird", "common/.thunderbird", "Thunderbird", "git");

    private final Path home;
    private final Map<String, String> environment;

    /**
     * @param home of the person, for {@code ~}
     * @param environment of which a few harmless names are put into values, as the programs do
     */
    public ProgramFile(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = Map.copyOf(environment);
    }

    /**
     * The accounts that are set in a file or folder, in its order; at least one.
     *
     * @throws UnreadableProgram if there is none, or it is none of a program that is known
     */
    public List<Imported> read(Path path) throws UnreadableProgram {
        if (!Files.exists(path)) throw new UnreadableProgram("There is no " + path + ". " + whatCanBeRead());
        var reading = new Reading(home, environment);
        var accounts = settings(path, reading);
        if (accounts.isEmpty())
            throw new UnreadableProgram(path + " sets no account with a mail server. " + whatCanBeRead());
        return accounts;
    }

    private static List<Imported> settings(Path path, Reading reading) throws UnreadableProgram {
        var known = named(path);
        if (known.isPresent()) return known.get().settings().get().read(path, reading);
        if (Files.isDirectory(path)) return folder(path, reading);
        String text = reading.open(path).text();
        String glance = text.substring(0, Math.min(text.length(), GLANCE));
        for (Known each : KNOWN)
            if (each.settings().get().recognises(glance))
                return each.settings().get().read(path, reading);
        throw new UnreadableProgram(path + " is no file of a program that can be read. " + whatCanBeRead());
    }

    private static Optional<Known> named(Path path) {
        return KNOWN.stream().filter(each -> each.isCalled(path)).findFirst();
    }

    private static List<Imported> folder(Path folder, Reading reading) throws UnreadableProgram {
        for (String within : WITHIN)
            for (Known each : KNOWN)
                for (String name : each.names()) {
                    Path file = folder.resolve(within).resolve(Path.of(name).getFileName());
                    boolean fits = name.indexOf('/') < 0
                            || Path.of(folder.toAbsolutePath() + "/" + within)
                                    .normalize()
                                    .endsWith(Path.of(name).getParent());
                    if (fits && Files.isRegularFile(file))
                        return each.settings().get().read(file, reading);
                }
        if (!reading.files(folder, Evolution.ENDING).isEmpty()) return new Evolution().read(folder, reading);
        throw new UnreadableProgram(folder + " is no folder of a program that can be read. " + whatCanBeRead());
    }

    /** For people: the programs, with the usual places of their files. */
    public static String whatCanBeRead() {
        return "These can be read: "
                + KNOWN.stream()
                        .filter(each -> !each.places().isEmpty())
                        .map(each -> each.program() + " (" + each.places() + ")")
                        .collect(Collectors.joining(", "))
                + ".";
    }
}
