package org.mailstead.ladder;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailstead.ladder.Machine.Network;
import org.mailstead.ladder.Outside.Beacon;
import org.mailstead.ladder.Outside.Surface;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.testkit.MadeUpImap;
import org.mailstead.testkit.MailHosts;

@Timeout(120)
class MachineLookTest {
    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
    private static final Beacon BEACON = new Beacon("http://beacon.test/open", "open\n".getBytes(US_ASCII));

    private final World world = new World();

    @AfterEach
    void close() throws IOException {
        world.close();
    }

    private Machine look(Optional<Beacon> beacon, Surface surface) {
        var outside = world.outside(World.PATIENT);
        return Ladder.climb(
                        World.attempt(),
                        Optional.empty(),
                        new Outside(
                                outside.resolver(),
                                outside.way(),
                                outside.roots(),
                                outside.usable(),
                                Clock.fixed(NOW, ZoneOffset.UTC),
                                outside.times(),
                                surface,
                                beacon))
                .machine();
    }

    private Machine look() {
        return look(Optional.of(BEACON), Surface.BARE);
    }

    private static MailHosts.Service answer(String head, String body) {
        return caller -> {
            for (String line = caller.hear(); line != null && !line.isEmpty(); ) line = caller.hear();
            caller.raw((head.replace("\n", "\r\n") + "\r\n\r\n" + body).getBytes(US_ASCII));
        };
    }

    private static String date(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atZone(ZoneOffset.UTC));
    }

    @Test
    void anOpenNetworkAndTheTime() {
        world.host("beacon.test").port(80, answer("HTTP/1.1 200 OK\nDate: " + date(NOW.plusSeconds(7200)), "open\n"));
        var machine = look();
        assertThat(machine.now()).isEqualTo(NOW);
        assertThat(machine.network()).isEqualTo(new Network.Open());
        assertThat(machine.behind()).contains(Duration.ofHours(2));
        world.host("beacon.test").port(80, answer("HTTP/1.0 200 OK\nDate: " + date(NOW.minusSeconds(60)), "open\n"));
        assertThat(look().behind()).contains(Duration.ofMinutes(-1));
        world.host("beacon.test").port(80, answer("HTTP/1.0 200 OK\nDate: soon", "open\n"));
        assertThat(look().network()).isEqualTo(new Network.Open());
        assertThat(look().behind()).isEmpty();
    }

    /** The time of whoever puts another page in the place of ours is nobody's. */
    @Test
    void anotherPageThanThatAskedFor() {
        world.host("beacon.test")
                .port(
                        80,
                        answer(
                                "HTTP/1.1 302 Found\nLocation: https://login.hotel.test/a?b\nDate: "
                                        + date(Instant.EPOCH),
                                ""));
        assertThat(look().network()).isEqualTo(new Network.Captive("login.hotel.test"));
        assertThat(look().behind()).isEmpty();
        for (String body : List.of("<html>welcome", "open", "open\nand more", ""))
            assertThat(with(body)).isEqualTo(new Network.Captive(""));
        world.host("beacon.test").port(80, caller -> caller.say("SSH-2.0\r\n"));
        assertThat(look().network()).isEqualTo(new Network.Captive(""));
    }

    private Network with(String body) {
        world.host("beacon.test").port(80, answer("HTTP/1.1 200 OK", body));
        return look().network();
    }

    @Test
    void overTlsToo() {
        world.host("beacon.test").port(443, MailHosts.atOnce(answer("HTTP/1.1 200 OK\nDate: " + date(NOW), "open\n")));
        var machine = look(Optional.of(new Beacon("https://beacon.test/open", BEACON.body())), Surface.BARE);
        assertThat(machine.network()).isEqualTo(new Network.Open());
        assertThat(machine.behind()).contains(Duration.ZERO);
    }

    @Test
    void nothingAnswers() {
        assertThat(look().network()).isEqualTo(new Network.Down());
        world.host("beacon.test").swallows(80);
        assertThat(look().network()).isEqualTo(new Network.Down());
    }

    /** A page that is down does not make a network that is. */
    @Test
    void othersAnswer() {
        world.host("mail.example.org").imaps(new MadeUpImap());
        var outside = world.outside(World.PATIENT);
        var evidence = Ladder.climb(
                World.attempt(World.server(Protocol.IMAP, "mail.example.org", 993)),
                Optional.empty(),
                new Outside(
                        outside.resolver(),
                        outside.way(),
                        outside.roots(),
                        outside.usable(),
                        outside.clock(),
                        outside.times(),
                        outside.surface(),
                        Optional.of(BEACON)));
        assertThat(evidence.machine().network()).isEqualTo(new Network.NotAsked());
    }

    @Test
    void itIsNotAskedIfThatIsSwitchedOff() {
        world.host("beacon.test").port(80, answer("HTTP/1.1 200 OK", "open\n"));
        assertThat(look(Optional.empty(), Surface.BARE).network()).isEqualTo(new Network.NotAsked());
        assertThat(world.hosts.connections()).isEmpty();
    }

    @Test
    void tunnelsAndProxies() {
        for (String tunnel : List.of("tun0", "utun4", "wg0", "ppp0", "tap1", "Tailscale"))
            assertThat(vpn("eth0", tunnel)).as(tunnel).isTrue();
        assertThat(vpn("lo", "eth0", "wlan0", "en0", "docker0", "br-1234", "veth12", "awdl0"))
                .isFalse();
        var machine = look(Optional.empty(), new Surface(List.of(), Optional.of("proxy.test:3128")));
        assertThat(machine.proxy()).contains("proxy.test:3128");
        assertThat(Surface.here(Map.of("https_proxy", "http://ann:secret@proxy.test:3128/"))
                        .proxy())
                .contains("proxy.test:3128");
        assertThat(Surface.here(Map.of()).proxy()).isEmpty();
        assertThat(Surface.here(Map.of()).interfaces()).doesNotContain("lo");
    }

    private boolean vpn(String... interfaces) {
        return look(Optional.empty(), new Surface(List.of(interfaces), Optional.empty()))
                .vpn();
    }
}
