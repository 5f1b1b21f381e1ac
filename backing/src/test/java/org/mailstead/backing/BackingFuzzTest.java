package org.mailstead.backing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailstead.gateway.GatewayAccount;
import org.mailstead.gateway.Habits;
import org.mailstead.gateway.Secrets;
import org.mailstead.gateway.VaultException;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.testkit.Mutator;

/** Whatever lies in the store or comes from another process: it is read, or said to be damaged. */
class BackingFuzzTest {
    private static byte[] seed() {
        var server = new MailServer(Protocol.IMAP, "outlook.contoso.test", 993, Security.TLS, "ann@contoso.test");
        var account = new GatewayAccount("ann@contoso.test", List.of(server), Optional.empty(), "", Habits.NONE);
        Instant now = Instant.parse("2026-11-28T12:00:00Z");
        var secrets = new Secrets(Secrets.Kind.PASSWORD, "a secret", "", "", now, now);
        return new Backing(account, Optional.of(secrets)).write();
    }

    @Test
    void itIsReadOrSaidToBeDamaged() {
        var words = List.of("{", "}", "server.imap", "\"address\"", "since", "PASSWORD", "99999", "\0");
        Mutator.run(71, 3_000, List.of(seed()), words, input -> {
            try {
                Backing read = Backing.read(input);
                assertThat(Backing.read(read.write())).isEqualTo(read);
            } catch (VaultException e) {
                assertThat(e.getMessage()).doesNotContain("a secret");
            }
            try {
                assertThat(Backing.Row.read(input).account().address()).contains("@");
            } catch (VaultException e) {
                assertThat(e).hasMessageContaining("damaged");
            }
        });
    }
}
