package org.mailstead.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A tree of parts made up at random, which knows the bytes it is written as and where its parts then lie. */
final class MimeTree {
    private final RandomGenerator random;
    private final String lineEnd;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int boundaries;

    private MimeTree(RandomGenerator random) {
        this.random = random;
        // Line ends are CRLF on the wire, but what was appended by a program may have others.
        lineEnd = random.nextInt(5) == 0 ? "\n" : "\r\n";
    }

    /** What a scan must find. */
    record Expected(String type, Span header, Span body, List<Expected> children) {
        static Expected of(Part part) {
            return new Expected(
                    part.type(),
                    part.header(),
                    part.body(),
                    part.children().stream().map(Expected::of).toList());
        }
    }

    record Written(byte[] message, Expected expected) {}

    static Written random(RandomGenerator random) {
        var tree = new MimeTree(random);
        Expected root = tree.part(0, List.of());
        return new Written(tree.out.toByteArray(), root);
    }

    private Expected part(int depth, List<String> open) {
        int kind = depth > 5 ? 0 : random.nextInt(10);
        if (kind < 5) return leaf(open);
        return kind < 8 || (depth == 0 && kind < 9) ? multipart(depth, open) : message(depth, open);
    }

    private Expected leaf(List<String> open) {
        String type = pick("text/plain", "text/html", "image/png", "application/octet-stream");
        int start = out.size();
        if (random.nextInt(4) > 0) write("Content-Type: " + type + lineEnd);
        else type = "text/plain";
        otherFields();
        write(lineEnd);
        int body = out.size();
        int lines = random.nextInt(6);
        for (int i = 0; i < lines; i++) write(line(open) + (i + 1 < lines || random.nextBoolean() ? lineEnd : ""));
        return new Expected(type, new Span(start, body), new Span(body, out.size()), List.of());
    }

    private Expected multipart(int depth, List<String> open) {
        String type = "multipart/" + pick("mixed", "alternative", "related");
        // One boundary is the beginning of another, as programs make them.
        String boundary = open.isEmpty() || random.nextBoolean() ? "b" + boundaries++ + "=_" : open.getLast() + "x";
        var inside = new ArrayList<>(open);
        inside.add(boundary);
        int start = out.size();
        otherFields();
        String name = pick("boundary", "Boundary", "boundary*0");
        write("Content-Type: " + type + ";" + pick(" ", lineEnd + "\t") + name + "=\"" + boundary + '"' + lineEnd);
        write(lineEnd);
        int body = out.size();
        for (int i = random.nextInt(3); i > 0; i--) write(line(inside) + lineEnd);
        var children = new ArrayList<Expected>();
        write("--" + boundary + pick("", "  ", "\t") + lineEnd);
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            children.add(part(depth + 1, inside));
            boolean last = i + 1 == count;
            if (last && !open.isEmpty() && random.nextInt(6) == 0) break;
            write(lineEnd + "--" + boundary + (last ? "--" : ""));
            if (!last) write(lineEnd);
            else if (random.nextBoolean()) write(lineEnd + line(inside));
        }
        return new Expected(type, new Span(start, body), new Span(body, out.size()), List.copyOf(children));
    }

    private Expected message(int depth, List<String> open) {
        int start = out.size();
        write("Content-Type: message/rfc822" + lineEnd);
        otherFields();
        write(lineEnd);
        int body = out.size();
        Expected inner = part(depth + 1, open);
        return new Expected("message/rfc822", new Span(start, body), new Span(body, out.size()), List.of(inner));
    }

    private void otherFields() {
        for (int i = random.nextInt(4); i > 0; i--) {
            write(pick(
                            "Subject: x",
                            "X-Folded: a" + lineEnd + " b:c" + lineEnd + "\td",
                            "To: a@b, c@d",
                            "Content-ID: <1>",
                            "X-:")
                    + lineEnd);
        }
    }

    /** Lines that look like delimiters and are none. */
    private String line(List<String> open) {
        String some = open.isEmpty() ? "b" : open.get(random.nextInt(open.size()));
        return pick(
                "",
                "text",
                "-",
                "--",
                "--" + some + "y",
                " --" + some,
                "--" + some.substring(1),
                "--x--",
                ".",
                "a: b",
                "a\rb");
    }

    private String pick(String... from) {
        return from[random.nextInt(from.length)];
    }

    private void write(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
