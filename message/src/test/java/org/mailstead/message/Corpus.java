package org.mailstead.message;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Messages to test with: some written here, and those of a folder of real ones where there is one. */
final class Corpus {
    private Corpus() {}

    static List<byte[]> all() {
        var all = new ArrayList<byte[]>();
        for (String text : WRITTEN) all.add(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        Path folder = Path.of(System.getProperty("mailstead.corpus", "../../shared/corpus"));
        if (!Files.isDirectory(folder)) return all;
        try (var files = Files.walk(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".eml")).sorted().toList()) {
                all.add(Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    static final List<String> WRITTEN = List.of(
            "Subject: plain\n\nhello\n",
            "",
            "\n",
            "no header at all",
            "Subject: no body",
            "From: =?utf-8?q?J=C3=BCrgen?= <j@example.test>, \"A, B\" <a@b>\nTo: group: x@y, z@w;, undisclosed:;\n\n.\n",
            """
            Content-Type: multipart/mixed; boundary="outer"

            preamble
            --outer
            Content-Type: multipart/alternative; boundary=inner

            --inner

            text
            --inner
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            <p>=C3=A4</p>
            --inner--
            --outer
            Content-Type: message/rfc822

            Subject: inside
            Content-Type: multipart/mixed; boundary=deep

            --deep
            Content-Type: application/octet-stream; name="x.bin"
            Content-Disposition: attachment; filename="x.bin"
            Content-Transfer-Encoding: base64

            AAECAw==
            --deep--
            --outer--
            epilogue
            """,
            """
            Content-Type: multipart/mixed; boundary=a

            --a
            Content-Type: multipart/mixed; boundary=ab

            --ab

            one
            --a

            two
            """,
            "Content-Type: multipart/mixed\n\nno boundary\n",
            "Content-Type: multipart/digest; boundary=d\n\n--d\n\nSubject: in digest\n\nx\n--d--\n",
            "Subject: 8bit \u00e4\u00f6\n\t folded\n and \"quoted\" \\ \nTo: \u00fc <\u00e4@x>\n\n\u00e4\n");
}
