package org.mailstead.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlDoorTest {
    @TempDir
    Path folder = Path.of("");

    private final AtomicInteger runs = new AtomicInteger();
    private ControlDoor door;

    @BeforeEach
    void open() throws IOException {
        door = ControlDoor.open(file(), new Random(1), (arguments, secret, out, err) -> {
            runs.incrementAndGet();
            out.print(String.join("|", arguments) + " " + secret.orElse("-"));
            err.print("a \"warning\"\n");
            return 3;
        });
    }

    @AfterEach
    void close() {
        door.close();
    }

    private Path file() {
        return folder.resolve("control.json");
    }

    @Test
    void argumentsAndSecretsArriveAndAnswersComeBack() {
        assertThat(ControlClient.send(file(), List.of("account", "add", "ä\"\n"), Optional.of("sécret")))
                .contains(new ControlClient.Answer("account|add|ä\"\n sécret", "a \"warning\"\n", 3));
        assertThat(ControlClient.send(file(), List.of(), Optional.empty()))
                .contains(new ControlClient.Answer(" -", "a \"warning\"\n", 3));
    }

    @Test
    void onlyTheOwnerCanReadTheToken() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void withoutTheTokenNothingIsRun() throws IOException {
        var right = ControlFile.read(file()).orElseThrow();
        for (String request : List.of(
                new ControlRequest("0".repeat(64), List.of("x"), Optional.empty()).encode() + "\n",
                new ControlRequest("", List.of("x"), Optional.empty()).encode() + "\n",
                "{}\n",
                "GET / HTTP/1.1\r\n\r\n",
                "{\"token\":\"" + right.token() + "\"",
                "x".repeat(ControlLimits.REQUEST_CHARS + 10))) {
            assertThat(answer(right.port(), request))
                    .as(request.substring(0, Math.min(80, request.length())))
                    .isEmpty();
        }
        assertThat(runs).hasValue(0);
    }

    private static String answer(int port, String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (java.net.SocketException e) {
            // Closed with our bytes unread.
            return "";
        }
    }

    @Test
    void aClosedDoorIsNotThere() {
        door.close();
        assertThat(file()).doesNotExist();
        assertThat(ControlClient.send(file(), List.of("x"), Optional.empty())).isEmpty();
    }
}
