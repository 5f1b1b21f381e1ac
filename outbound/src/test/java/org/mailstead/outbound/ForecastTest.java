package org.mailstead.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailstead.directory.Route;
import org.mailstead.dns.ScriptedResolver;
import org.mailstead.smtp.SmtpAddress;

class ForecastTest {
    private static final String ZONE = """
            there.example MX 10 mx1.there.example
            there.example MX 20 mx2.there.example
            mx1.there.example A 192.0.2.1
            mx1.there.example AAAA 2001:db8::1
            null.example MX 0 .
            """;

    private static List<String> forecast(String domain) {
        var login = Optional.<Route.Login>of(new Route.Password("me", "secret"));
        var route = new Route("r.example", "127.0.0.1", 24, Route.Protocol.LMTP, Route.Security.NONE, false, login);
        var routing = new ChosenRouting(
                asked -> asked.equals("r.example") ? Optional.of(route) : Optional.empty(),
                new AccessTokens(() -> Instant.EPOCH),
                new DnsRouting(new ScriptedResolver(ZONE), "here.example"));
        Destinations destinations =
                address -> address.domain().equals("here.example") ? Destination.HERE : Destination.of(address);
        return new Forecast(destinations, routing, RetrySchedule.STANDARD).of(new SmtpAddress("x", domain));
    }

    @Test
    void hostsAreToldInTheOrderOfTheDns() {
        assertThat(forecast("there.example"))
                .hasSize(3)
                .startsWith(
                        "mx1.there.example port 25 (named by the DNS, preference 10): 2001:db8:0:0:0:0:0:1, 192.0.2.1",
                        "mx2.there.example port 25 (named by the DNS, preference 20): mx2.there.example has no address in"
                                + " the DNS.")
                .last()
                .asString()
                .startsWith("tried at once, then after ");
    }

    @Test
    void whatCannotBeIsTold() {
        assertThat(forecast("null.example"))
                .containsExactly("cannot be delivered: The domain null.example takes no mail (null MX).");
        assertThat(forecast("here.example")).containsExactly("stays here");
    }

    @Test
    void routesAreToldWithoutTheirSecrets() {
        assertThat(forecast("r.example").getFirst())
                .isEqualTo("127.0.0.1 port 24 (by a route or as smarthost, LMTP, signs in as me): 127.0.0.1");
    }
}
