package org.mailstead.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailstead.directory.AccountsTest.refused;
import static org.mailstead.directory.Town.at;

import java.util.List;
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
        refused(Reason.UNKNOWN_TARGET, () -> town.alias("a@example.test", "ann@example.org"), "example.org is not");
        refused(Reason.UNKNOWN_DOMAIN, () -> town.alias("a@example.org", "ann@example.test"), "domain add");
        refused(Reason.ALREADY_EXISTS, () -> town.alias("ann@example.test", "bob@example.test"), "account");
        refused(Reason.LIMIT, () -> town.directory.addAlias(at("a@example.test"), List.of()), "1 to 200");
        assertThat(town.directory.aliases()).isEmpty();
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
