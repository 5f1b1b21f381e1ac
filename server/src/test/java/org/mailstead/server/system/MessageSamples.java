package org.mailstead.server.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Messages to send: made ones, and those of a folder of real ones where there is one. */
final class MessageSamples {
    private MessageSamples() {}

    /** Name and message as a client would send it: lines end in CRLF, the last one too. */
    static Map<String, byte[]> all() {
        var samples = new LinkedHashMap<String, byte[]>();
        var random = new Random(42);
        odd().forEach((name, text) -> samples.put(name, bytes(text)));
        for (int i = 0; i < 60; i++) samples.put("made " + i, bytes("Subject: made " + i + "\r\n" + part(random, 0)));
        Path corpus = Path.of(System.getProperty("mailstead.corpus", "../../shared/corpus"));
        if (Files.isDirectory(corpus)) samples.putAll(read(corpus));
        return samples;
    }

    private static Map<String, String> odd() {
        var odd = new LinkedHashMap<String, String>();
        odd.put("header only", "Subject: x\r\n");
        odd.put("body only", "\r\njust text\r\n");
        odd.put("empty line only", "\r\n");
        odd.put("no header at all", "this is no header line\r\n");
        odd.put("dots", "Subject: dots\r\n\r\n.\r\n..\r\n...\r\n.x\r\n\r\n.\r\n");
        odd.put("bare carriage returns", "Subject: x\ry\r\n\r\na\rb\r\rc\r\n");
        odd.put(
                "8-bit everywhere",
                "Subject: \u00e9\u00ff\u0080\r\nFrom: \u00fc <\u00e4@\u00f6>\r\n\r\n\u00ff\u00fe\u0001\u007f\r\n");
        odd.put(
                "headers in UTF-8",
                "Subject: \u00c3\u00a9\r\nFrom: \u00c3\u00bc <\u00c3\u00a4@example.test>\r\nX-\u00c3\u00a4: \u00c3\u00b6\r\n"
                        + "Content-Type: text/plain; name=\u00c3\u00af.txt\r\n\r\n\u00c3\u00bf\r\n");
        odd.put("long lines", "Subject: " + "x".repeat(5000) + "\r\n\r\n" + "y".repeat(200_000) + "\r\n");
        odd.put("large", "Subject: large\r\n\r\n" + "0123456789abcdef\r\n".repeat(100_000));
        odd.put("many fields", "X-A: b\r\n".repeat(2000) + "\r\nbody\r\n");
        odd.put(
                "quotes",
                "Subject: \"\\\"\r\nFrom: \"a \\\"b\\\\\" <x@y>, group: a@b, c@d;, <>\r\nTo: ;:,@<>\"\r\n\r\nx\r\n");
        odd.put(
                "unclosed multipart",
                "Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\n\r\none\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
                        + "Subject: inner\r\n\r\n--b\r\n");
        odd.put("multipart without parts", "Content-Type: multipart/mixed; boundary=b\r\n\r\nnothing\r\n");
        odd.put("deep", deep(80));
        odd.put("folded", "Subject: a\r\n b\r\n\tc\r\nReferences: <1@a>\r\n <2@b>\r\nDate: \r\n\r\nx\r\n");
        return odd;
    }

    private static String deep(int levels) {
        var text = new StringBuilder();
        for (int i = 0; i < levels; i++)
            text.append("Content-Type: multipart/mixed; boundary=b" + i + "\r\n\r\n--b" + i + "\r\n");
        return text.append("Content-Type: text/plain\r\n\r\nfound\r\n").toString();
    }

    private static String part(Random random, int level) {
        return switch (level > 3 ? 0 : random.nextInt(4)) {
            case 0, 1 ->
                "Content-Type: text/" + (random.nextBoolean() ? "plain; charset=utf-8" : "html")
                        + "\r\nContent-Disposition: attachment; filename=\"a\\\"b.txt\"\r\n\r\n"
                        + "line\r\n".repeat(random.nextInt(20));
            case 2 ->
                "Content-Type: message/rfc822\r\nContent-Language: de, en\r\n\r\nFrom: a@b\r\n"
                        + part(random, level + 1);
            default -> {
                String boundary = "=_" + random.nextInt(1000);
                var text = new StringBuilder(
                        "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\r\n\r\npreamble\r\n");
                for (int i = random.nextInt(4); i >= 0; i--)
                    text.append("--")
                            .append(boundary)
                            .append("\r\n")
                            .append(part(random, level + 1))
                            .append("\r\n");
                yield text.append("--").append(boundary).append("--\r\n").toString();
            }
        };
    }

    private static Map<String, byte[]> read(Path corpus) {
        var samples = new LinkedHashMap<String, byte[]>();
        try (Stream<Path> files = Files.walk(corpus)) {
            List<Path> messages =
                    new ArrayList<>(files.filter(file -> file.toString().endsWith(".eml"))
                            .sorted()
                            .toList());
            for (Path file : messages)
                samples.put(corpus.relativize(file).toString(), asSent(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return samples;
    }

    /** Files have the line ends of where they were kept; a client sends CRLF. */
    private static byte[] asSent(byte[] file) {
        String text = new String(file, StandardCharsets.ISO_8859_1).replaceAll("(?<!\r)\n", "\r\n");
        return bytes(text.endsWith("\r\n") ? text : text + "\r\n");
    }

    private static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }
}
