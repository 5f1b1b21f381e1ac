package org.mailstead.milter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mailstead.milter.FakeFilter.packet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailstead.milter.MilterAnswer.Accept;
import org.mailstead.milter.MilterAnswer.Edit;
import org.mailstead.milter.MilterAnswer.Refuse;

@Timeout(60)
class MilterTest {
    static final MilterMail MAIL = new MilterMail(
            "ID1",
            "mx.test",
            new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 0x1234),
            "mail.sender.test",
            "helo.test",
            "a@sender.test",
            List.of("ann@mx.test", "bob@mx.test"),
            List.of(new MilterMail.Field("Subject", "one\r\n two"), new MilterMail.Field("To", "x")),
            () -> new ByteArrayInputStream("x".repeat(100_000).getBytes(StandardCharsets.US_ASCII)));

    private static MilterAnswer ask(FakeFilter filter) throws IOException {
        return new Milter(filter.address(), Duration.ofSeconds(20)).ask(MAIL);
    }

    private static MilterAnswer ask(int steps, Map<String, List<Packet>> answers) throws IOException {
        try (var filter = new FakeFilter(steps, answers)) {
            return ask(filter);
        }
    }

    @Test
    void theFilterIsShownEverything() throws IOException {
        try (var filter = new FakeFilter(0, Map.of())) {
            assertThat(ask(filter)).isEqualTo(new Accept(List.of(), "", List.of()));
            assertThat(filter.seen)
                    .filteredOn(each -> !each.startsWith("B"))
                    .containsSubsequence(
                            "O",
                            "DCj|mx.test|{daemon_name}|mailstead|v|Mailstead|",
                            "Cmail.sender.test|4\u00124192.0.2.1|",
                            "Hhelo.test|",
                            "DMi|ID1|{mail_addr}|a@sender.test|",
                            "M<a@sender.test>|",
                            "R<ann@mx.test>|",
                            "R<bob@mx.test>|",
                            "T",
                            "LSubject|one/ two|",
                            "LTo|x|",
                            "N",
                            "E");
            assertThat(filter.seen).filteredOn(each -> each.startsWith("B")).hasSize(2);
        }
    }

    @Test
    void stepsThatItDoesNotWantAreLeftOutAndSilentOnesNotWaitedFor() throws IOException {
        // No connect, no recipients, no body; silent fields: an answer to these would be taken for that to the end of
        // the header.
        try (var filter = new FakeFilter(0x01 | 0x08 | 0x10 | 0x80, Map.of("L", List.of()))) {
            assertThat(ask(filter)).isInstanceOf(Accept.class);
            assertThat(filter.seen).noneMatch(each -> each.matches("[CRB].*")).contains("LTo|x|", "E");
        }
    }

    @Test
    void itMayHaveEnoughOfTheBody() throws IOException {
        try (var filter = new FakeFilter(0, Map.of("B", List.of(packet('s'))))) {
            assertThat(ask(filter)).isInstanceOf(Accept.class);
            assertThat(filter.seen).filteredOn(each -> each.startsWith("B")).hasSize(1);
        }
    }

    @Test
    void itChangesTheHeader() throws IOException {
        var changes = List.of(
                packet('p'),
                packet('h', "X-Spam", "no"),
                packet('i', 0, "X-First", "a\n b"),
                packet('m', 1, "Subject", ""),
                packet('+', "<c@mx.test>"),
                packet('q', "looks bad"),
                packet('c'));
        assertThat(ask(0, Map.of("E", changes)))
                .isEqualTo(new Accept(
                        List.of(
                                new Edit.Add("X-Spam", "no"),
                                new Edit.Add("X-First", "a\n b"),
                                new Edit.Change("Subject", 1, "")),
                        "looks bad",
                        List.of("other recipients")));
    }

    @ParameterizedTest
    @CsvSource({
        "C, r, , 550 5.7.1 refused by a mail filter",
        "R<bob, t, , 451 4.7.1 put off by a mail filter",
        "E, y, 550 5.7.9 spam 100%, 550 5.7.9 spam 100%",
        "E, y, 451 greylisted, 451 4.7.1 greylisted",
        "E, y, 550 4.7.1 odd, 550 5.7.1 odd",
    })
    void itRefuses(String step, char letter, String text, String expected) throws IOException {
        var answer = text == null ? packet(letter) : packet(letter, text);
        var refused = (Refuse) ask(0, Map.of(step, List.of(answer)));
        assertThat(refused.code() + " " + refused.status() + " " + refused.text())
                .isEqualTo(expected);
    }

    @Test
    void whatItWouldThrowAwayIsJunk() throws IOException {
        assertThat(((Accept) ask(0, Map.of("M", List.of(packet('d'))))).junk())
                .isEqualTo("the filter would throw it away");
    }

    @Test
    void whatCannotBeUnderstoodIsNoAnswer() {
        for (var odd : List.of(packet('O', 9, 0, 0), packet('O', 6), packet('c'), packet('Z'))) {
            assertThatThrownBy(() -> ask(0, Map.of("O", List.of(odd)))).isInstanceOf(MilterException.class);
        }
        for (var odd : List.of(
                packet('Z'), packet('y', "hello"), packet('y', "250 ok"), packet('h', "a b", "c"), packet('m', 1))) {
            assertThatThrownBy(() -> ask(0, Map.of("E", List.of(odd)))).isInstanceOf(MilterException.class);
        }
    }

    @Test
    void whoIsSilentIsNotWaitedForForEver() throws IOException {
        try (var filter = new FakeFilter(0, Map.of("E", List.of(packet('p'))))) {
            assertThatThrownBy(() -> new Milter(filter.address(), Duration.ofMillis(300)).ask(MAIL))
                    .isInstanceOf(MilterException.class)
                    .hasMessageContaining("did not answer within");
        }
    }

    @Test
    void anAddressIsReadOrNot() {
        for (String fine : List.of("inet:localhost:11332", "inet:[::1]:1", "unix:/run/x.sock"))
            assertThat(MilterAddress.parse(fine)).isPresent();
        for (String wrong : List.of("localhost:1", "inet:x", "inet:x:0", "inet:x:70000", "unix:x", ""))
            assertThat(MilterAddress.parse(wrong)).isEmpty();
    }
}
