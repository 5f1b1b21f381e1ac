package org.mailstead.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailstead.ladder.PortFacts.Certificate.Doubt;
import org.mailstead.ladder.PortFacts.Retry;
import org.mailstead.ladder.PortFacts.Retry.Way;
import org.mailstead.ladder.PortFacts.Tls;
import org.mailstead.ladder.SignIn.Came;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.testkit.Hello;
import org.mailstead.testkit.Hello.Reaction;
import org.mailstead.testkit.MadeUpImap;
import org.mailstead.testkit.MadeUpSmtp;

/** What is learned of a server that lets nobody in who begins TLS as usual. */
@Timeout(120)
class TlsRetriesTest {
    private static final String HOST = "mail.example.org";

    private final World world = new World();
    private final MadeUpImap imap = new MadeUpImap().let(World.ANN, "secret");
    private final MadeUpSmtp smtp = new MadeUpSmtp().let(World.ANN, "secret");

    @AfterEach
    void close() throws IOException {
        world.close();
    }

    private Tls.Failed failed(Hello.Doorkeeper doorkeeper, int port) {
        world.host(HOST).imaps(imap).submission(smtp).tls(doorkeeper);
        return (Tls.Failed) world.port(World.PATIENT, HOST, port).tls().orElseThrow();
    }

    private static Hello.Doorkeeper hangsUpOn(String version) {
        return hello -> hello.versions().contains(version) ? Reaction.HANGS_UP : Reaction.GOES_ON;
    }

    @Test
    void eachWayByItself() {
        for (int port : new int[] {993, 587}) {
            var failed = failed(hangsUpOn("TLSv1.3"), port);
            assertThat(failed.why()).isEqualTo(Tls.Why.CUT);
            assertThat(failed.onCommand()).isEqualTo(port == 587);
            assertThat(failed.retries().stream().map(Retry::way)).containsExactlyInAnyOrder(Way.values());
            assertThat(failed.shownBy(Way.ONLY_TLS_1_2).orElseThrow().doubts()).isEmpty();
            assertThat(failed.failedBy(Way.ONLY_TLS_1_2)).isFalse();
            assertThat(failed.failedBy(Way.ONLY_TLS_1_3)).isTrue();
            assertThat(failed.failedBy(Way.WITHOUT_NAME)).isTrue();
        }
        assertThat(failed(hangsUpOn("TLSv1.2"), 993).shownBy(Way.ONLY_TLS_1_3)).isPresent();
    }

    @Test
    void whoKnowsTheNameNot() {
        world.host(HOST).shows(world.hosts.authority().of("mail.hoster.test"));
        var failed = failed(
                hello -> hello.name().equals(Optional.of(HOST)) ? Reaction.KNOWS_NO_SUCH_NAME : Reaction.GOES_ON, 993);
        assertThat(failed.why()).isEqualTo(Tls.Why.UNKNOWN_NAME);
        var shown = failed.shownBy(Way.WITHOUT_NAME).orElseThrow();
        assertThat(shown.names()).containsExactly("mail.hoster.test");
        assertThat(shown.doubts()).isEqualTo(Set.of(Doubt.OTHER_NAME));
        assertThat(failed.failedBy(Way.ONLY_TLS_1_2)).isTrue();
    }

    /** A program would not have got as far, so that its password does not get further. */
    @Test
    void noSecretGoesOverWhatComesOfThem() {
        world.host(HOST).imaps(imap).submission(smtp).tls(hangsUpOn("TLSv1.3"));
        var attempt = World.attempt(World.server(Protocol.IMAP, HOST, 993), World.server(Protocol.SMTP, HOST, 587));
        var evidence =
                Ladder.climb(attempt, Optional.of(new Credential.Password("secret")), world.outside(World.PATIENT));
        assertThat(evidence.signIns()).hasSize(2).allMatch(each -> each.came() == Came.NOT_TRIED);
        assertThat(imap.heard()).isEmpty();
        assertThat(imap.accounts().tries()).isEmpty();
        assertThat(smtp.accounts().tries()).isEmpty();
    }

    @Test
    void noMoreConnectionsThanAllowed() {
        world.host(HOST).port(993, caller -> caller.hear(5));
        world.port(World.PATIENT, HOST, 993);
        // Once as usual, once in each other way, once in the old one, and once without a word.
        assertThat(world.hosts.connections())
                .filteredOn((HOST + ":993")::equals)
                .hasSize(3 + Way.values().length);
    }

    @Test
    void whatHasAnotherReasonIsNotTriedAgain() {
        world.host(HOST).submission(new MadeUpSmtp().says("STARTTLS", "454 4.7.0 TLS not available"));
        var view = world.view(World.PATIENT, HOST);
        var failed = (Tls.Failed) view.port(HOST, 587).orElseThrow().tls().orElseThrow();
        assertThat(failed.retries()).isEmpty();
        assertThat(world.hosts.connections())
                .filteredOn((HOST + ":587")::equals)
                .hasSize(1);
    }
}
