package org.mailstead.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;

/** What strangers send: whatever it is, answers have the right form, none is a fault, and the session ends in order. */
class SignInFuzzTest {
    private static final List<String> WORDS = List.of(
            "a AUTHENTICATE PLAIN\r\n",
            "b AUTHENTICATE LOGIN ",
            "c LOGIN ",
            "{12+}\r\n",
            "{3}\r\n",
            "AGFubkBleGFtcGxlLnRlc3QAc2VjcmV0LTEyMzQ=\r\n",
            "*\r\n",
            "=",
            "==",
            "AAAA",
            "\"",
            "\\",
            "d NOOP\r\n",
            "e UNAUTHENTICATE\r\n",
            "f CAPABILITY\r\n");

    @Test
    void strangersHearAnswersOnly() {
        List<byte[]> seeds = Stream.of(
                        "a CAPABILITY\r\nb AUTHENTICATE PLAIN AGFubkBleGFtcGxlLnRlc3QAc2VjcmV0LTEyMzQ=\r\nc UNAUTHENTICATE\r\n",
                        "a AUTHENTICATE PLAIN\r\nAGFubkBleGFtcGxlLnRlc3QAc2VjcmV0LTEyMzQ=\r\nb SELECT INBOX\r\n",
                        "a AUTHENTICATE LOGIN\r\nYW5uQGV4YW1wbGUudGVzdA==\r\nc2VjcmV0LTEyMzQ=\r\nb LOGOUT\r\n",
                        "a AUTHENTICATE PLAIN =\r\nb AUTHENTICATE SCRAM-SHA-256 biws\r\nc ID NIL\r\n",
                        "a LOGIN ann@example.test {11+}\r\nsecret-1234\r\nb ENABLE CONDSTORE\r\nc COMPRESS DEFLATE\r\n",
                        "a LOGIN \"ann@example.test\" \"secret-1234\"\r\nb NAMESPACE\r\n",
                        "a NOOP\r\nb IDLE\r\nDONE\r\nc SELECT INBOX\r\nd LOGIN a {2}\r\nbc\r\n")
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
        try (var fixture = new ImapFixture()) {
            Mutator.run(43, 400, seeds, WORDS, input -> converse(fixture, input));
        }
    }

    private static void converse(ImapFixture fixture, byte[] input) {
        String said = new String(input, StandardCharsets.ISO_8859_1);
        // Behind these, other bytes are spoken.
        if (said.toUpperCase(Locale.ROOT).matches("(?s).*(STARTTLS|COMPRESS\\s+DEFLATE).*")) return;
        try (ImapClient client = fixture.connect()) {
            try {
                client.send(said + "\r\n*\r\nzz LOGOUT\r\n");
                client.sayNoMore();
                String line = client.line();
                while (!line.startsWith("* BYE")) {
                    assertThat(line).doesNotContain("SERVERBUG").doesNotContain("UNAVAILABLE");
                    assertThat(line).matches("(?s)(\\* |\\+ |[^ ]+ (OK|NO|BAD) ).*");
                    line = client.line();
                }
            } catch (UncheckedIOException closed) {
                // A literal that never came whole, or too many mistakes to go on.
                assertThat(closed).isNotNull();
            }
        }
    }
}
