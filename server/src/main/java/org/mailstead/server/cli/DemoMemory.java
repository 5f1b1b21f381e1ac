package org.mailstead.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.mailstead.server.config.MailPort;

/**
 * What the demonstration remembers from one start to the next, in a file only its owner can read: the passwords, which the
 * store knows as hashes only, so that the card can show them again, and the ports.
 */
final class DemoMemory {
    private static final String PASSWORD = "password.";
    private static final String PORT = "port.";

    private final Path file;
    private final Properties kept = new Properties();

    private DemoMemory(Path file) {
        this.file = file;
    }

    static DemoMemory read(Path folder) throws IOException {
        var memory = new DemoMemory(folder.resolve("demo.properties"));
        if (Files.exists(memory.file)) {
            try (var in = Files.newBufferedReader(memory.file)) {
                memory.kept.load(in);
            }
        }
        return memory;
    }

    Optional<String> password(String whose) {
        return Optional.ofNullable(kept.getProperty(PASSWORD + whose));
    }

    void password(String whose, String password) {
        kept.setProperty(PASSWORD + whose, password);
    }

    Map<MailPort, Integer> ports() {
        var ports = new EnumMap<MailPort, Integer>(MailPort.class);
        for (var port : MailPort.values()) {
            String number = kept.getProperty(PORT + port.key(), "");
            if (number.matches("\\d{1,5}")) ports.put(port, Integer.valueOf(number));
        }
        return ports;
    }

    void ports(Map<MailPort, Integer> ports) {
        ports.forEach((port, number) -> kept.setProperty(PORT + port.key(), number.toString()));
    }

    void write() throws IOException {
        FileAttribute<?>[] rights =
                file.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[] {};
        Path fresh = Files.createTempFile(file.getParent(), "demo", ".new", rights);
        try (var out = Files.newBufferedWriter(fresh)) {
            kept.store(out, "what \"mailstead demo\" remembers; these are passwords for trying out");
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
