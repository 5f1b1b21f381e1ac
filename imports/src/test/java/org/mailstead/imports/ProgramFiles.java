package org.mailstead.imports;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The files that stand beside the tests, as the programs write and accept them, and accounts in a form that is easy to compare. */
final class ProgramFiles {
    private ProgramFiles() {}

    static Path file(String name) {
        try {
            var url = Objects.requireNonNull(ProgramFiles.class.getResource("files/" + name), name);
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** All of them, as they are given to the reader. */
    static final List<String> ALL = List.of(
            "thunderbird",
            "thunderbird/older.default",
            "mutt/neomuttrc",
            "mutt/pop.muttrc",
            "msmtprc",
            "mbsyncrc",
            "offlineimaprc",
            "getmailrc",
            "accounts.conf",
            "gitconfig",
            "postfix",
            "evolution/sources",
            "claws");

    static ProgramFile programs() {
        return new ProgramFile(Path.of("/home/ann"), Map.of("USER", "ann"));
    }

    static List<Imported> read(String name) throws UnreadableProgram {
        return programs().read(file(name));
    }

    /** A line for the account, one for each server, one for each remark with the file's name and the line. */
    static String shown(List<Imported> accounts) {
        var lines = new ArrayList<String>();
        for (Imported each : accounts) {
            lines.add(each.program() + " " + each.name() + " <" + each.address() + ">" + (each.oauth() ? " tokens" : "")
                    + ", secret " + each.secret().kind() + " "
                    + withoutFolder(each.secret().detail()));
            each.servers().forEach(server -> lines.add("  " + server + " " + server.user()));
            // Who may read a file is not kept with the source.
            each.remarks().stream()
                    .filter(remark -> remark.kind() != Remark.Kind.SECRET_FOR_ALL)
                    .forEach(remark -> lines.add("  ! " + remark.kind()
                            + remark.place().map(ProgramFiles::at).orElse("")));
        }
        return lines.stream().map(each -> each + "\n").collect(Collectors.joining());
    }

    private static String withoutFolder(String detail) {
        return detail.contains("/files/") ? detail.substring(detail.lastIndexOf('/') + 1) : detail;
    }

    private static String at(Place place) {
        return " " + place.file().getFileName() + ":" + place.line();
    }
}
