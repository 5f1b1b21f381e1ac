package org.mailstead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.testkit.Mutator;

/** Whatever was done to the file of an account: it is none, or is read the same again, and no other has its binding. */
class AccountFuzzTest {
    private static final GatewayAccount ANN = new GatewayAccount(
            "ann@contoso.test",
            List.of(
                    new MailServer(Protocol.IMAP, "imap.contoso.test", 993, Security.TLS, "ann@contoso.test"),
                    new MailServer(Protocol.SMTP, "smtp.contoso.test", 587, Security.STARTTLS, "")),
            Optional.of(ImitatedProvider.oauth("https://login.contoso.test")),
            "client",
            Habits.NONE);

    @Test
    void noOtherHasItsBinding() {
        var words = List.of(
                "server.imap",
                "server.pop3",
                "oauth.token",
                "oauth.device",
                "oauth.scopes.imap",
                " 993 TLS ",
                "NONE",
                "\"",
                ",",
                "{",
                "}");
        Mutator.run(61, 2_000, List.of(AccountFile.write(ANN)), words, input -> {
            Optional<GatewayAccount> read = AccountFile.read(input);
            if (read.isEmpty()) return;
            GatewayAccount account = read.get();
            byte[] written = AccountFile.write(account);
            assertThat(AccountFile.read(written))
                    .hasValueSatisfying(
                            again -> assertThat(AccountFile.binding(again)).isEqualTo(AccountFile.binding(account)));
            boolean same = account.servers().equals(ANN.servers())
                    && account.oauth().equals(ANN.oauth())
                    && account.clientId().equals(ANN.clientId())
                    && account.address().equals(ANN.address());
            assertThat(AccountFile.binding(account).equals(AccountFile.binding(ANN)))
                    .isEqualTo(same);
        });
    }
}
