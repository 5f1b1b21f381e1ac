package org.mailstead.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.mailstead.smtp.DeliverBy;

/** What hosts say that they can and want, and how that is kept and told. */
class HostWishesTest extends RemoteTest {
    @Test
    void tellsEachStepOfATry() throws IOException {
        host(HELLO + ANN + "S: 451 4.7.1 greylisted\n" + QUIT);
        host(HELLO + TAKES_ANN + QUIT);
        zone.append("there.example MX 1 mx4.test\nmx4.test A 127.0.0.4\n");
        deliver("ann");
        assertThat(steps.lines().stream().map(line -> line.replace(Integer.toString(port), "PORT")))
                .containsExactly("""
                      +0.0 s  hosts of there.example in the DNS: mx4.test (1), mx2.test (2), mx3.test (3)
                      +0.0 s  mx4.test port PORT: at 127.0.0.4
                      +0.0 s  127.0.0.4: nobody listens there (connection refused)
                      +0.0 s  mx4.test: 127.0.0.4: nobody listens there (connection refused)
                      +0.0 s  mx2.test port PORT: at 127.0.0.2
                      +0.0 s  127.0.0.2: connected, from 127.0.0.1
                      +0.0 s  greeting: 220 mx ready
                      +0.0 s  EHLO: 250 mx.test / SIZE 1000
                      +0.0 s  mx2.test does not offer TLS
                      +0.0 s  MAIL FROM:<me@here.example>: 250 ok
                      +0.0 s  RCPT TO:<ann@there.example>: 451 4.7.1 greylisted
                      +0.0 s  mx3.test port PORT: at 127.0.0.3
                      +0.0 s  127.0.0.3: connected, from 127.0.0.1
                      +0.0 s  greeting: 220 mx ready
                      +0.0 s  EHLO: 250 mx.test / SIZE 1000
                      +0.0 s  mx3.test does not offer TLS
                      +0.0 s  MAIL FROM:<me@here.example>: 250 ok
                      +0.0 s  RCPT TO:<ann@there.example>: 250 ok
                      +0.0 s  DATA: 354 go on
                      +0.0 s  end of the content: 250 2.0.0 got it
                    """.lines().map(line -> "  " + line.strip()).toArray(String[]::new));
    }

    @Test
    void theLimitsThatAHostTellsAreKept() throws IOException {
        String hello = HELLO.replace("250 SIZE 1000", "250-SIZE 1000\nS: 250 LIMITS MAILMAX=2 RCPTMAX=1");
        host(
                hello + TAKES_ANN + TAKES_ANN.replace("ann@", "bob@") + QUIT,
                hello + TAKES_ANN.replace("ann@", "eve@") + QUIT);
        assertThat(deliver("ann", "bob", "eve"))
                .containsExactly(
                        "PASSED_ON 2.0.0 mx2.test [127.0.0.2]: 250 2.0.0 got it",
                        "PASSED_ON 2.0.0 mx2.test [127.0.0.2]: 250 2.0.0 got it",
                        "PASSED_ON 2.0.0 mx2.test [127.0.0.2]: 250 2.0.0 got it");
    }

    @Test
    void aHostThatPutsEachOffIsAskedOnceForEach() throws IOException {
        String hello = HELLO.replace("250 SIZE 1000", "250-SIZE 1000\nS: 250 LIMITS RCPTMAX=1");
        String later = ANN + "S: 451 4.7.1 greylisted\n";
        host(hello + later + "C: RSET\nS: 250 ok\n" + later.replace("ann@", "bob@") + QUIT);
        assertThat(deliver("ann", "bob")).allMatch(each -> each.startsWith("LATER 4.7.1 "));
    }

    @Test
    void theTimeThatIsLeftIsPassedOn() throws IOException {
        String hello = HELLO.replace("250 SIZE 1000", "250-SIZE 1000\nS: 250 DELIVERBY 5");
        wants = wants.with(new DeliverBy(NOW.plusSeconds(90), false, false));
        host(hello + TAKES_ANN.replaceFirst("SIZE=21", "SIZE=21 BY=90;N") + QUIT);
        assertThat(deliver("ann").getFirst()).startsWith("PASSED_ON ");
    }

    /** RFC 2852 §4.1.4.2. */
    @Test
    void whoeverDoesNotKnowTheTimeIsAskedToTellOfDelaysAndTheSenderHearsOfIt() throws IOException {
        wants = wants.with(new DeliverBy(NOW.plusSeconds(90), false, false));
        String hello = HELLO.replace("250 SIZE 1000", "250-SIZE 1000\nS: 250 DSN");
        host(hello + TAKES_ANN.replace("ann@there.example>", "ann@there.example> NOTIFY=FAILURE,DELAY") + QUIT);
        assertThat(deliver("ann").getFirst()).startsWith("RELAYED 2.0.0 mx2.test");
        everybodyDidWhatTheScriptSays();
        wants = wants.with(new DeliverBy(NOW.minusSeconds(1), false, false));
        zone.setLength(0);
        host(hello + TAKES_ANN + QUIT);
        assertThat(deliver("ann").getFirst()).as("it is over").startsWith("DELIVERED ");
    }

    /** RFC 2852 §4.1.4. */
    @Test
    void whatIsTracedIsToldOfEachServer() throws IOException {
        wants = wants.with(new DeliverBy(NOW.plusSeconds(90), true, true));
        String hello = HELLO.replace("250 SIZE 1000", "250-SIZE 1000\nS: 250-DSN\nS: 250 DELIVERBY");
        host(hello + TAKES_ANN.replaceFirst("SIZE=21", "SIZE=21 BY=90;RT") + QUIT);
        assertThat(deliver("ann").getFirst()).startsWith("RELAYED 2.0.0 mx2.test");
    }

    @Test
    void aHostThatDoesNotPromiseToSendBackInTimeGetsNothing() throws IOException {
        wants = wants.with(new DeliverBy(NOW.plusSeconds(1000), true, false));
        host(HELLO + QUIT);
        assertThat(deliver("ann").getFirst()).startsWith("FAILED 5.3.3 mx2.test");
    }
}
