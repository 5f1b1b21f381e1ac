package org.mailstead.server.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import org.mailstead.server.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's side of the door. */
public final class ControlDoor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlDoor.class);

    /** Carries out one command line. */
    @FunctionalInterface
    public interface Commands {
        /** @return the exit code for the process that asked */
        int run(List<String> arguments, Optional<String> secret, PrintWriter out, PrintWriter err);
    }

    private final ServerSocket socket;
    private final Path file;
    private final byte[] token;
    private final Commands commands;
    private final Semaphore free = new Semaphore(ControlLimits.AT_ONCE);

    private ControlDoor(ServerSocket socket, Path file, String token, Commands commands) {
        this.socket = socket;
        this.file = file;
        this.token = token.getBytes(StandardCharsets.US_ASCII);
        this.commands = commands;
    }

    /** @param random must be a secure one */
    public static ControlDoor open(Path file, RandomGenerator random, Commands commands) throws IOException {
        byte[] bytes = new byte[ControlLimits.TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = HexFormat.of().formatHex(bytes);
        var socket = new ServerSocket(0, ControlLimits.AT_ONCE, InetAddress.getLoopbackAddress());
        var door = new ControlDoor(socket, file, token, commands);
        Thread.ofPlatform().daemon().name("control-door").start(door::acceptAll);
        new ControlFile(socket.getLocalPort(), token).write(file);
        return door;
    }

    private void acceptAll() {
        while (!socket.isClosed()) {
            try {
                free.acquire();
                Socket peer = socket.accept();
                Thread.ofVirtual().name("control").start(() -> serve(peer));
            } catch (IOException e) {
                free.release();
                if (!socket.isClosed()) LOG.warn("control door: cannot take a connection: {}", e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void serve(Socket peer) {
        try (peer) {
            peer.setSoTimeout((int) ControlLimits.REQUEST_TIME.toMillis());
            var in = new BufferedReader(new InputStreamReader(peer.getInputStream(), StandardCharsets.UTF_8));
            Optional<ControlRequest> request = readLine(in).flatMap(ControlRequest::decode);
            if (request.isEmpty() || !opens(request.get().token())) {
                LOG.warn("control door: turned away a request without the right token");
                return;
            }
            var out = new OutputStreamWriter(peer.getOutputStream(), StandardCharsets.UTF_8);
            out.write(answer(request.get()));
            out.flush();
        } catch (IOException e) {
            LOG.warn("control door: {}", e.getMessage());
        } finally {
            free.release();
        }
    }

    private String answer(ControlRequest request) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = commands.run(request.arguments(), request.secret(), new PrintWriter(out), new PrintWriter(err));
        LOG.info("control door: {} (exit code {})", String.join(" ", request.arguments()), code);
        return Json.object(json -> {
                    json.writeStringProperty("out", out.toString());
                    json.writeStringProperty("err", err.toString());
                    json.writeNumberProperty("exit", code);
                })
                + "\n";
    }

    /** In the same time whatever is wrong with it. */
    private boolean opens(String presented) {
        return MessageDigest.isEqual(token, presented.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> readLine(Reader in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || line.length() == ControlLimits.REQUEST_CHARS) return Optional.empty();
            line.append((char) c);
        }
        return Optional.of(line.toString());
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
            socket.close();
        } catch (IOException e) {
            LOG.warn("control door: closing: {}", e.getMessage());
        }
    }
}
