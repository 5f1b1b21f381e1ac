package org.mailstead.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailstead.policy.ChecksTest.text;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlockListTest {
    private static final String ZONE = """
            10.2.0.192.bl.test       A   127.0.0.2
            10.2.0.192.bl.test       TXT "see https://bl.test/?192.0.2.10"
            10.2.0.192.second.test   A   127.0.0.10
            10.2.0.192.good.test     A   127.0.3.1
            11.2.0.192.bl.test       A   127.255.255.254
            12.2.0.192.bl.test       A   192.0.2.1
            13.2.0.192.bl.test       A   127.0.0.1
            14.2.0.192.bl.test       *   !timeout
            1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.bl.test A 127.0.0.2
            """;

    private final Town town = new Town();

    private String judged(String client, int refuseAt, String... lists) {
        town.dns.replace(ZONE);
        var facts = town.mail(client, "x.test", "a@sender.test");
        facts.recipient(Town.address("ann@receiver.test").orElseThrow(), 0);
        var check = new BlockListCheck(
                Stream.of(lists)
                        .map(list -> BlockList.parse(list).orElseThrow())
                        .toList(),
                refuseAt);
        return text(check.judge(facts));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.10, 1, bl.test, refuse 550 5.7.1",
        "2001:db8::1, 1, bl.test, refuse 550 5.7.1",
        "2001:db8::2, 1, bl.test, pass",
        "192.0.2.99, 1, bl.test, pass",
        "192.0.2.10, 2, bl.test, mark",
        "192.0.2.10, 2, bl.test weight=2, refuse 550 5.7.1",
        "192.0.2.10, 1, bl.test 127.0.0.4/30, pass",
        "192.0.2.10, 1, bl.test 127.0.0.2 127.0.0.4/30, refuse 550 5.7.1",
        "192.0.2.11, 1, bl.test, pass",
        "192.0.2.12, 1, bl.test, pass",
        "192.0.2.13, 1, bl.test, pass",
        "192.0.2.14, 1, bl.test, pass",
    })
    void oneList(String client, int refuseAt, String list, String expected) {
        assertThat(judged(client, refuseAt, list)).isEqualTo(expected);
    }

    @Test
    void weightsAddUp() {
        assertThat(judged("192.0.2.10", 2, "bl.test", "second.test")).isEqualTo("refuse 550 5.7.1");
        assertThat(judged("192.0.2.10", 1, "bl.test", "good.test weight=-1")).isEqualTo("pass");
        assertThat(judged("192.0.2.10", 1, "bl.test weight=3", "good.test weight=-1"))
                .isEqualTo("refuse 550 5.7.1");
    }

    @Test
    void theListsOwnWordsAreToldAndThePostmasterCanBeReached() {
        town.dns.replace(ZONE);
        var facts = town.mail("192.0.2.10", "x.test", "a@sender.test");
        var check = new BlockListCheck(List.of(BlockList.parse("bl.test").orElseThrow()), 1);
        facts.recipient(Town.address("ann@receiver.test").orElseThrow(), 0);
        assertThat(((Verdict.Refuse) check.judge(facts)).reply().lines())
                .containsExactly("your mail server 192.0.2.10 is listed by bl.test: see https://bl.test/?192.0.2.10");
        for (String open : List.of("postmaster@receiver.test", "Abuse@receiver.test")) {
            facts.recipient(Town.address(open).orElseThrow(), 0);
            assertThat(check.judge(facts)).isEqualTo(Verdict.PASS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bl", "bl.test 127.0.0.300", "bl.test weight=0", "bl.test weight=100", "bl.test x"})
    void whatIsNoList(String text) {
        assertThat(BlockList.parse(text)).isEmpty();
    }

    @Test
    void aListIsPrintedAsItIsRead() {
        var list = BlockList.parse("  bl.test  weight=-2 127.0.0.2/31").orElseThrow();
        assertThat(list).hasToString("bl.test 127.0.0.2/31 weight=-2");
        assertThat(BlockList.parse(list.toString())).contains(list);
        assertThat(list.means(InetAddress.ofLiteral("127.0.0.3"))).isTrue();
    }
}
