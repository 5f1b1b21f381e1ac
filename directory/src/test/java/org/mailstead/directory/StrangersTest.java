package org.mailstead.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailstead.directory.Town.PASSWORD;
import static org.mailstead.directory.Town.at;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrangersTest {
    private final Town town = Town.withDomain();
    private final Account ann = town.account("ann.miller@example.test");

    private void tries(String name, String from) {
        town.signIn(name, PASSWORD, InetAddress.ofLiteral(from));
    }

    private List<String> like() {
        return town.directory.history().like(ann).stream()
                .map(SignInAttempt::typed)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "ann.miller, ann.miler, true",
        "ann.miller, ann.millre, true",
        "ann.miller, annmiller, true",
        "ann.miller, an.miler, true",
        "ann.miller, a.miler, false",
        "ann.miller, bob.miller, false",
        "ann, anm, true",
        "ann, nan, true",
        "ann, ada, false",
        "ann, annie, false",
        "ab, abcd, false"
    })
    void aSlipOfTheFingerIsTold(String one, String other, boolean near) {
        assertThat(Strangers.isNear(one, other)).isEqualTo(near);
        assertThat(Strangers.isNear(other, one)).isEqualTo(near);
    }

    @Test
    void anotherDomainIsToldIfItIsLikeOursOrTriedFromHome() {
        tries("ann.miller@exmaple.test", "192.0.2.1");
        tries("ann.miller@mail.example.test", "192.0.2.2");
        tries("ann.miller@provider.test", "192.0.2.3");
        assertThat(like())
                .containsExactlyInAnyOrder("ann.miller@exmaple.test", "ann.miller@mail.example.test")
                .doesNotContain("ann.miller@provider.test");
        tries("ann.miller@example.test", "192.0.2.3");
        assertThat(like()).contains("ann.miller@provider.test");
    }

    @Test
    void anAliasOfSeveralIsToldToThemOnly() {
        town.account("bob@example.test");
        Account cid = town.account("cid@example.test");
        town.alias("office@example.test", "ann.miller@example.test", "bob@example.test");
        tries("office@example.test", "192.0.2.1");
        assertThat(like()).containsExactly("office@example.test");
        assertThat(town.directory.history().like(cid)).isEmpty();
    }

    @Test
    void aNameWithoutDomainIsToldToAllWhoHaveIt() {
        town.directory.addDomain("other.test");
        Account other = town.account("ann.miller@other.test");
        tries("Ann.Miller", "192.0.2.1");
        for (Account each : List.of(ann, other))
            assertThat(town.directory.history().of(each.id()))
                    .extracting(SignInAttempt::verdict)
                    .containsExactly("ambiguous-name");
        tries("may be a password", "192.0.2.1");
        assertThat(like()).isEmpty();
    }

    /** Who runs through a list of names must not push out what somebody mistypes elsewhere. */
    @Test
    void oneNetworkFillsNoMoreThanItsPart() {
        tries("ann.miler@example.test", "192.0.2.1");
        for (int i = 0; i < 5_000; i++) tries("u" + i + "@example.test", "198.51.100.7");
        assertThat(like()).containsExactly("ann.miler@example.test");
        for (int i = 0; i < Strangers.NAMES_OF_NETWORK; i++) tries("v" + i + "@example.test", "192.0.2.1");
        assertThat(like()).as("its own does").isEmpty();
    }

    @Test
    void thereAreNoMoreThanSoMany() {
        var strangers = new Strangers();
        for (int i = 0; i < Strangers.NAMES * 3; i++) {
            var from = InetAddress.ofLiteral("10." + i / 200 + "." + i % 200 + ".1");
            var attempt =
                    SignInAttempt.of(town.clock.instant(), Caller.of(Use.IMAP, from), "x" + i, "", "no-such-account");
            strangers.add(at("x" + i + "@example.test"), Network.of(from), attempt);
        }
        assertThat(strangers.like(at("nobody@example.test"), _ -> false, _ -> true))
                .hasSize(Strangers.NAMES);
    }
}
