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
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailstead.milter.MilterAnswer.Accept;
import org.mailstead.milter.MilterAnswer.Changes;
import org.mailstead.milter.MilterAnswer.Edit;
import org.mailstead.milter.MilterAnswer.Refuse;

@Timeout(60)
class MilterTest {
    static final MilterMail MAIL = new MilterMail(
            "ID1",
            List.of(new MilterMail.Field("Subject", " one\r\n two"), new MilterMail.Field("To", "x")),
            () -> new ByteArrayInputStream("x".repeat(100_000).getBytes(StandardCharsets.US_ASCII)));

    private static final InetSocketAddress CLIENT = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 0x1234);

    private static MilterAnswer ask(FakeFilter filter) throws IOException {
        try (var talk = new Milter(filter.address(), Duration.ofSeconds(20)).open()) {
            return ask(talk);
        }
    }

    /** All steps of one mail, up to the first that is refused. */
    static MilterAnswer ask(Filtering filter) throws IOException {
        Optional<Refuse> refused = filter.connect(
                CLIENT, "mail.sender.test", new Macros().with("j", "mx.test").with("v", ""));
        if (refused.isEmpty()) refused = filter.hello("helo.test", new Macros());
        if (refused.isEmpty())
            refused = filter.mail("a@sender.test", new Macros().with("{mail_addr}", "a@sender.test"));
        for (String each : List.of("ann@mx.test", "bob@mx.test"))
            if (refused.isEmpty()) refused = filter.recipient(each, new Macros());
        if (refused.isPresent()) return refused.get();
        return filter.message(MAIL, new Macros().with("i", "ID1"));
    }

    private static MilterAnswer ask(int steps, Map<String, List<Packet>> answers) throws IOException {
        try (var filter = new FakeFilter(steps, answers)) {
            return ask(filter);
        }
    }

    @Test
    void theFilterIsShownEverything() throws IOException {
        try (var filter = new FakeFilter(0, Map.of())) {
            assertThat(ask(filter)).isEqualTo(new Accept(List.of(), "", Changes.NONE));
            assertThat(filter.seen)
                    .filteredOn(each -> !each.startsWith("B"))
                    .containsSubsequence(
                            "O",
                            "DCj|mx.test|",
                            "Cmail.sender.test|4\u00124192.0.2.1|",
                            "Hhelo.test|",
                            "DM{mail_addr}|a@sender.test|",
                            "M<a@sender.test>|",
                            "R<ann@mx.test>|",
                            "R<bob@mx.test>|",
                            "DTi|ID1|",
                            "T",
                            "LSubject|one/ two|",
                            "LTo|x|",
                            "N",
                            "DEi|ID1|",
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
    void valuesHaveTheirBlankForWhoWantsIt() throws IOException {
        try (var filter = new FakeFilter(0x100000, Map.of())) {
            assertThat(ask(filter)).isInstanceOf(Accept.class);
            assertThat(filter.seen).contains("LSubject| one/ two|", "LTo|x|");
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
                packet('2', "<d@mx.test>", "NOTIFY=NEVER"),
                packet('-', "<bob@mx.test>"),
                packet('e', "<>", ""),
                packet('q', "looks bad"),
                packet('c'));
        assertThat(ask(0, Map.of("E", changes)))
                .isEqualTo(new Accept(
                        List.of(
                                new Edit.Add("X-Spam", "no"),
                                new Edit.Add("X-First", "a\n b"),
                                new Edit.Change("Subject", 1, "")),
                        "looks bad",
                        new Changes("", List.of("c@mx.test", "d@mx.test"), List.of("bob@mx.test"))));
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
                packet('Z'),
                packet('y', "hello"),
                packet('y', "250 ok"),
                packet('h', "a b", "c"),
                packet('m', 1),
                packet('+', "a b"))) {
            assertThatThrownBy(() -> ask(0, Map.of("E", List.of(odd)))).isInstanceOf(MilterException.class);
        }
    }

    @Test
    void itPutsAnotherTextInPlace() throws IOException {
        var pieces = List.of(
                new Packet('b', "one\r\n".getBytes(StandardCharsets.US_ASCII)),
                new Packet('b', "two\r\n".getBytes(StandardCharsets.US_ASCII)),
                packet('c'));
        var accept = (Accept) ask(0, Map.of("E", pieces));
        assertThat(new String(Objects.requireNonNull(accept.changes().body()), StandardCharsets.US_ASCII))
                .isEqualTo("one\r\ntwo\r\n");
    }

    @Test
    void oneRecipientIsRefusedAloneAndMailsFollowEachOther() throws IOException {
        try (var filter = new FakeFilter(0, Map.of("R<bob", List.of(packet('y', "550 5.1.1 not bob"))));
                var talk = new Milter(filter.address(), Duration.ofSeconds(20)).open()) {
            assertThat(talk.connect(CLIENT, "c", new Macros())).isEmpty();
            assertThat(talk.mail("a@sender.test", new Macros())).isEmpty();
            assertThat(talk.recipient("bob@mx.test", new Macros())).contains(new Refuse(550, "5.1.1", "not bob"));
            assertThat(talk.recipient("ann@mx.test", new Macros())).isEmpty();
            assertThat(talk.message(MAIL, new Macros())).isInstanceOf(Accept.class);
            assertThat(talk.mail("b@sender.test", new Macros())).isEmpty();
            assertThat(talk.mail("c@sender.test", new Macros())).isEmpty();
            assertThat(filter.seen).containsSubsequence("E", "M<b@sender.test>|", "A", "M<c@sender.test>|");
        }
    }

    @Test
    void whoHasSeenEnoughIsToldNoMoreOfThatMail() throws IOException {
        try (var filter = new FakeFilter(0, Map.of("R<ann", List.of(packet('a'))))) {
            assertThat(ask(filter)).isEqualTo(new Accept(List.of(), "", Changes.NONE));
            assertThat(filter.seen).noneMatch(each -> each.matches("[TLNBE].*"));
        }
    }

    @Test
    void whoIsSilentIsNotWaitedForForEver() throws IOException {
        try (var filter = new FakeFilter(0, Map.of("E", List.of(packet('p'))))) {
            assertThatThrownBy(() -> {
                        try (var talk = new Milter(filter.address(), Duration.ofMillis(300)).open()) {
                            ask(talk);
                        }
                    })
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
