package org.mailstead.server.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.mailstead.imports.Imported;
import org.mailstead.imports.ProgramFile;
import org.mailstead.imports.UnreadableProgram;
import org.mailstead.server.Mistake;
import org.mailstead.settings.MailServer;
import picocli.CommandLine.Option;

/** What a person's mail programs are set to, by their own files. */
final class FromProgram {
    @Option(
            names = "--from",
            paramLabel = "PATH",
            description = "look at what a program is set to: the file or folder of Thunderbird, Mutt, msmtp, mbsync and"
                    + " others; may be given more than once, such as one file for reading and one for sending")
    private List<String> paths = new ArrayList<>();

    boolean none() {
        return paths.isEmpty();
    }

    /**
     * The account of an address in each file.
     *
     * @param typed empty for the only one that there is
     * @throws Mistake if a file cannot be read, or it is not clear which account is meant
     */
    List<Imported> accounts(String typed, Path folder) {
        String address = typed.strip();
        var home = Path.of(System.getProperty("user.home"));
        var accounts = new ArrayList<Imported>();
        for (String each : paths) {
            try {
                String written =
                        each.startsWith("~/") ? home.resolve(each.substring(2)).toString() : each;
                var path = folder.resolve(written).normalize();
                var account = chosen(new ProgramFile(home, System.getenv()).read(path), address, path);
                if (address.isEmpty()) address = account.address();
                accounts.add(account);
            } catch (UnreadableProgram | InvalidPathException e) {
                throw new Mistake(String.valueOf(e.getMessage()), e);
            }
        }
        return accounts;
    }

    private static Imported chosen(List<Imported> found, String address, Path path) {
        if (address.isEmpty()) {
            if (found.size() > 1)
                throw new Mistake("There are several accounts in " + path
                        + ". Name the one to look at: mailstead doctor ADDRESS --from " + path + "\n" + listed(found));
            if (found.getFirst().address().isEmpty())
                throw new Mistake(
                        path + " does not tell the address. Name it: mailstead doctor ADDRESS --from " + path);
            return found.getFirst();
        }
        // A file for one account need not tell its address.
        if (found.size() == 1 && found.getFirst().address().isEmpty()) return found.getFirst();
        return found.stream()
                .filter(each -> isOf(each, address))
                .findFirst()
                .orElseThrow(() -> new Mistake(
                        "There is no account of " + address + " in " + path + ". There are:\n" + listed(found)));
    }

    private static boolean isOf(Imported account, String address) {
        return account.address().equalsIgnoreCase(address)
                || account.servers().stream().anyMatch(each -> each.user().equalsIgnoreCase(address));
    }

    private static String listed(List<Imported> found) {
        return found.stream()
                .map(each -> "  " + (each.address().isEmpty() ? each.name() : each.address()) + "  "
                        + each.servers().stream().map(MailServer::toString).collect(Collectors.joining(", ")))
                .collect(Collectors.joining("\n"));
    }

    /** Where no user name is set, signing in is tried by the address. */
    static List<MailServer> servers(List<Imported> accounts, String address) {
        return accounts.stream()
                .flatMap(each -> each.servers().stream())
                .map(each -> each.user().isEmpty()
                        ? new MailServer(each.protocol(), each.host(), each.port(), each.security(), address)
                        : each)
                .toList();
    }
}
