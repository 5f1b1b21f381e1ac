package org.mailstead.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mailstead.directory.Town.PASSWORD;
import static org.mailstead.directory.Town.at;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.mailstead.directory.DirectoryException.Reason;

class AccountsTest {
    private final Town town = Town.withDomain();
    private final Directory directory = town.directory;

    @Test
    void whatWasAddedIsThereForAnotherProcess() {
        Account ann = town.account("Ann@Example.test");
        Account bob = town.account("bob@example.test");
        Directory other = town.open(new PasswordHashing(PasswordHashing.Cost.CHEAP));
        assertThat(other.accounts()).containsExactly(ann, bob);
        assertThat(other.domains()).containsExactly("example.test");
        assertThat(other.account(at("ANN@example.test"))).contains(ann);
        assertThat(ann.id()).isNotEqualTo(bob.id());
    }

    @Test
    void aMissingDomainIsNamedWithTheRemedy() {
        refused(Reason.UNKNOWN_DOMAIN, () -> town.account("ann@example.org"), "mailstead domain add example.org");
        assertThat(directory.accounts()).isEmpty();
    }

    @Test
    void anAddressHasOneOwner() {
        town.account("ann@example.test");
        town.alias("sales@example.test", "ann@example.test");
        refused(Reason.ALREADY_EXISTS, () -> town.account("ann@example.test"), "already an account");
        refused(Reason.ALREADY_EXISTS, () -> town.account("sales@example.test"), "mailstead alias remove");
        refused(Reason.ALREADY_EXISTS, () -> directory.addDomain("EXAMPLE.test."), "there already");
        refused(Reason.BAD_ADDRESS, () -> town.account("ann+x@example.test"), "+");
    }

    @Test
    void anAddressIsGivenOnceHoweverManyAskAtOnce() throws InterruptedException {
        var made = new AtomicInteger();
        var start = new CountDownLatch(1);
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 16; i++) {
                people.execute(() -> {
                    try {
                        start.await();
                        town.account("ann@example.test");
                        made.incrementAndGet();
                    } catch (DirectoryException | InterruptedException taken) {
                        assertThat(taken).isInstanceOf(DirectoryException.class);
                    }
                });
            }
            start.countDown();
        }
        assertThat(made).hasValue(1);
        assertThat(directory.accounts()).hasSize(1);
    }

    @Test
    void weakPasswordsAreRefusedInWords() {
        refused(Reason.BAD_PASSWORD, () -> directory.addAccount(at("ann@example.test"), "1234567"), "at least 8");
        refused(
                Reason.BAD_PASSWORD,
                () -> directory.addAccount(at("ann@example.test"), "x".repeat(257)),
                "at most 256");
        refused(Reason.BAD_PASSWORD, () -> directory.addAccount(at("ann@example.test"), "12345678\n"), "line break");
        assertThat(directory.accounts()).isEmpty();
    }

    @Test
    void aRemovedAccountIsGoneAndItsAddressFree() {
        Account first = town.account("ann@example.test");
        assertThat(directory.removeAccount(at("ann@example.test"))).isEqualTo(first);
        assertThat(directory.accounts()).isEmpty();
        assertThat(town.account("ann@example.test").id()).isNotEqualTo(first.id());
        refused(
                Reason.UNKNOWN_ACCOUNT,
                () -> directory.removeAccount(at("bob@example.test")),
                "mailstead account list");
        refused(Reason.UNKNOWN_ACCOUNT, () -> directory.changePassword(at("b@example.test"), PASSWORD), "account list");
    }

    @Test
    void aDomainWithAccountsStaysUnlessToldOtherwise() {
        directory.addDomain("other.test");
        for (int i = 0; i < 1200; i++) town.account("user" + i + "@example.test");
        town.account("ann@other.test");
        town.alias("all@example.test", "user1@example.test", "ann@other.test");
        refused(Reason.IN_USE, () -> directory.removeDomain("example.test", false), "1200 account(s)");
        assertThat(directory.removeDomain("example.test", true)).hasSize(1200);
        assertThat(directory.domains()).containsExactly("other.test");
        assertThat(directory.aliases()).isEmpty();
        assertThat(directory.accounts()).hasSize(1);
        refused(Reason.UNKNOWN_DOMAIN, () -> directory.removeDomain("example.test", true), "domain list");
        refused(Reason.BAD_DOMAIN, () -> directory.addDomain("no domain"), "is not a domain");
    }

    @Test
    void aDomainThatAliasesElsewhereLeadToStays() {
        directory.addDomain("other.test");
        town.account("ann@example.test");
        town.alias("ann@other.test", "ann@example.test");
        refused(Reason.IN_USE, () -> directory.removeDomain("example.test", true), "alias remove ann@other.test");
        assertThat(directory.accounts()).hasSize(1);
    }

    @Test
    void internationalDomainsHaveOneForm() {
        assertThat(directory.addDomain("BÜCHER.example")).isEqualTo("bücher.example");
        refused(Reason.ALREADY_EXISTS, () -> directory.addDomain("xn--bcher-kva.example"), "bücher.example");
        Account ann = town.account("ann@xn--bcher-kva.example");
        assertThat(directory.account(at("ann@bücher.example"))).contains(ann);
        assertThat(directory.accounts()).containsExactly(ann);
    }

    static void refused(Reason reason, ThrowingCallable change, String... words) {
        assertThatExceptionOfType(DirectoryException.class)
                .isThrownBy(change)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason))
                .satisfies(e -> assertThat(e.getMessage()).contains(words));
    }

    @Test
    void anAccountMayHaveItsPasswordElsewhere() {
        Town town = Town.withDomain();
        MailAddress ann = at("ann@example.test");
        town.directory.addAccountWithoutPassword(ann);
        assertThat(town.directory.account(ann)).isPresent();
        assertThat(town.directory.hasPassword(ann)).isFalse();
        town.directory.changePassword(ann, PASSWORD);
        assertThat(town.directory.hasPassword(ann)).isTrue();
        town.directory.removePassword(ann);
        assertThat(town.directory.hasPassword(ann)).isFalse();
        assertThat(town.directory.hasPassword(at("eve@example.test"))).isFalse();
    }
}
