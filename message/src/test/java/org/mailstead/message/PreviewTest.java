package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class PreviewTest {
    static String preview(Scanned message) {
        try {
            return Preview.of(message.index(), message::open);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String preview(String message) {
        return preview(Scanned.of(message));
    }

    @Test
    void aPlainTextIsItsFirstWordsInOneLine() {
        assertThat(preview("Subject: x\n\nHello  Bob,\n\n\tsee you\nat noon.\n-- \nAnn\n"))
                .isEqualTo("Hello Bob, see you at noon.");
        assertThat(preview("Subject: x\n\n" + "word ".repeat(1000)))
                .hasSize(199)
                .endsWith("word");
        assertThat(preview("Subject: x\n\n" + "x".repeat(1000))).hasSize(Preview.CHARACTERS);
        assertThat(preview("Subject: x\n\n \n\t\n")).isEmpty();
        assertThat(preview("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n8J+YgMOk\n"))
                .isEqualTo("😀ä");
    }

    @Test
    void quotedTextIsLeftOutUnlessThereIsNothingElse() {
        assertThat(preview("Subject: x\n\n> you wrote\n> this\nYes.\n")).isEqualTo("Yes.");
        assertThat(preview("Subject: x\n\n> only this\n")).isEqualTo("> only this");
    }

    @Test
    void htmlIsReadAsPeopleSeeIt() {
        assertThat(preview("""
                Content-Type: text/html; charset=utf-8

                <html><head><title>no</title><style>p { color: red }</style><script>var no = 1;</script></head>
                <body><!-- no --><p>Fish &amp; chips&nbsp;&euro;5</p><style>no</style><div>at&#32;noon&zwnj;</div>
                <blockquote>you wrote</blockquote></body></html>
                """)).isEqualTo("Fish & chips €5 at noon\u200c");
        assertThat(preview("Content-Type: text/html\n\n<blockquote>all</blockquote>\n"))
                .isEqualTo("all");
        assertThat(preview("Content-Type: text/html\n\n" + "<div>".repeat(50_000) + "deep"))
                .isNotNull();
    }

    @Test
    void ofAlternativesThePlainOneUnlessItIsEmpty() {
        String both = """
                Content-Type: multipart/alternative; boundary=b

                --b
                Content-Type: text/html

                <p>html</p>
                --b
                Content-Type: text/plain

                %s
                --b--
                """;
        assertThat(preview(both.formatted("plain"))).isEqualTo("plain");
        assertThat(preview(both.formatted(""))).isEqualTo("html");
    }

    @Test
    void attachmentsHaveNoPreview() {
        assertThat(preview("""
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: text/plain
                Content-Disposition: attachment; filename=a.txt

                no
                --b
                Content-Type: image/png

                no
                --b
                Content-Type: message/rfc822

                Subject: no

                no
                --b--
                """)).isEmpty();
        assertThat(preview("Content-Type: application/pdf\n\nno\n")).isEmpty();
    }
}
