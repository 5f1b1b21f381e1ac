package org.mailstead.server.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.mailstead.server.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/** What {@code control.json} says: where the door is and what opens it. */
record ControlFile(int port, String token) {

    /** The file appears whole, and its rights are there before its content is. */
    void write(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) throw new IOException("no folder for " + file);
        FileAttribute<?>[] rights =
                folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[] {};
        Path fresh = Files.createTempFile(folder, "control", ".new", rights);
        Files.writeString(fresh, Json.object(json -> {
            json.writeNumberProperty("port", port);
            json.writeStringProperty("token", token);
        }));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Empty if there is none, or it is not ours. */
    static Optional<ControlFile> read(Path file) {
        int port = 0;
        String token = "";
        try (JsonParser json = Json.parser(Files.readString(file))) {
            json.nextToken();
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                json.nextToken();
                switch (name) {
                    case "port" -> port = json.getIntValue();
                    case "token" -> token = json.getString();
                    default -> json.skipChildren();
                }
            }
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
        return port > 0 && !token.isEmpty() ? Optional.of(new ControlFile(port, token)) : Optional.empty();
    }
}
