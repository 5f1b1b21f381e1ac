package org.mailstead.finder;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailstead.dns.ScriptedResolver;
import org.mailstead.wire.TlsClient;

@Timeout(120)
class SilentServersTest {
    /** Everything is there and takes connections, and nobody says a word. */
    @Test
    void aCheckOfSilentServersEnds() throws Exception {
        try (var silent = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress())) {
            var zone = new StringBuilder("example.org MX 10 mail.example.org\nexample.org A 192.0.2.1\n");
            for (String name : new String[] {"mail", "imap", "smtp", "pop", "pop3", "autoconfig", "autodiscover"})
                zone.append(name).append(".example.org A 192.0.2.1\n");
            var around = new Surroundings(
                    new ScriptedResolver(zone.toString()),
                    (to, limit) -> new Socket(InetAddress.getLoopbackAddress(), silent.getLocalPort()),
                    new TlsClient(null),
                    _ -> true,
                    Duration.ofSeconds(1));
            var check = SettingsCheck.of("ann@example.org", Optional.empty(), Optional.empty(), around);
            assertThat(check.troubles().getFirst()).startsWith("This check was ended after 1 seconds");
            assertThat(check.isWell()).isFalse();
            assertThat(check.found()).hasSize(7).noneMatch(Found::isWhole);
            assertThat(check.found().getFirst().looks())
                    .allSatisfy(look ->
                            assertThat(look.said()).isIn("no time was left", "nothing", "nobody answers there"));
        }
    }
}
