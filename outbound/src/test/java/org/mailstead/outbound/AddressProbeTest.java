package org.mailstead.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailstead.directory.Route;
import org.mailstead.outbound.AddressProbe.Existence;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpReply;
import org.mailstead.store.contract.SteppedClock;
import org.mailstead.testkit.ScriptedServer;
import org.mailstead.tlspolicy.TlsSession;
import org.mailstead.wire.Dialer;
import org.mailstead.wire.TlsClient;

@Timeout(60)
class AddressProbeTest {
    private static final String QUESTION = """
        S: 220 exchange.test
        C: EHLO mail.here.example
        S: 250 exchange.test
        C: MAIL FROM:<>
        S: 250 ok
        C: RCPT TO:<ann@split.example>
        """;

    private static final String QUIT = "C: QUIT\nS: 221 bye\n";
    private static final SmtpAddress ANN = new SmtpAddress("ann", "split.example");

    private final SteppedClock clock = new SteppedClock();

    private AddressProbe probe(int port) {
        var route = new Route(
                "split.example", "127.0.0.1", port, Route.Protocol.SMTP, Route.Security.AUTO, true, Optional.empty());
        var routing = new ChosenRouting(_ -> Optional.of(route), new AccessTokens(clock), new NoRouting());
        var sessions = new HostSessions(
                Dialer.from(List.of()),
                new TlsClient(null),
                "mail.here.example",
                AddressProbe.QUICK,
                clock,
                TlsSession.Witness.NOBODY);
        return new AddressProbe(routing, sessions, clock);
    }

    @Test
    void anAnswerIsKeptForAWhile() throws IOException {
        String yes = QUESTION + "S: 250 ok\n" + QUIT;
        String no = QUESTION + "S: 550 5.1.1 nobody\n" + QUIT;
        try (var server = new ScriptedServer(yes, no, yes)) {
            AddressProbe probe = probe(server.address().getPort());
            assertThat(probe.ask(ANN)).isEqualTo(Existence.YES);
            clock.advance(Duration.ofMinutes(59));
            assertThat(probe.ask(ANN)).isEqualTo(Existence.YES);
            clock.advance(Duration.ofMinutes(2));
            assertThat(probe.ask(ANN)).isEqualTo(Existence.NO);
            clock.advance(Duration.ofMinutes(9));
            assertThat(probe.ask(ANN)).isEqualTo(Existence.NO);
            clock.advance(Duration.ofMinutes(2));
            assertThat(probe.ask(ANN)).isEqualTo(Existence.YES);
        }
    }

    @Test
    void aServerThatDoesNotSayIsNotAskedAgainAtOnce() throws IOException {
        Instant begin = clock.instant();
        try (var server =
                new ScriptedServer(QUESTION + "S: 451 4.7.1 later\n" + QUIT, QUESTION + "S: 250 ok\n" + QUIT)) {
            AddressProbe probe = probe(server.address().getPort());
            assertThat(probe.ask(ANN)).isEqualTo(Existence.UNKNOWN);
            assertThat(probe.ask(ANN)).isEqualTo(Existence.UNKNOWN);
            clock.advance(Duration.ofMinutes(2));
            assertThat(probe.ask(ANN)).isEqualTo(Existence.YES);
        }
        assertThat(clock.instant()).isAfter(begin);
    }

    @Test
    void aServerThatIsNotThereOrHangsUpSaysNothing() throws IOException {
        int port;
        try (var server = new ScriptedServer("S: 220 exchange.test\nCLOSE\n")) {
            port = server.address().getPort();
            assertThat(probe(port).ask(ANN)).isEqualTo(Existence.UNKNOWN);
        }
        assertThat(probe(port).ask(ANN)).isEqualTo(Existence.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "250, '', YES",
        "251, 2.1.5, YES",
        "550, '', NO",
        "553, '', NO",
        "550, 5.1.1, NO",
        "550, 5.7.1, UNKNOWN",
        "554, '', UNKNOWN",
        "552, 5.2.2, UNKNOWN",
        "450, 4.1.1, UNKNOWN"
    })
    void onlyAWordAboutTheAddressCounts(int code, String status, Existence meaning) {
        assertThat(AddressProbe.meaning(new SmtpReply(code, status, List.of("x"))))
                .isEqualTo(meaning);
    }
}
