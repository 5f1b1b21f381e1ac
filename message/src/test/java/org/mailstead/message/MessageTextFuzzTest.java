package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;

class MessageTextFuzzTest {
    @Test
    void nothingMakesItFail() {
        var dictionary = List.of(
                "Content-Type: text/html\r\n",
                "Content-Transfer-Encoding: base64\r\n",
                "Content-Transfer-Encoding: quoted-printable\r\n",
                "Content-Transfer-Encoding: x-uuencode\r\n",
                "charset=iso-2022-jp",
                "charset=utf-16",
                "<p>",
                "&#99999999;");
        Mutator.run(13, 2000, Corpus.all(), dictionary, bytes -> {
            var message = Scanned.of(bytes);
            assertThat(MessageTextTest.has(message, "\uffff nowhere")).isFalse();
        });
    }
}
