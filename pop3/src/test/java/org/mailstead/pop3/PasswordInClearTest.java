package org.mailstead.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.wire.Listener;

class PasswordInClearTest {
    @TempDir
    Path folder;

    /** A connection to an address of our own that is not loopback looks like one from outside. */
    private static List<InetAddress> outsideAddresses() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
    }

    @Test
    void fromOutsideThePasswordIsAskedForInTlsOnly() throws IOException {
        try (var server = new Pop3Fixture(folder);
                Listener everywhere = server.listenEverywhere()) {
            for (InetAddress address : outsideAddresses()) {
                try (var client = new Pop3Client(address, everywhere.port())) {
                    client.expectStart("+OK");
                    assertThat(client.send("CAPA").lines()).contains("STLS").doesNotContain("USER");
                    client.send("USER ann@example.test").expectStart("-ERR passwords are taken over TLS only");
                    client.send("PASS ann-secret").expectStart("-ERR passwords are taken over TLS only");
                    client.send("STLS").expectStart("+OK");
                    client.startTls();
                    client.send("USER ann@example.test", "PASS ann-secret").expectStart("+OK", "+OK 0 messages");
                }
            }
        }
    }
}
