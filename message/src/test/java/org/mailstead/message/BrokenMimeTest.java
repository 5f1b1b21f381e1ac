package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Messages that break the rules, in the ways that real ones do. */
class BrokenMimeTest {
    private static final String MIXED = "Content-Type: multipart/mixed; boundary=b\n";

    @Test
    void aBoundaryThatBeginsWithAnotherIsNotTheOther() {
        var scanned = Scanned.of("""
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: multipart/mixed; boundary=b2

                --b2

                --bnot
                --b2x
                -- b
                one
                --b2--
                --b

                two
                --b-- no end
                --b--
                """);
        assertThat(scanned.tree()).isEqualTo("multipart/mixed[multipart/mixed[text/plain] text/plain]");
        assertThat(scanned.body("1.1")).isEqualTo("--bnot\n--b2x\n-- b\none");
        assertThat(scanned.body("2")).isEqualTo("two\n--b-- no end");
    }

    @Test
    void anOuterDelimiterEndsWhatWasNotEnded() {
        var scanned = Scanned.of(Corpus.WRITTEN.get(7));
        assertThat(scanned.tree()).isEqualTo("multipart/mixed[multipart/mixed[text/plain] text/plain]");
        assertThat(scanned.body("1.1")).isEqualTo("one");
        assertThat(scanned.body("2")).isEqualTo("two\n");
    }

    @Test
    void theEndOfTheMessageEndsEverything() {
        var scanned = Scanned.of(MIXED + "\n--b\n\none\n--b\nContent-Type: text/html\n\ntwo");
        assertThat(scanned.tree()).isEqualTo("multipart/mixed[text/plain text/html]");
        assertThat(scanned.body("2")).isEqualTo("two");
        assertThat(Scanned.of(MIXED + "\n--b").tree()).isEqualTo("multipart/mixed[text/plain]");
        assertThat(Scanned.of(MIXED + "\n--b\nContent-Type: text/html").tree()).isEqualTo("multipart/mixed[text/html]");
    }

    @Test
    void ofTwoBoundariesAlikeTheInnerIsMeant() {
        var scanned = Scanned.of(MIXED + "\n--b\n" + MIXED + "\n--b\n\none\n--b--\n\n--b--\n");
        assertThat(scanned.tree()).isEqualTo("multipart/mixed[multipart/mixed[text/plain]]");
        assertThat(scanned.body("1.1")).isEqualTo("one");
    }

    @Test
    void whatCannotBeTakenApartIsText() {
        assertThat(Scanned.of("Content-Type: multipart/mixed\n\n--b\n\none\n").tree())
                .isEqualTo("text/plain");
        assertThat(Scanned.of("Content-Type: multipart/mixed; boundary=\"\"\n\nx\n")
                        .tree())
                .isEqualTo("text/plain");
        var childless = Scanned.of(MIXED + "\nno delimiter\n");
        assertThat(childless.tree()).isEqualTo("text/plain");
        assertThat(childless.body("1")).isEqualTo("no delimiter\n");
        assertThat(Scanned.of(MIXED + "\n--b--\n\n--b\n\nlate\n").tree()).isEqualTo("text/plain");
    }

    @Test
    void anEncodedMessageIsALeaf() {
        var encoded =
                Scanned.of("Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogeA0K\n");
        assertThat(encoded.tree()).isEqualTo("message/rfc822");
        assertThat(encoded.index().part(1, 1)).isEmpty();
        encoded.check();
        assertThat(Scanned.of("Content-Type: message/rfc822\nContent-Transfer-Encoding: 7-bit\n\nSubject: x\n\ny\n")
                        .tree())
                .as("an encoding nobody knows is none")
                .isEqualTo("message/rfc822[text/plain]");
    }

    @Test
    void partsOfADigestAreMessages() {
        var digest = Scanned.of("Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: in it\n\nx\n"
                + "--b\nContent-Type: text/plain\n\ny\n--b--\n");
        assertThat(digest.tree()).isEqualTo("multipart/digest[message/rfc822[text/plain] text/plain]");
        assertThat(digest.index().part(1).orElseThrow().children().getFirst().envelope())
                .extracting(Envelope::subject)
                .isEqualTo("in it");
    }

    @Test
    void aForgottenBlankLineIsFound() {
        var body = Scanned.of("Subject: x\nDear Bob,\nhow are you\n");
        assertThat(body.header()).isEqualTo("Subject: x\n");
        assertThat(body.body()).isEqualTo("Dear Bob,\nhow are you\n");
        var paragraphs = Scanned.of("Subject: x\nDear Bob,\nhow are you\n\nregards\n");
        assertThat(paragraphs.body()).isEqualTo("Dear Bob,\nhow are you\n\nregards\n");
        var delimiter = Scanned.of(MIXED + "--b\nContent-Type: text/html\n\none\n--b--\n");
        assertThat(delimiter.tree()).isEqualTo("multipart/mixed[text/html]");
        assertThat(delimiter.header()).isEqualTo(MIXED);
        assertThat(delimiter.body("1")).isEqualTo("one");
        var part = Scanned.of(MIXED + "\n--b\njust text\n--b\nContent-Type: text/html\n<p>\n--b--\n");
        assertThat(part.tree()).isEqualTo("multipart/mixed[text/plain text/html]");
        assertThat(part.body("1")).isEqualTo("just text");
        assertThat(part.body("2")).isEqualTo("<p>");
    }

    @Test
    void aMessageWithoutHeaderIsAllBody() {
        assertThat(Scanned.of("no header\n").body()).isEqualTo("no header\n");
        assertThat(Scanned.of("no header\n\nat all\n").body()).isEqualTo("no header\n\nat all\n");
        assertThat(Scanned.of("\nblank first\n").body()).isEqualTo("blank first\n");
        assertThat(Scanned.of(" indented\n").body()).isEqualTo(" indented\n");
        assertThat(Scanned.of("").tree()).isEqualTo("text/plain");
        assertThat(Scanned.of("\n").header()).isEqualTo("\n");
    }

    @Test
    void aMessageWithoutBodyIsAllHeader() {
        assertThat(Scanned.of("Subject: x").header()).isEqualTo("Subject: x");
        assertThat(Scanned.of("Subject: x\n").header()).isEqualTo("Subject: x\n");
        assertThat(Scanned.of("Subject: x\n\n").header()).isEqualTo("Subject: x\n\n");
    }

    @Test
    void linesThatAreNoFieldsDoNotEndAHeader() {
        var wrapped = Scanned.of("Subject: long\nand wrongly folded\nTo: a@b\n\nbody\n");
        assertThat(wrapped.body()).isEqualTo("body\n");
        assertThat(wrapped.envelope()).contains("\"a\" \"b\"");
        assertThat(Scanned.of("To: a@b\nSubject: long\nand wrongly folded\n\nbody\n")
                        .body())
                .isEqualTo("body\n");
        for (String mark :
                new String[] {"From a@b Thu Jan  1 00:00:00 1970\n", ">From a@b Thu Jan  1 00:00:00 1970\n"}) {
            var mbox = Scanned.of(mark + "Subject: x\n\nbody\n");
            assertThat(mbox.header()).isEqualTo(mark + "Subject: x\n\n");
            assertThat(mbox.envelope()).contains("\"x\"");
        }
        assertThat(Scanned.of("\u00ef\u00bb\u00bfX: byte order mark\nSubject: y\n\nbody\n")
                        .body())
                .isEqualTo("body\n");
    }

    @Test
    void doubledCarriageReturnsEndLinesAsWell() {
        var scanned = Scanned.of("Subject: x\r\nNote: y\r\n\r\nbody: text\r\n\r\nmore\r\n");
        assertThat(scanned.envelope()).contains("\"x\"");
        assertThat(scanned.body()).startsWith("body: text");
        scanned.check();
    }

    @Test
    void typesThatAreNoneAreText() {
        for (String type : new String[] {"", "text", "text/", "/plain", "\"text/html\"", "; charset=utf-8", "\u0000"}) {
            assertThat(Scanned.of("Content-Type: " + type + "\n\nx\n").tree()).isEqualTo("text/plain");
        }
        assertThat(Scanned.of("Content-Type: TEXT / HTML (comment) ; charset=x\n\n")
                        .tree())
                .isEqualTo("text/html");
    }
}
