package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterDecodingTest {
    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '\0', textBlock = """
            ; name=a.txt                                        => a.txt
            ; NAME="a b.txt"                                    => a b.txt
            ; name="a\\"b\\\\c"                                 => a"b\\c
            ; name=a b (1).txt; x=y                             => a b (1).txt
            ; name*=utf-8'en'caf%C3%A9.txt                      => café.txt
            ; name*=iso-8859-1''caf%E9.txt; name=plain          => café.txt
            ; name=plain; name*=''a%20b                         => a b
            ; name*=no apostrophes                              => no apostrophes
            ; name*0=one; name*1=" two"                         => one two
            ; name*1=two; name*0=one; name*3=four               => onetwo
            ; name*0*=utf-8''%C3; name*1*=%A4; name*2=%41       => ä%41
            ; name="=?utf-8?q?caf=C3=A9?="                      => café
            ; name*0="=?utf-8?q?caf"; name*1="=C3=A9?="         => café
            name=forgotten                                      => forgotten
            x=1 name=y                                          => y
            ; name=                                             => ''
            ; (comment) name (c) = (c) "v" (c)                  => v
            ; name="open; x=y                                   => open; x=y
            """)
    void values(String header, String wanted) {
        assertThat(ParameterDecoding.text(new HeaderLexer(header).parameters(), "name"))
                .contains(wanted.equals("''") ? "" : wanted);
    }

    @Test
    void whatIsNotThereIsNotThere() {
        for (String header : List.of("", "; x=y", "; name", "; name*1=x", "; =name", "; names=x")) {
            assertThat(ParameterDecoding.text(new HeaderLexer(header).parameters(), "name"))
                    .as(header)
                    .isEmpty();
        }
    }

    @Test
    void aBlankEndsAValueThatIsNoName() {
        var parameters = new HeaderLexer("; charset=utf-8 format=flowed").parameters();
        assertThat(ParameterDecoding.text(parameters, "charset")).contains("utf-8");
        assertThat(ParameterDecoding.text(parameters, "format")).contains("flowed");
    }

    @Test
    void boundariesStayBytes() {
        var scanned = Scanned.of("Content-Type: multipart/mixed; boundary*0=\"=?a?\"; boundary*1=\"q?x?=\"\n\n"
                + "--=?a?q?x?=\n\none\n--=?a?q?x?=--\n");
        assertThat(scanned.body("1")).isEqualTo("one");
    }

    @Test
    void fileNamesComeFromWhereTheyAre() {
        assertThat(part("Content-Disposition: attachment; filename=a.txt\nContent-Type: x/y; name=b")
                        .fileName())
                .contains("a.txt");
        assertThat(part("Content-Disposition: attachment\nContent-Type: x/y; name=b")
                        .fileName())
                .contains("b");
        assertThat(part("Content-Type: x/y").fileName()).isEmpty();
    }

    private static Part part(String header) {
        return Scanned.of(header + "\n\n").index().root();
    }
}
