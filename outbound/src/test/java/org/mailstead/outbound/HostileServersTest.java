package org.mailstead.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailstead.smtp.SmtpClientLimits;

/**
 * Servers that go wrong at each step, in each way: the try comes to an end, the mail waits, and a server that is in order gets it.
 * Only one that may have taken the mail already ends the try.
 */
class HostileServersTest extends RemoteTest {
    private static final Duration SOON = Duration.ofMillis(300);

    /** What a server does in place of an answer. */
    enum Way {
        HANGS("SILENCE\n"),
        HANGS_UP("CLOSE\n"),
        BREAKS_OFF("RESET\n"),
        SAYS_RUBBISH("S: HTTP/1.1 200 OK\n"),
        SAYS_TWO_THINGS("S: 250-one\nS: 550 two\n"),
        HAS_NO_END("S: 250-and so on\n".repeat(101)),
        HAS_A_LINE_WITHOUT_END("S: 250 " + "x".repeat(100_000) + "\nCLOSE\n");

        private final String script;

        Way(String script) {
            this.script = script;
        }
    }

    /** Lines of the conversation that takes the mail, each answer of which may be another. */
    private static final List<String> RIGHT = (HELLO + TAKES_ANN).lines().toList();

    static Stream<Arguments> steps() {
        var all = new ArrayList<Arguments>();
        for (Way way : Way.values()) {
            for (int i = 0; i < RIGHT.size(); i++) {
                boolean answer = RIGHT.get(i).startsWith("S: ")
                        && (i == 0 || !RIGHT.get(i - 1).startsWith("S: "));
                if (answer) all.add(Arguments.of(way, i));
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("steps")
    void whateverGoesWrongTheMailIsNotLost(Way way, int step) throws IOException {
        if (way == Way.HANGS) limits = new SmtpClientLimits(SOON, SOON, SOON, SOON, SOON, SOON);
        boolean mayHaveIt = step == RIGHT.size() - 1;
        host((step == 0 ? "" : String.join("\n", RIGHT.subList(0, step)) + "\n") + way.script);
        if (!mayHaveIt) host(HELLO + TAKES_ANN + QUIT);
        String outcome = deliver("ann").getFirst();
        // However long: it has said that it took the mail.
        if (mayHaveIt && way == Way.HAS_A_LINE_WITHOUT_END) assertThat(outcome).startsWith("PASSED_ON ");
        else if (mayHaveIt)
            assertThat(outcome).startsWith("LATER 4.4.2 mx2.test").contains("may have it");
        else assertThat(outcome).isEqualTo("PASSED_ON 2.0.0 mx3.test [127.0.0.3]: 250 2.0.0 got it");
        assertThat(steps.lines()).as("the story has an end too").hasSizeLessThanOrEqualTo(60);
    }
}
