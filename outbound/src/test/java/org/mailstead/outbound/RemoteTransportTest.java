package org.mailstead.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.mailstead.outbound.Transport.Unreachable;
import org.mailstead.smtp.SmtpAddress;

class RemoteTransportTest extends RemoteTest {
    @Test
    void bringsAMessageWithoutItsReturnPath() throws IOException {
        host(HELLO + TAKES_ANN + QUIT);
        assertThat(deliver("ann")).containsExactly("PASSED_ON 2.0.0 mx2.test [127.0.0.2]: 250 2.0.0 got it");
    }

    @Test
    void aHostThatIsDownIsPassedOver() throws IOException {
        host(HELLO + TAKES_ANN + QUIT);
        host();
        zone.append("there.example MX 1 mx3.test\n");
        assertThat(deliver("ann")).containsExactly("PASSED_ON 2.0.0 mx2.test [127.0.0.2]: 250 2.0.0 got it");
    }

    @Test
    void aHostThatSaysLaterIsFollowedByTheNext() throws IOException {
        host(HELLO + ANN + "S: 451 4.7.1 greylisted\n" + QUIT);
        host(HELLO + TAKES_ANN + QUIT);
        assertThat(deliver("ann")).containsExactly("PASSED_ON 2.0.0 mx3.test [127.0.0.3]: 250 2.0.0 got it");
    }

    @Test
    void aHostThatSaysNeverIsBelieved() throws IOException {
        host(HELLO + ANN + "S: 550 5.1.1 nobody\n" + QUIT);
        zone.append("there.example MX 99 mx3.test\n");
        assertThat(deliver("ann")).containsExactly("FAILED 5.1.1 mx2.test [127.0.0.2]: 550 5.1.1 nobody");
    }

    @Test
    void whoeverMayHaveItIsNotFollowedByAnother() throws IOException {
        host(HELLO + ANN + CONTENT + "CLOSE\n");
        zone.append("there.example MX 99 mx3.test\n");
        assertThat(deliver("ann"))
                .containsExactly(
                        "LATER 4.4.2 mx2.test [127.0.0.2]: The conversation broke off after the content was sent, so"
                                + " that the server may have it: it closed the connection.");
    }

    @Test
    void whoeverDoesNotWantUsIsFollowedByTheNext() throws IOException {
        host("S: 554 5.7.1 your address is on a list\nSILENCE\n");
        host(HELLO + TAKES_ANN + QUIT);
        assertThat(deliver("ann").getFirst()).startsWith("PASSED_ON 2.0.0 mx3.test");
    }

    @Test
    void ifNobodyWantsUsItFails() throws IOException {
        host("S: 554 5.7.1 your address is on a list\nSILENCE\n");
        assertThat(deliver("ann")).containsExactly("FAILED 5.7.1 mx2.test: 554 5.7.1 your address is on a list");
    }

    @Test
    void asLongAsOneMayComeBackItIsNotGivenUp() throws IOException {
        host("S: 421 4.3.2 going down\nCLOSE\n");
        host("S: 554 5.7.1 your address is on a list\nSILENCE\n");
        assertThatThrownBy(() -> deliver("ann"))
                .isInstanceOf(Unreachable.class)
                .hasMessage("mx2.test: 421 4.3.2 going down");
    }

    @Test
    void nobodyAtHomeIsToldWithTheReason() throws IOException {
        host();
        port = 1;
        assertThatThrownBy(() -> deliver("ann"))
                .isInstanceOf(Unreachable.class)
                .hasMessage("mx2.test: 127.0.0.2: nobody listens there (connection refused)");
        zone.insert(0, "there.example MX !timeout\n");
        assertThatThrownBy(() -> deliver("ann"))
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("The DNS does not tell");
    }

    @Test
    void ourOwnAnswerIsNoAnswer() throws IOException {
        host("S: 220 hi\nC: EHLO mail.here.example\nS: 250 MAIL.here.example hello\n" + QUIT);
        assertThat(deliver("ann"))
                .containsExactly("FAILED 5.4.6 mx2.test is this server itself, but the domain is not set up here.");
    }

    @Test
    void whatIsTooLargeIsNotEvenAsked() throws IOException {
        host("S: 220 hi\nC: EHLO mail.here.example\nS: 250-mx\nS: 250 SIZE 20\n" + QUIT);
        assertThat(deliver("ann"))
                .containsExactly(
                        "FAILED 5.3.4 mx2.test [127.0.0.2] takes messages of 20 bytes at most; this one has 21.");
    }

    @Test
    void recipientsThatAreTooManyGoInAnotherTransaction() throws IOException {
        host(HELLO + ANN + """
            S: 250 ok
            C: RCPT TO:<bob@there.example>
            S: 452 4.5.3 one at a time
            C: RCPT TO:<eve@there.example>
            S: 550 5.1.1 nobody
            C: DATA
            S: 354 go on
            C: Subject: x
            C:
            C: text
            C: .
            S: 250 first
            C: MAIL FROM:<me@here.example> SIZE=21
            S: 250 ok
            C: RCPT TO:<bob@there.example>
            """ + CONTENT + "S: 250 second\n" + QUIT);
        assertThat(deliver("ann", "bob", "eve"))
                .containsExactly(
                        "PASSED_ON 2.0.0 mx2.test [127.0.0.2]: 250 first",
                        "PASSED_ON 2.0.0 mx2.test [127.0.0.2]: 250 second",
                        "FAILED 5.1.1 mx2.test [127.0.0.2]: 550 5.1.1 nobody");
    }

    @Test
    void connectionsAreUsedAgain() throws IOException {
        host(HELLO + TAKES_ANN + TAKES_ANN + QUIT);
        try (HostSessions sessions = sessions()) {
            assertThat(deliver(sessions, "ann")).hasSize(1);
            assertThat(deliver(sessions, "ann").getFirst()).startsWith("PASSED_ON");
        }
    }

    @Test
    void aConnectionThatWasClosedMeanwhileIsMadeAnew() throws IOException {
        host(HELLO + TAKES_ANN + "CLOSE\n", HELLO + TAKES_ANN + QUIT);
        try (HostSessions sessions = sessions()) {
            deliver(sessions, "ann");
            assertThat(deliver(sessions, "ann").getFirst()).startsWith("PASSED_ON");
        }
    }

    @Test
    void tlsIsUsedWhereItIsOffered() throws Exception {
        var server = new TestTls(folder, "mx2.test");
        host(
                server::over,
                "S: 220 hi\nC: EHLO mail.here.example\nS: 250-mx\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\nTLS\n"
                        + HELLO.substring(HELLO.indexOf('C')) + TAKES_ANN + QUIT);
        assertThat(deliver("ann").getFirst()).as("its certificate is nobody's").startsWith("PASSED_ON");
    }

    @Test
    void tlsThatIsBrokenIsLeftOut() throws Exception {
        String offers = "S: 220 hi\nC: EHLO mail.here.example\nS: 250-mx\nS: 250 STARTTLS\nC: STARTTLS\n";
        host(offers + "S: 220 go\nS: what do you mean\nCLOSE\n", HELLO + TAKES_ANN + QUIT);
        assertThat(deliver("ann").getFirst()).startsWith("PASSED_ON");
        everybodyDidWhatTheScriptSays();
        zone.setLength(0);
        port = 0;
        host(offers + "S: 454 4.7.0 not today\n" + QUIT, HELLO + TAKES_ANN + QUIT);
        assertThat(deliver("ann").getFirst()).startsWith("PASSED_ON");
    }

    private static final String HELLO_IN_ANY_SCRIPT = HELLO.replace("250-mx.test", "250-mx.test\nS: 250-SMTPUTF8");

    @Test
    void lettersGoWhereTheyAreTaken() throws IOException {
        wants = wants.withSmtpUtf8(true);
        text = "Subject: Größe\r\n\r\ntext\r\n";
        host(HELLO_IN_ANY_SCRIPT
                + TAKES_ANN.replace("SIZE=21", "SIZE=21 SMTPUTF8").replace("Subject: x", "Subject: Größe")
                + QUIT);
        assertThat(deliver("ann").getFirst()).startsWith("PASSED_ON");
        text = "Subject: x\r\n\r\ntext\r\n";
        sender = new SmtpAddress("mé", "grün.example");
        host(HELLO_IN_ANY_SCRIPT
                + TAKES_ANN
                        .replace("me@here.example> SIZE=21", "mé@grün.example> SIZE=21 SMTPUTF8")
                        .replace("ann@", "jürgen@")
                + QUIT);
        zone.append("there.example MX 1 mx3.test\n");
        assertThat(deliver("jürgen").getFirst()).startsWith("PASSED_ON");
    }

    @Test
    void aDomainAloneIsWrittenInAscii() throws IOException {
        wants = wants.withSmtpUtf8(true);
        sender = new SmtpAddress("me", "grün.example");
        host(HELLO_IN_ANY_SCRIPT + TAKES_ANN.replace("me@here.example", "me@xn--grn-ioa.example") + QUIT);
        assertThat(deliver("ann").getFirst())
                .as("so that every host behind can have it")
                .startsWith("PASSED_ON");
    }

    @Test
    void aHostWithoutOtherLettersRefusesForThoseWhoNeedThem() throws IOException {
        wants = wants.withSmtpUtf8(true);
        host(HELLO + TAKES_ANN + QUIT);
        assertThat(deliver("jürgen", "ann"))
                .containsExactly(
                        "FAILED 5.6.7 mx2.test [127.0.0.2] takes addresses in ASCII only.",
                        "PASSED_ON 2.0.0 mx2.test [127.0.0.2]: 250 2.0.0 got it");
    }

    @Test
    void aHostWithoutOtherLettersCannotHaveSuchMail() throws IOException {
        wants = wants.withSmtpUtf8(true);
        text = "Subject: Größe\r\n\r\ntext\r\n";
        host(HELLO + QUIT, HELLO + QUIT);
        assertThat(deliver("ann").getFirst()).startsWith("FAILED 5.6.9 ");
        sender = new SmtpAddress("mé", "here.example");
        assertThat(deliver("ann").getFirst()).startsWith("FAILED 5.6.7 ");
    }

    @Test
    void aHostThatKnowsAsciiOnlyGetsAscii() throws IOException {
        String header = "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n";
        text = header + "\r\nGrüße\r\n";
        String ascii = "C: Content-Transfer-Encoding: quoted-printable\nC: MIME-Version: 1.0\n"
                + "C: Content-Type: text/plain; charset=utf-8\nC:\nC: Gr=C3=BC=C3=9Fe\n";
        host(HELLO + TAKES_ANN.replace("C: Subject: x\nC:\nC: text\n", ascii) + QUIT);
        assertThat(deliver("ann").getFirst()).startsWith("PASSED_ON");
    }

    @Test
    void whatIsSignedIsNotChangedForSuchAHost() throws IOException {
        text = "Content-Type: multipart/signed; boundary=b\r\n\r\n--b\r\n\r\nGrüße\r\n--b--\r\n";
        host(HELLO + QUIT);
        assertThat(deliver("ann").getFirst()).startsWith("FAILED 5.6.3 ");
    }
}
