package org.mailstead.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailstead.dns.DnsName;
import org.mailstead.ladder.PortFacts.Certificate;
import org.mailstead.ladder.PortFacts.First;
import org.mailstead.ladder.PortFacts.Offer;
import org.mailstead.ladder.PortFacts.Reached;
import org.mailstead.ladder.PortFacts.Retry;
import org.mailstead.ladder.PortFacts.Tls;
import org.mailstead.ladder.View.DomainFacts;
import org.mailstead.ladder.View.DomainFacts.Service;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;

class ViewJsonTest {
    static final View VIEW = new View(
            new DomainFacts(
                    DnsName.of("example.org"),
                    Optional.of(true),
                    List.of(DnsName.of("mx.example.org")),
                    false,
                    true,
                    Optional.of("v=spf1 -all"),
                    Optional.empty(),
                    List.of(
                            new Service(Protocol.IMAP, Security.TLS, 993, Optional.of(DnsName.of("imap.example.org"))),
                            new Service(Protocol.POP3, Security.STARTTLS, 0, Optional.empty())),
                    List.of("google", "s1")),
            List.of(
                    new HostFacts(
                            "imap.example.org",
                            new HostFacts.Answer.Addresses(
                                    List.of(InetAddress.ofLiteral("192.0.2.1"), InetAddress.ofLiteral("2001:db8::1")))),
                    new HostFacts(
                            "a.example.org",
                            new HostFacts.Answer.Nothing(),
                            List.of(DnsName.of("x.hoster.test"), DnsName.of("y.hoster.test"))),
                    new HostFacts("b.example.org", new HostFacts.Answer.Private()),
                    new HostFacts("c.example.org", new HostFacts.Answer.Failed("no answer within 3 s"))),
            List.of(
                    new PortFacts(
                            "imap.example.org",
                            993,
                            Optional.of(Reached.OPEN),
                            Optional.of(Reached.TIMED_OUT),
                            Optional.of(new First(First.Kind.SILENCE, "")),
                            Optional.empty(),
                            Optional.of(new Tls.Begun(
                                    false,
                                    "TLSv1.3",
                                    new Certificate(
                                            List.of("imap.example.org", "*.example.org"),
                                            "R1 (Authority)",
                                            "ab".repeat(32),
                                            Set.of(Certificate.Doubt.EXPIRED, Certificate.Doubt.OTHER_NAME),
                                            Instant.parse("2026-01-01T00:00:00Z"),
                                            Instant.parse("2026-04-01T00:00:00Z")))),
                            Optional.of(new Offer(
                                    Protocol.IMAP, false, false, Set.of("PLAIN", "XOAUTH2"), OptionalLong.empty()))),
                    new PortFacts(
                            "imap.example.org",
                            587,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(new First(First.Kind.SMTP, "220 \"hello\" ü")),
                            Optional.of(new Offer(Protocol.SMTP, true, true, Set.of(), OptionalLong.of(35_882_577))),
                            Optional.of(new Tls.Failed(true, Tls.Why.OLD_VERSION, "protocol_version")),
                            Optional.empty()),
                    new PortFacts(
                            "imap.example.org",
                            465,
                            Optional.of(Reached.OPEN),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(new Tls.Failed(
                                    false,
                                    Tls.Why.CUT,
                                    "it hung up",
                                    List.of(
                                            new Retry(Retry.Way.ONLY_TLS_1_3, "it hung up", Optional.empty()),
                                            new Retry(
                                                    Retry.Way.WITHOUT_NAME,
                                                    "",
                                                    Optional.of(new Certificate(
                                                            List.of("mail.hoster.test"),
                                                            "R1",
                                                            "cd".repeat(32),
                                                            Set.of(Certificate.Doubt.OTHER_NAME),
                                                            Instant.EPOCH,
                                                            Instant.EPOCH.plusSeconds(1))))))),
                            Optional.empty())));

    @Test
    void whatIsWrittenIsRead() {
        assertThat(ViewJson.read(ViewJson.write(VIEW))).contains(VIEW);
    }

    @Test
    void itsFormIsAsItIsTold() {
        assertThat(ViewJson.write(VIEW))
                .startsWith("{\"domain\":{\"name\":\"example.org\",\"known\":true,\"mailHosts\":[\"mx.example.org\"],")
                .contains(
                        "\"services\":[{\"protocol\":\"IMAP\",\"security\":\"TLS\",\"port\":993,\"host\":\"imap.example.org\"},")
                .contains(
                        "{\"host\":\"a.example.org\",\"answer\":\"NOTHING\",\"aliases\":[\"x.hoster.test\",\"y.hoster.test\"]}")
                .contains(
                        "\"port\":993,\"ipv4\":\"OPEN\",\"ipv6\":\"TIMED_OUT\",\"first\":{\"kind\":\"SILENCE\",\"text\":\"\"}")
                .contains("\"tls\":{\"onCommand\":true,\"why\":\"OLD_VERSION\",\"said\":\"protocol_version\"}")
                .contains(
                        "\"retries\":[{\"way\":\"ONLY_TLS_1_3\",\"said\":\"it hung up\"},{\"way\":\"WITHOUT_NAME\",\"certificate\":{");
    }

    @Test
    void whatIsUnknownOrLeftOutDoesNotHinder() {
        var view = ViewJson.read("{\"domain\":{\"name\":\"a.test\",\"known\":null,\"new\":[{}]},\"later\":{\"x\":1}}");
        assertThat(view).isPresent();
        assertThat(view.get().domain().known()).isEmpty();
        assertThat(view.get().ports()).isEmpty();
    }

    @Test
    void whatIsNoViewIsNone() {
        String domain = "\"domain\":{\"name\":\"a.test\"}";
        assertThat(List.of(
                        "",
                        "null",
                        "[]",
                        "{}",
                        "{" + domain,
                        "{" + domain + "} more",
                        "{" + domain + ",\"hosts\":{}}",
                        "{" + domain + ",\"hosts\":[{\"host\":\"a\",\"answer\":\"MAYBE\"}]}",
                        "{" + domain + ",\"hosts\":[{\"host\":\"a\",\"addresses\":[\"a.test\"]}]}",
                        "{" + domain + ",\"ports\":[{\"host\":\"a\",\"port\":0}]}",
                        "{" + domain + ",\"ports\":[{\"host\":\"a\",\"port\":70000}]}",
                        "{" + domain + ",\"ports\":[{\"host\":\"a\",\"port\":1.5}]}",
                        "{" + domain + ",\"ports\":[{\"host\":\"a\",\"port\":25,\"ipv4\":\"SHUT\"}]}",
                        "[".repeat(100_000),
                        " ".repeat(ViewReader.CHARACTERS + 1)))
                .allSatisfy(text -> assertThat(ViewJson.read(text)).isEmpty());
    }

    @Test
    void textsOfOthersAreCut() {
        var view = ViewJson.read("{\"domain\":{\"name\":\"a.test\",\"spf\":\"v=spf1\\u0000\\n\\u202e x"
                        + "y".repeat(5000) + "\"}}")
                .orElseThrow();
        assertThat(view.domain().spf().orElseThrow()).startsWith("v=spf1  xy").hasSize(2000);
    }
}
