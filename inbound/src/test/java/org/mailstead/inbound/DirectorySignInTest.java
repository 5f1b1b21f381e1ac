package org.mailstead.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailstead.directory.AppPasswords;
import org.mailstead.directory.Directory;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.PasswordHashing;
import org.mailstead.directory.SignInSettings;
import org.mailstead.sasl.Channel;
import org.mailstead.sasl.SaslMechanism;
import org.mailstead.sasl.Step;
import org.mailstead.smtp.SubmissionSignIn;
import org.mailstead.smtp.SubmissionSignIn.Outcome;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.testkit.MovableClock;

class DirectorySignInTest {
    private static final MailAddress ANN = MailAddress.of("ann@example.test");

    private final MovableClock clock = new MovableClock("2026-11-23T08:00:00Z");
    private final MemoryStore store = new MemoryStore(clock);
    private final Directory directory = new Directory(
            store,
            new PartitionWriter(store, new Random(1)),
            new PasswordHashing(PasswordHashing.Cost.CHEAP),
            clock,
            new Random(2));
    private final SubmissionSignIn door = new DirectorySignIn(directory, directory.signIns(SignInSettings.STANDARD));

    DirectorySignInTest() {
        directory.addDomain("example.test");
        directory.addAccount(ANN, "ann-secret");
    }

    private Outcome signIn(String userName, String password) {
        byte[] response = ("\0" + userName + "\0" + password).getBytes(StandardCharsets.UTF_8);
        var from = new SubmissionSignIn.From(
                InetAddress.getLoopbackAddress(), 587, Optional.of("TLSv1.3"), "laptop", "c1");
        var step = door.begin(SaslMechanism.PLAIN, new Channel(true, Map.of()), Set.of(), from)
                .respond(response);
        return ((Step.Done<Outcome>) step).outcome();
    }

    @Test
    void peopleSignInWithTheirPassword() {
        assertThat(signIn("Ann@example.test", "ann-secret"))
                .isInstanceOfSatisfying(
                        Outcome.Welcome.class,
                        welcome -> assertThat(welcome.who().address()).isEqualTo("ann@example.test"));
        assertThat(signIn("ann@example.test", "guess"))
                .isEqualTo(new Outcome.Refused(Outcome.Kind.WRONG, "wrong-password, ann@example.test"));
        assertThat(signIn("my-password", "x"))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.why()).doesNotContain("my-password"));
        assertThat(directory.history().of(directory.account(ANN).orElseThrow().id()))
                .as("the history has what the session told")
                .anySatisfy(attempt -> {
                    assertThat(attempt.program()).isEqualTo("laptop");
                    assertThat(attempt.port()).isEqualTo(587);
                    assertThat(attempt.tls()).contains("TLSv1.3");
                });
    }

    @Test
    void anAppPasswordForReadingSendsNothing() {
        String reading = directory
                .appPasswords()
                .make(ANN, "Phone", AppPasswords.reading(), Optional.empty())
                .secret();
        assertThat(signIn("ann", reading)).isEqualTo(new Outcome.Refused(Outcome.Kind.NOT_FOR_SENDING, "not-for-this"));
        String sending = directory
                .appPasswords()
                .make(ANN, "Printer", AppPasswords.sending(), Optional.empty())
                .secret();
        assertThat(signIn("ann", sending)).isInstanceOf(Outcome.Welcome.class);
    }
}
