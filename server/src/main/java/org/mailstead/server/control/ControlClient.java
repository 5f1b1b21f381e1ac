package org.mailstead.server.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mailstead.server.Json;
import org.mailstead.server.Mistake;
import tools.jackson.core.JsonParser;

/** A command's side of the door. */
public final class ControlClient {
    /** What the server printed in our place. */
    public record Answer(String out, String err, int exit) {}

    private ControlClient() {}

    /**
     * Lets the server whose control file this is carry out a command; empty if none is reached: it may just be starting
     * or stopping.
     */
    public static Optional<Answer> send(Path controlFile, List<String> arguments, Optional<String> secret) {
        return ControlFile.read(controlFile).flatMap(door -> send(door, arguments, secret));
    }

    private static Optional<Answer> send(ControlFile door, List<String> arguments, Optional<String> secret) {
        Socket socket;
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), door.port());
        } catch (IOException e) {
            return Optional.empty();
        }
        // From here on the command may have been carried out: it must not be sent again.
        try (socket) {
            socket.setSoTimeout((int) ControlLimits.ANSWER_TIME.toMillis());
            String request = new ControlRequest(door.token(), arguments, secret).encode() + "\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String line = in.readLine();
            if (line == null) throw new Mistake("The running server gave no answer. Its log says why.");
            return Optional.of(decode(line));
        } catch (IOException e) {
            throw new Mistake(
                    "The connection with the running server broke: " + e.getMessage()
                            + ". Check with \"list\" whether the command was carried out.",
                    e);
        }
    }

    private static Answer decode(String line) {
        String out = "";
        String err = "";
        int exit = 1;
        try (JsonParser json = Json.parser(line)) {
            json.nextToken();
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                json.nextToken();
                switch (name) {
                    case "out" -> out = json.getString();
                    case "err" -> err = json.getString();
                    case "exit" -> exit = json.getIntValue();
                    default -> json.skipChildren();
                }
            }
        }
        return new Answer(out, err, exit);
    }
}
