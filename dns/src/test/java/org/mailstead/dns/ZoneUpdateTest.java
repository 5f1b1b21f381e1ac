package org.mailstead.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ZoneUpdateTest {
    private static final DnsName NAME = DnsName.of("_acme-challenge.mail.example.test");
    private static final TsigKey KEY = key("acme", "secret");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private UpdatedZone zone = zone();

    private static TsigKey key(String name, String secret) {
        return TsigKey.parse("hmac-sha256:" + name + ":"
                        + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.US_ASCII)))
                .orElseThrow();
    }

    private static UpdatedZone zone() {
        try {
            return new UpdatedZone(KEY);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void nothing() {
        assertThat(zone.texts()).isEmpty();
    }

    @AfterEach
    void stop() throws IOException {
        zone.close();
    }

    private ZoneUpdate with(TsigKey key, Clock clock) {
        return new ZoneUpdate(zone.address(), key, clock);
    }

    @Test
    void textsComeAndGo() throws UpdateRefused {
        var update = with(KEY, Clock.systemUTC());
        update.addText(NAME, "one", MINUTE);
        update.addText(NAME, "two", MINUTE);
        assertThat(zone.texts()).containsExactly(NAME + ". [one]", NAME + ". [two]");
        update.removeText(NAME, "one");
        update.removeText(NAME, "never there");
        assertThat(zone.texts()).isEqualTo(List.of(NAME + ". [two]"));
    }

    @Test
    void whatIsRefusedIsToldInWords() throws IOException {
        assertThatThrownBy(() -> with(key("other", "secret"), Clock.systemUTC()).addText(NAME, "x", MINUTE))
                .isInstanceOf(UpdateRefused.class)
                .hasMessageContaining("does not know the key hmac-sha256:other");
        assertThatThrownBy(() -> with(key("acme", "wrong"), Clock.systemUTC()).addText(NAME, "x", MINUTE))
                .hasMessageContaining("has another secret for the key acme");
        var late = Clock.offset(Clock.systemUTC(), Duration.ofHours(-2));
        assertThatThrownBy(() -> with(KEY, late).addText(NAME, "x", MINUTE))
                .hasMessageContaining("has a clock that differs from ours");
        var ours = with(KEY, Clock.systemUTC());
        assertThatThrownBy(() -> ours.addText(DnsName.of("mail.elsewhere.test"), "x", MINUTE))
                .hasMessageContaining("does not let the key acme change mail.elsewhere.test");
        assertThatThrownBy(() -> ours.addText(DnsName.of("example.test"), "x", MINUTE))
                .hasMessageContaining("does not let the key acme change example.test");
        assertThat(zone.texts()).isEmpty();
        int nobody;
        try (var port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = port.getLocalPort();
        }
        var dead =
                new ZoneUpdate(new InetSocketAddress(InetAddress.getLoopbackAddress(), nobody), KEY, Clock.systemUTC());
        assertThatThrownBy(() -> dead.addText(NAME, "x", MINUTE)).hasMessageContaining("takes no connections over TCP");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "acme:c2VjcmV0",
                "hmac-md5:acme:c2VjcmV0",
                "hmac-sha256:acme:",
                "hmac-sha256:acme:***",
                "a:b:c"
            })
    void noKey(String text) {
        assertThat(TsigKey.parse(text)).isEmpty();
    }

    @Test
    void theSecretIsNotPrinted() {
        assertThat(KEY.toString()).isEqualTo("hmac-sha256:acme");
    }
}
