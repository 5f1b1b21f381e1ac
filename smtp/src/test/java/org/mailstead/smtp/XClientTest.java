package org.mailstead.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailstead.wire.AddressRange;

class XClientTest {
    private static final SmtpTrust PROXY = new SmtpTrust(List.of(), AddressRange.LOOPBACK);

    private final List<String> clients = new ArrayList<>();

    private Talk proxied(SmtpProfile profile) throws IOException {
        return Talk.trusting(profile, PROXY, (_, _, client) -> {
            clients.add(text(client));
            return Gate.OPEN;
        });
    }

    private static String text(InetSocketAddress client) {
        return client.getAddress().getHostAddress() + " " + client.getPort();
    }

    private static void hello(Talk talk) throws IOException {
        talk.lines("C: EHLO proxy.test");
        talk.skipReply();
    }

    @Test
    void theSessionBeginsAnewForAnotherClient() throws IOException {
        try (Talk talk = proxied(SmtpProfile.MX)) {
            talk.lines("S: 220 *");
            hello(talk);
            talk.lines("C: XCLIENT ADDR=192.0.2.7 PORT=4000 HELO=mail.sender.test NAME=[UNAVAILABLE] PROTO=ESMTP");
            talk.lines("S: 220 mail.example.test ESMTP *", "C: MAIL FROM:<a@b.test>", "S: 503 5.5.1 say EHLO first");
            hello(talk);
            talk.lines("C: MAIL FROM:<a@b.test>", "S: 250 *", "C: RCPT TO:<ann@example.test>", "S: 250 *");
            talk.lines("C: DATA", "S: 354 *", "C: Subject: x", "C: ", "C: .", "S: 250 *");
            assertThat(clients).hasSize(2).last().isEqualTo("192.0.2.7 4000");
            assertThat(talk.services.delivered.getFirst().text())
                    .contains("Received: from mail.sender.test ([192.0.2.7])");
        }
    }

    @Test
    void oneWhoseAddressIsNotToldIsTrustedNowhere() throws IOException {
        try (Talk talk = proxied(SmtpProfile.MX)) {
            talk.lines("S: 220 *");
            hello(talk);
            talk.lines("C: XCLIENT ADDR=[TEMPUNAVAIL] PORT=[UNAVAILABLE]", "S: 220 *");
            hello(talk);
            talk.lines("C: XCLIENT ADDR=IPV6:2001:db8::1 HELO=b+2Dc.test", "S: 220 *");
            assertThat(clients.subList(1, 3)).containsExactly("0.0.0.0 0", "2001:db8:0:0:0:0:0:1 0");
        }
    }

    @Test
    void whoSignedInAtTheProxyMaySend() throws IOException {
        try (Talk talk = proxied(SmtpProfile.SUBMISSION)) {
            talk.lines("S: 220 *");
            hello(talk);
            talk.lines("C: XCLIENT LOGIN=nobody@example.test", "S: 550 5.7.8 *");
            talk.lines("C: XCLIENT ADDR=192.0.2.7 LOGIN=ann@example.test", "S: 220 *");
            hello(talk);
            talk.lines("C: MAIL FROM:<ann@example.test>", "S: 250 *");
        }
    }

    @Test
    void aClientThatIsNotLetInIsToldSo() throws IOException {
        var refused = SmtpReply.of(554, "5.7.1", "not you");
        var closed = new GateTest.Scripted();
        closed.says.put("connected", new Gate.Decision.End(refused));
        try (Talk talk =
                Talk.trusting(SmtpProfile.MX, PROXY, (_, _, client) -> client.getPort() == 25 ? closed : Gate.OPEN)) {
            talk.lines("S: 220 *");
            hello(talk);
            talk.lines("C: XCLIENT ADDR=192.0.2.7 PORT=25", "S: 554 5.7.1 not you");
            talk.expectClosed();
        }
    }

    @Test
    void onlyTrustedProxiesAreToldOfItAndBelieved() throws IOException {
        try (Talk talk = proxied(SmtpProfile.MX)) {
            talk.lines("S: 220 *", "C: EHLO proxy.test");
            assertThat(talk.skipReply()).isEqualTo("250 XCLIENT NAME ADDR PORT PROTO HELO LOGIN");
        }
        try (Talk talk = Talk.ready()) {
            talk.lines("C: XCLIENT ADDR=192.0.2.7", "S: 550 5.7.0 *");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ADDR",
                "ADDR=",
                "ADDR=x",
                "ADDR=fe80::1%eth0",
                "PORT=65536",
                "PORT=-1",
                "HELO=a+0Ab",
                "HELO=a b",
                "PROTO=HTTP",
                "LOGIN=",
                "WHAT=x",
                "PORT=1 PORT=2",
                "NAME=+2"
            })
    void whatIsMalformedIsRefused(String attributes) throws IOException {
        try (Talk talk = proxied(SmtpProfile.MX)) {
            talk.lines("S: 220 *");
            hello(talk);
            talk.lines("C: XCLIENT " + attributes, "S: 501 5.5.4 *");
            assertThat(clients).hasSize(1);
        }
    }
}
