package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.message.HeaderBlock.Field;

class HeaderBlockTest {
    static final String RAW = "Subject: one\r\n two\r\nX-A: 1\r\nbroken line\r\nx-a : 2\r\nTo:\r\n\r\nBody: none of it";

    @Test
    void fieldsAreUnfolded() {
        HeaderBlock header = parse(RAW);
        assertThat(header.first("subject")).contains("one two");
        assertThat(header.all("X-A")).containsExactly("1", "2");
        assertThat(header.first("To")).contains("");
        assertThat(header.first("Body")).isEmpty();
        assertThat(header.fields()).extracting(Field::name).containsExactly("Subject", "X-A", "", "x-a", "To");
    }

    @Test
    void chosenFieldsComeByteForByte() {
        assertThat(filter(RAW, false, "subject", "TO")).isEqualTo("Subject: one\r\n two\r\nTo:\r\n\r\n");
        assertThat(filter(RAW, true, "subject", "x-a")).isEqualTo("broken line\r\nTo:\r\n\r\n");
        assertThat(filter(RAW, false, "Cc")).as("RFC 3501 §6.4.5").isEqualTo("\r\n");
        assertThat(filter(RAW, false, "")).isEqualTo("\r\n");
        assertThat(filter(RAW, true, "")).contains("broken line");
        assertThat(filter("A: b\nC: d", false, "a", "c")).isEqualTo("A: b\nC: d\r\n\r\n");
        assertThat(filter("", true, "a")).isEqualTo("\r\n");
    }

    @Test
    void aLineOfBlanksFoldsAndAnEmptyOneEnds() {
        assertThat(parse("A: b\r\n \r\n c\r\nD: e\r\n").first("A")).contains("b  c");
        assertThat(parse("A: b\r\n \r\n c\r\nD: e\r\n").first("D")).contains("e");
        assertThat(parse("A: b\n\nD: e\n").first("D")).isEmpty();
        assertThat(parse("A: b\r\r\n\r\r\nD: e\r\r\n").first("D")).isEmpty();
    }

    @Test
    void namesAreWhatRfc5322AllowsAndNothingElse() {
        assertThat(parse("A b: c\r\n").fields()).extracting(Field::name).containsExactly("");
        assertThat(parse(": c\r\n").fields()).extracting(Field::name).containsExactly("");
        assertThat(parse("A\u00e4: c\r\n").fields()).extracting(Field::name).containsExactly("");
        assertThat(parse("A!#$%&'*+-/=?^_`{|}~: c\r\n").first("A!#$%&'*+-/=?^_`{|}~"))
                .contains("c");
        assertThat(parse("A\t : c\r\n").first("a")).contains("c");
    }

    private static HeaderBlock parse(String latin1) {
        return HeaderBlock.parse(bytes(latin1));
    }

    private static String filter(String raw, boolean not, String... names) {
        return new String(parse(raw).filter(List.of(names), not), StandardCharsets.ISO_8859_1);
    }

    static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }
}
