package org.mailstead.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Section;

/** Sessions that are under way when the process is told to end still ask the DNS. */
class ProcessEndTest {
    /** A process that asks once it was told to end, and prints what it learns. */
    static final class Asker {
        private Asker() {}

        public static void main(String[] port) {
            var server = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port[0]));
            var settings =
                    new NetworkSettings(List.of(server), Dnssec.OFF, Duration.ofSeconds(20), Duration.ofSeconds(50));
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> System.out.print(new NetworkResolver(settings, Clock.systemUTC())
                            .lookup(DnsName.of("example.test"), RecordType.CNAME))));
        }
    }

    @Test
    void questionsAreAnsweredUntilTheEnd() throws Exception {
        var script = DnsServer.answering(reply -> {
            try {
                reply.addRecord(SignedTree.parse("example.test. 60 IN CNAME host.test."), Section.ANSWER);
            } catch (java.io.IOException e) {
                throw new IllegalStateException(e);
            }
            return reply;
        });
        try (var server = new DnsServer(script)) {
            var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            var classes = System.getProperty("java.class.path");
            var asker = new ProcessBuilder(
                            java,
                            "-cp",
                            classes,
                            Asker.class.getName(),
                            String.valueOf(server.address().getPort()))
                    .redirectErrorStream(true)
                    .start();
            try {
                assertThat(asker.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(new String(asker.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .contains("Found")
                        .contains("host.test");
            } finally {
                asker.destroyForcibly();
            }
        }
    }
}
