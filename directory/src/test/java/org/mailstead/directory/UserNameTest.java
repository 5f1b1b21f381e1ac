package org.mailstead.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailstead.directory.Town.PASSWORD;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** User names as people type them. */
class UserNameTest {
    private final Town town = Town.withDomain();
    private final Account ann = town.account("ann@example.test");

    private boolean letsAnnIn(String typed) {
        return town.signIn(typed, PASSWORD).equals(new SignIn.Welcome(ann));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann@example.test",
                "ANN@Example.Test",
                "  ann@example.test ",
                "<ann@example.test>",
                "ann",
                "Ann ",
                "EXAMPLE\\ann",
                "example.test\\Ann",
                "WORKGROUP\\ann",
                "ann%example.test"
            })
    void whatPeopleTypeIsUnderstood(String typed) {
        assertThat(letsAnnIn(typed)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "@",
                "\\",
                "\\\\",
                "EXAMPLE\\",
                "%",
                "ann@",
                "@example.test",
                "ann@other.test",
                "bob",
                "EXAMPLE\\bob",
                "ann+x@example.test",
                "ann@example.test@example.test",
                "<>",
                "ann%other.test%example.test"
            })
    void nobodyElseIsMeant(String typed) {
        assertThat(town.signIn(typed, PASSWORD))
                .isInstanceOfSatisfying(
                        SignIn.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(SignIn.Reason.NO_SUCH_ACCOUNT));
    }

    @Test
    void aNameWithoutADomainStandsForTheOneWhoHasIt() {
        town.directory.addDomain("other.test");
        assertThat(letsAnnIn("ann")).as("nobody else is called that").isTrue();
        assertThat(letsAnnIn("OTHER\\ann")).as("not in that domain").isFalse();
        town.account("ann@other.test");
        assertThat(letsAnnIn("ann")).as("two are called that").isFalse();
        assertThat(letsAnnIn("EXAMPLE\\ann")).isTrue();
        assertThat(letsAnnIn("ann%example.test")).isTrue();
    }

    @Test
    void anAliasOfOneIsAUserNameAndOneOfSeveralIsNot() {
        town.account("bob@example.test");
        town.alias("sales@example.test", "ann@example.test");
        town.alias("all@example.test", "ann@example.test", "bob@example.test");
        town.alias("away@example.test", "ann@example.test", "ann@elsewhere.test");
        assertThat(letsAnnIn("sales@example.test")).isTrue();
        assertThat(letsAnnIn("sales")).isTrue();
        assertThat(letsAnnIn("sales+x@example.test")).isFalse();
        assertThat(letsAnnIn("all@example.test")).isFalse();
        assertThat(letsAnnIn("away@example.test")).isFalse();
    }
}
