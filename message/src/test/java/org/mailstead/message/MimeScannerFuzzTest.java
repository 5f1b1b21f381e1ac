package org.mailstead.message;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;

class MimeScannerFuzzTest {
    @Test
    void noDamageBreaksTheStructure() {
        var dictionary = List.of(
                "Content-Type: multipart/mixed; boundary=x\r\n",
                "Content-Type: multipart/digest; boundary*0=x; boundary*1=y\r\n\r\n",
                "--x\r\n",
                "--x--\r\n",
                "--xy\r\n",
                "--outer\r\n",
                "Content-Type: message/rfc822\r\n\r\n",
                "Content-Transfer-Encoding: base64\r\n",
                "From: \"",
                "To: a:;,<>(",
                "Content-Disposition: a; b=\"c",
                "Content-Language: a, b",
                "no field\r\n",
                "\r\n\r\n");
        Mutator.run(
                25, 6000, Corpus.all(), dictionary, bytes -> Scanned.of(bytes).check());
    }
}
