package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;

class ParameterDecodingFuzzTest {
    @Test
    void nothingMakesItFail() {
        Mutator.run(
                4,
                4000,
                List.of("text/plain; charset=\"utf-8\"; name*0*=utf-8'en'%C3%A4; name*1=b; name=\"a\\\"b\" (c)"
                        .getBytes(StandardCharsets.US_ASCII)),
                List.of("*0*=", "*1=", "*=", "'", "''", "%", "%4", "name", "\\", "x-unknown''"),
                bytes -> {
                    var lexer = new HeaderLexer(new String(bytes, StandardCharsets.ISO_8859_1));
                    assertThat(lexer.token()).isNotNull();
                    var parameters = lexer.parameters();
                    assertThat(ParameterDecoding.text(parameters, "name")).isNotNull();
                    assertThat(ParameterDecoding.text(parameters, "charset")).isNotNull();
                });
    }
}
