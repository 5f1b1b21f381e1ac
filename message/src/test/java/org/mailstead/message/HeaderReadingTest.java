package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.message.Envelope.EmailAddress;
import org.mailstead.testkit.Mutator;

class HeaderReadingTest {
    @Test
    void fieldsAreUnfoldedAndFilteredByteForByte() {
        byte[] raw = "Subject: one\r\n two\r\nX-A: 1\r\nbroken line\r\nx-a : 2\r\nTo:\r\n\r\nbody"
                .getBytes(StandardCharsets.US_ASCII);
        HeaderBlock header = HeaderBlock.parse(raw);
        assertThat(header.first("subject")).contains("one two");
        assertThat(header.all("X-A")).containsExactly("1", "2");
        assertThat(header.first("To")).contains("");
        assertThat(new String(header.filter(List.of("subject", "TO"), false), StandardCharsets.US_ASCII))
                .isEqualTo("Subject: one\r\n two\r\nTo:\r\n\r\n");
        assertThat(new String(header.filter(List.of("subject", "x-a"), true), StandardCharsets.US_ASCII))
                .isEqualTo("broken line\r\nTo:\r\n\r\n");
    }

    @Test
    void addressesInAllTheirForms() {
        assertThat(AddressList.parse("Ann <ann@x.test>, bob@y.test (Bob), \"C, D\" <\"c d\"@z>, <e@f>"))
                .containsExactly(
                        new EmailAddress("Ann", "ann", "x.test"),
                        new EmailAddress("Bob", "bob", "y.test"),
                        new EmailAddress("C, D", "c d", "z"),
                        new EmailAddress(null, "e", "f"));
        assertThat(AddressList.parse("undisclosed-recipients:;"))
                .containsExactly(
                        new EmailAddress(null, "undisclosed-recipients", null), new EmailAddress(null, null, null));
        assertThat(AddressList.parse("G: a@b, c@d;, e@f"))
                .containsExactly(
                        new EmailAddress(null, "G", null),
                        new EmailAddress(null, "a", "b"),
                        new EmailAddress(null, "c", "d"),
                        new EmailAddress(null, null, null),
                        new EmailAddress(null, "e", "f"));
        assertThat(AddressList.parse("<@a,@b:joe@c>, nobody, \"unclosed"))
                .containsExactly(
                        new EmailAddress(null, "joe", "c"),
                        new EmailAddress(null, "nobody", ""),
                        new EmailAddress(null, "unclosed", ""));
    }

    @Test
    void encodedWords() {
        assertThat(EncodedWord.decode("=?utf-8?q?J=C3=BCrgen_W?= x")).isEqualTo("Jürgen W x");
        assertThat(EncodedWord.decode("=?ISO-8859-1?B?5A==?= =?iso-8859-1?Q?=F6?="))
                .isEqualTo("äö");
        assertThat(EncodedWord.decode("=?utf-8?b?w6Q=?=\r\n =?utf-8?b?w7Y=?=")).isEqualTo("äö");
        assertThat(EncodedWord.decode("=?utf-8?q?=C3?= =?utf-8?q?=A4?="))
                .as("cut inside a character")
                .isEqualTo("ä");
        assertThat(EncodedWord.decode("a =?x?= b")).isEqualTo("a =?x?= b");
        assertThat(EncodedWord.decode("\u00c3\u00a4")).as("raw UTF-8").isEqualTo("ä");
        assertThat(EncodedWord.decode("\u00e4")).as("raw 8-bit").isEqualTo("ä");
        assertThat(EncodedWord.decode("=?ISO-2022-JP?B?GyRCJDMkcyRLJEEkTxsoQg==?="))
                .isEqualTo("こんにちは");
        assertThat(EncodedWord.decode("=?utf-8*en?q?hi?=")).isEqualTo("hi");
    }

    @Test
    void dates() {
        assertThat(Dates.parse("Fri, 21 Nov 1997 09:55:06 -0600")).contains(at("1997-11-21T09:55:06-06:00"));
        assertThat(Dates.parse("21 Nov 97 09:55 GMT (comment)")).contains(at("1997-11-21T09:55:00Z"));
        assertThat(Dates.parse("Mon, 2 Jan 2006")).contains(at("2006-01-02T00:00:00Z"));
        assertThat(Dates.parse("Thu, 31 Feb 2006 10:00:00 +0000")).isEmpty();
        assertThat(Dates.parse("yesterday")).isEmpty();
    }

    private static java.time.OffsetDateTime at(String text) {
        return java.time.OffsetDateTime.parse(text);
    }

    @Test
    void nothingMakesTheReadersFail() {
        var seeds = List.of(
                "=?utf-8?q?J=C3=BCrgen?= <a@b>, G: \"x\\\"y\" (c(d)) <@r:z@w>;",
                "Fri, 21 Nov 1997 09:55:06 -0600",
                "=?utf-8?b?w6Q=?= =?x?y?z?=",
                "text/plain; charset=\"utf-8\"; format=flowed");
        Mutator.run(
                7,
                4000,
                seeds.stream().map(s -> s.getBytes(StandardCharsets.ISO_8859_1)).toList(),
                List.of("=?", "?=", "?q?", "?b?", "<", ">", "99999999999"),
                bytes -> {
                    String text = new String(bytes, StandardCharsets.ISO_8859_1);
                    assertThat(AddressList.parse(text)).isNotNull();
                    assertThat(EncodedWord.decode(text)).isNotNull();
                    assertThat(Dates.parse(text)).isNotNull();
                    assertThat(new HeaderLexer(text).parameters()).isNotNull();
                    assertThat(MessageIndex.decode(bytes)).isNotNull();
                });
    }
}
