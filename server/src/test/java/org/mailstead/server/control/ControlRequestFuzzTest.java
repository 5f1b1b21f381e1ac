package org.mailstead.server.control;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;

class ControlRequestFuzzTest {
    @Test
    void damagedRequestsAreNoRequests() {
        var good = new ControlRequest("abc", List.of("account", "add"), Optional.of("s"))
                .encode()
                .getBytes(StandardCharsets.UTF_8);
        Mutator.run(
                7,
                20_000,
                List.of(good),
                List.of("\"", "{", "}", "[", "]", "\\u", "token", "null", "1e999"),
                bytes -> ControlRequest.decode(new String(bytes, StandardCharsets.UTF_8)));
    }
}
