package org.mailstead.imports;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The files that are read at one time, within limits. They are a person's own, but may be as damaged as any. */
final class Reading {
    /** The largest, preferences of Thunderbird with years of use, have some hundred thousand. */
    private static final int FILE_BYTES = 8 * 1024 * 1024;

    /** A file that includes itself would be read without end; people have a file for each of a few accounts. */
    private static final int FILES = 200;

    /** In all, for files that are included. */
    private static final long BYTES = 4L * FILE_BYTES;

    /** Of a folder, such as that of Evolution with a file for each calendar too. */
    private static final int ENTRIES = 1000;

    /**
     * Those of the environment that are put into values. Others may hold secrets, and what is put in is shown, and asked of the DNS when
     * it is part of a host's name.
     */
    private static final Set<String> HARMLESS =
            Set.of("HOME", "USER", "LOGNAME", "EMAIL", "HOSTNAME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA");

    private final Path home;
    private final Map<String, String> environment;
    private int opened;
    private long bytes;

    Reading(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = Map.copyOf(environment);
    }

    ConfigText open(Path path) throws UnreadableProgram {
        if (++opened > FILES)
            throw new UnreadableProgram(path + ": this is the " + FILES
                    + "th file that is included. Does one include itself? Name a single file of yours.");
        // Whatever is not a file, such as a pipe, might never end or begin.
        if (Files.exists(path) && !Files.isRegularFile(path)) throw new UnreadableProgram(path + " is not a file.");
        try (var in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(FILE_BYTES + 1);
            bytes += content.length;
            if (content.length > FILE_BYTES || bytes > BYTES)
                throw new UnreadableProgram(path
                        + " is larger than the settings of any mail program (8 MB; 32 MB with all that are"
                        + " included). Name another file.");
            return new ConfigText(path, decoded(content));
        } catch (NoSuchFileException e) {
            throw new UnreadableProgram("There is no " + path + ".");
        } catch (AccessDeniedException e) {
            throw new UnreadableProgram(path + " may not be read by you. Run this as the person whose program it is.");
        } catch (IOException e) {
            throw new UnreadableProgram(path + " cannot be read: " + e.getMessage() + ".");
        }
    }

    /** Old files are in Latin-1, in which every byte is a character. */
    private static String decoded(byte[] content) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            return new String(content, StandardCharsets.ISO_8859_1);
        }
    }

    List<Path> files(Path folder, String ending) throws UnreadableProgram {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(each -> each.getFileName().toString().endsWith(ending))
                    .sorted()
                    .limit(ENTRIES)
                    .toList();
        } catch (IOException e) {
            throw new UnreadableProgram(folder + " cannot be read: " + e.getMessage() + ".");
        }
    }

    /** As a shell has it: {@code ~} is the person's folder, and other names are beside the file. Empty if no file can be called that. */
    Optional<Path> path(String written, Path file) {
        try {
            if (written.equals("~")) return Optional.of(home);
            if (written.startsWith("~/")) return Optional.of(home.resolve(written.substring(2)));
            return Optional.of(file.resolveSibling(written).normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Of the environment, if it is one that cannot be a secret. */
    Optional<String> variable(String name) {
        if (name.equals("HOME")) return Optional.of(home.toString());
        return HARMLESS.contains(name) ? Optional.ofNullable(environment.get(name)) : Optional.empty();
    }

    /** Whether others on this machine may read it. False where that is not told by the file itself, as on Windows. */
    static boolean isForAll(Path file) {
        try {
            var may = Files.getPosixFilePermissions(file);
            return may.contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
