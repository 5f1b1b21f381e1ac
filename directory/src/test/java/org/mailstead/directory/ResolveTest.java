package org.mailstead.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailstead.directory.AccountsTest.refused;
import static org.mailstead.directory.Town.at;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailstead.directory.DirectoryException.Reason;

class ResolveTest {
    private final Town town = Town.withDomain();

    @BeforeEach
    void people() {
        town.account("zoe@example.test");
        town.account("ann@example.test");
        town.account("bob@example.test");
    }

    @Test
    void ownForeignAndUnknownAddressesAreToldApart() {
        assertThat(town.reached("ANN@example.TEST")).containsExactly("ann@example.test");
        assertThat(town.reached("carl@example.test")).containsExactly("nobody");
        assertThat(town.reached("ann@example.org")).containsExactly("elsewhere");
        assertThat(town.reached("ann@sub.example.test")).containsExactly("elsewhere");
    }

    @Test
    void aSubAddressIsItsAccountsUnlessItHasAnEntryOfItsOwn() {
        assertThat(town.reached("ann+lists+more@example.test")).containsExactly("ann@example.test");
        assertThat(town.reached("+ann@example.test")).containsExactly("nobody");
        town.alias("ann+bob@example.test", "bob@example.test");
        assertThat(town.reached("ann+bob@example.test")).containsExactly("bob@example.test");
    }

    @Test
    void aliasesReachEachAccountOnce() {
        town.alias("two@example.test", "ann@example.test", "bob@example.test", "ann+x@example.test");
        town.alias("all@example.test", "two@example.test", "zoe@example.test", "bob@example.test");
        assertThat(town.reached("all+news@example.test"))
                .containsExactly("ann@example.test", "bob@example.test", "zoe@example.test");
        assertThat(town.directory.aliases())
                .hasSize(2)
                .allSatisfy(a -> assertThat(a.targets()).isNotEmpty());
    }

    @Test
    void anAliasLeadsToSomebodyHere() {
        refused(Reason.UNKNOWN_TARGET, () -> town.alias("a@example.test", "carl@example.test"), "carl@example.test");
        refused(Reason.UNKNOWN_DOMAIN, () -> town.alias("a@example.org", "ann@example.test"), "domain add");
        refused(Reason.ALREADY_EXISTS, () -> town.alias("ann@example.test", "bob@example.test"), "account");
        refused(Reason.LIMIT, () -> town.directory.addAlias(at("a@example.test"), List.of()), "1 to 200");
        assertThat(town.directory.aliases()).isEmpty();
    }

    @Test
    void anAliasMayLeadElsewhere() {
        town.alias("out@example.test", "eve@example.org", "ann@example.test");
        town.alias("more@example.test", "out@example.test", "EVE@example.org", "zoe@example.org");
        assertThat(town.reached("more@example.test"))
                .containsExactly("ann@example.test", "onward to eve@example.org", "onward to zoe@example.org");
        assertThat(town.directory.resolve(at("more+x@example.test")))
                .isEqualTo(new Resolution.Local(
                        List.of(town.directory.account(at("ann@example.test")).orElseThrow()),
                        List.of(
                                new Resolution.Onward(at("out@example.test"), at("eve@example.org"), Optional.empty()),
                                new Resolution.Onward(
                                        at("more@example.test"), at("zoe@example.org"), Optional.empty()))));
    }

    @Test
    void aDomainThatComesHereLaterIsOurs() {
        town.alias("out@example.test", "eve@example.org");
        town.directory.addDomain("example.org");
        assertThat(town.reached("out@example.test")).containsExactly("nobody");
        town.account("eve@example.org");
        assertThat(town.reached("out@example.test")).containsExactly("eve@example.org");
    }

    @Test
    void theOwnerOfAnAliasIsSomebodyWhoStays() {
        var owner = Optional.of(at("bob@example.test"));
        var list = List.of(at("eve@example.org"));
        town.directory.addAlias(at("list@example.test"), list, owner);
        assertThat(town.directory.aliases()).containsExactly(new Alias(at("list@example.test"), list, owner));
        assertThat(town.directory.resolve(at("list@example.test")))
                .isEqualTo(new Resolution.Local(
                        List.of(), List.of(new Resolution.Onward(at("list@example.test"), list.getFirst(), owner))));
        refused(Reason.IN_USE, () -> town.directory.removeAccount(at("bob@example.test")), "list@example.test");
        refused(
                Reason.UNKNOWN_TARGET,
                () -> town.directory.addAlias(at("b@example.test"), list, Optional.of(at("carl@example.test"))),
                "carl@example.test");
    }

    @Test
    void theOwnerOfAGroupIsThatOfTheGroupsInIt() {
        var bob = Optional.of(at("bob@example.test"));
        var carl = Optional.of(at("ann@example.test"));
        town.directory.addAlias(at("inner@example.test"), List.of(at("eve@example.org")));
        town.directory.addAlias(at("own@example.test"), List.of(at("tom@example.org")), carl);
        town.directory.addAlias(
                at("outer@example.test"), List.of(at("inner@example.test"), at("own@example.test")), bob);
        assertThat(town.directory.resolve(at("outer@example.test")))
                .isEqualTo(new Resolution.Local(
                        List.of(),
                        List.of(
                                new Resolution.Onward(at("inner@example.test"), at("eve@example.org"), bob),
                                new Resolution.Onward(at("own@example.test"), at("tom@example.org"), carl))));
    }

    @Test
    void oneAddressMayStandForAllThatNobodyHas() {
        town.alias("*@example.test", "bob@example.test");
        assertThat(town.reached("carl@example.test")).containsExactly("bob@example.test");
        assertThat(town.reached("carl+x@example.test")).containsExactly("bob@example.test");
        assertThat(town.reached("ann+x@example.test")).containsExactly("ann@example.test");
        assertThat(town.reached("postmaster@example.test")).containsExactly("bob@example.test");
        assertThat(town.reached("carl@example.org")).containsExactly("elsewhere");
        town.alias("c@example.test", "carl@example.test");
        refused(Reason.IN_USE, () -> town.directory.removeAlias(at("*@example.test")), "c@example.test");
        refused(Reason.BAD_ADDRESS, () -> town.account("*@example.test"), "alias add");
        refused(Reason.LOOP, () -> town.alias("d@example.test", "d@example.test"), "back to itself");
    }

    @Test
    void allThatNobodyHasCannotBeAmongThemselves() {
        refused(Reason.UNKNOWN_TARGET, () -> town.alias("*@example.test", "carl@example.test"), "carl@example.test");
        town.alias("a@example.test", "ann@example.test");
        town.alias("*@example.test", "a@example.test");
        refused(Reason.LOOP, () -> town.alias("x@example.test", "x+1@example.test"), "back to itself");
        assertThat(town.reached("b@example.test")).containsExactly("ann@example.test");
    }

    @Test
    void aRouteOfOurDomainIsForThoseNobodyHas() {
        var route = new Route(
                "Example.test", "Other.lan", 25, Route.Protocol.SMTP, Route.Security.AUTO, false, Optional.empty());
        town.directory.routes().put(route);
        assertThat(town.reached("carl@example.test")).containsExactly("routed");
        assertThat(town.reached("ann@example.test")).containsExactly("ann@example.test");
        assertThat(town.reached("postmaster@example.test")).containsExactly("zoe@example.test");
        town.alias("c@example.test", "carl@example.test", "bob@example.test");
        assertThat(town.reached("c@example.test")).containsExactly("bob@example.test", "onward to carl@example.test");
        town.directory.routes().remove("example.test");
        assertThat(town.reached("carl@example.test")).containsExactly("nobody");
    }

    @Test
    void routesAreFoundByDomain() {
        Routes routes = town.directory.routes();
        var token = Optional.<Route.Login>of(new Route.OAuth("me", "https://x.test/t", "id", "", "r"));
        var all = new Route("*", "hub.test", 465, Route.Protocol.SMTP, Route.Security.TLS, true, token);
        var one = new Route(
                "there.test",
                "::1",
                24,
                Route.Protocol.LMTP,
                Route.Security.NONE,
                false,
                Optional.of(new Route.Password("me", "pass")));
        assertThat(routes.forDomain("there.test")).isEmpty();
        assertThat(routes.put(all)).isEqualTo(all);
        assertThat(routes.put(one)).isEqualTo(one);
        assertThat(routes.all()).containsExactly(all, one);
        assertThat(routes.forDomain("There.test")).contains(one);
        assertThat(routes.forDomain("other.test")).contains(all);
        assertThat(routes.forDomain("[192.0.2.1]")).contains(all);
        assertThat(one.toString() + all).doesNotContain("pass").doesNotContain("r]");
        refused(Reason.UNKNOWN_DOMAIN, () -> routes.remove("other.test"), "route list");
        refused(Reason.BAD_DOMAIN, () -> routes.remove("no domain"), "example.org");
    }

    @Test
    void noPasswordGoesOverTheNetInPlainText() {
        Routes routes = town.directory.routes();
        var login = Optional.<Route.Login>of(new Route.Password("me", "pass"));
        for (var security : List.of(Route.Security.AUTO, Route.Security.NONE)) {
            refused(
                    Reason.BAD_PASSWORD,
                    () -> routes.put(new Route("*", "hub.test", 587, Route.Protocol.SMTP, security, false, login)),
                    "--security starttls");
        }
        refused(
                Reason.BAD_NAME,
                () -> routes.put(new Route(
                        "*", "hub test", 587, Route.Protocol.SMTP, Route.Security.AUTO, false, Optional.empty())),
                "hub test");
    }

    @Test
    void aSecretOfTheServerStaysTheSame() {
        byte[] key = town.directory.secrets().key("one");
        assertThat(key).hasSize(32).isEqualTo(town.directory.secrets().key("one"));
        assertThat(key).isNotEqualTo(town.directory.secrets().key("two"));
    }

    @Test
    void anAliasNeverLeadsBackToItself() {
        refused(Reason.LOOP, () -> town.alias("a@example.test", "a@example.test"), "back to itself");
        refused(Reason.LOOP, () -> town.alias("a@example.test", "a+b@example.test"), "back to itself");
        town.alias("list@example.test", "ann+list@example.test");
        refused(
                Reason.LOOP,
                () -> town.alias("ann+list@example.test", "bob@example.test", "list@example.test"),
                "back to itself");
        assertThat(town.reached("list@example.test")).containsExactly("ann@example.test");
    }

    @Test
    void aRowOfAliasesEnds() {
        town.alias("a1@example.test", "ann@example.test");
        for (int i = 2; i <= Directory.ALIAS_DEPTH; i++) {
            town.alias("a" + i + "@example.test", "a" + (i - 1) + "@example.test");
        }
        assertThat(town.reached("a" + Directory.ALIAS_DEPTH + "@example.test")).containsExactly("ann@example.test");
        refused(Reason.LOOP, () -> town.alias("more@example.test", "a8@example.test"), "more than 8");
    }

    @Test
    void whatAnAliasNeedsCannotGo() {
        town.alias("team@example.test", "ann+team@example.test", "bob@example.test");
        town.alias("all@example.test", "team@example.test");
        refused(Reason.IN_USE, () -> town.directory.removeAccount(at("ann@example.test")), "team@example.test");
        refused(Reason.IN_USE, () -> town.directory.removeAlias(at("team@example.test")), "all@example.test");
        town.directory.removeAlias(at("all@example.test"));
        town.directory.removeAlias(at("team@example.test"));
        town.directory.removeAccount(at("ann@example.test"));
        assertThat(town.reached("team@example.test")).containsExactly("nobody");
        refused(Reason.UNKNOWN_ALIAS, () -> town.directory.removeAlias(at("bob@example.test")), "alias list");
    }

    @Test
    void somebodyReadsMailToPostmaster() {
        assertThat(town.reached("PostMaster@example.test")).as("made first").containsExactly("zoe@example.test");
        town.directory.setAdministrator(at("bob@example.test"), true);
        town.directory.setAdministrator(at("ann@example.test"), true);
        assertThat(town.reached("postmaster+x@example.test"))
                .as("first made of the administrators")
                .containsExactly("ann@example.test");
        town.directory.setAdministrator(at("ann@example.test"), false);
        town.directory.setAdministrator(at("bob@example.test"), false);
        assertThat(town.reached("postmaster@example.test")).containsExactly("zoe@example.test");
        town.alias("postmaster@example.test", "bob@example.test");
        assertThat(town.reached("postmaster@example.test")).containsExactly("bob@example.test");
        assertThat(town.reached("postmaster@example.org")).containsExactly("elsewhere");
        assertThat(town.reached("abuse@example.test")).containsExactly("nobody");
    }

    @Test
    void postmasterWithoutADomainIsSomebodyToo() {
        assertThat(town.directory.resolvePostmaster()).isEqualTo(town.directory.resolve(at("zoe@example.test")));
        town.alias("postmaster@example.test", "bob@example.test");
        assertThat(town.directory.resolvePostmaster()).isEqualTo(town.directory.resolve(at("bob@example.test")));
        assertThat(new Town().directory.resolvePostmaster()).isEqualTo(new Resolution.NoSuchAddress());
    }

    @Test
    void aRemovedAccountIsNoPostmasterAnyMore() {
        town.directory.setAdministrator(at("ann@example.test"), true);
        town.directory.removeAccount(at("ann@example.test"));
        town.directory.removeAccount(at("zoe@example.test"));
        assertThat(town.reached("postmaster@example.test")).containsExactly("bob@example.test");
    }
}
