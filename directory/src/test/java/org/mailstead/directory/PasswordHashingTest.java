package org.mailstead.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mailstead.directory.Town.PASSWORD;
import static org.mailstead.directory.Town.at;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PasswordHashingTest {
    private final PasswordHashing cheap = new PasswordHashing(PasswordHashing.Cost.CHEAP);

    private boolean matches(String phc, String password) {
        return cheap.matches(phc, password, () -> false);
    }

    @Test
    void aHashSaysHowItWasMade() {
        String phc = new PasswordHashing(PasswordHashing.Cost.STANDARD).hash(PASSWORD, new Random(1));
        assertThat(phc).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").hasSize(31 + 22 + 1 + 43);
        assertThat(matches(phc, PASSWORD)).as("with the parameters of the hash").isTrue();
        assertThat(matches(phc, PASSWORD + "x")).isFalse();
        assertThat(cheap.isOutdated(phc)).isTrue();
    }

    /** Made by the reference implementation: {@code echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1}. */
    @Test
    void hashesOfOtherProgramsAreUnderstood() {
        String phc = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        assertThat(matches(phc, "password")).isTrue();
        assertThat(matches(phc, "Password")).isFalse();
    }

    @Test
    void aBrokenHashMatchesNothingAndCostsNothing() {
        for (String phc : new String[] {
            "",
            "plain",
            "$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$argon2id$v=19$m=8,t=0,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$",
            "$argon2i$v=19$m=8,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
        }) {
            assertThat(matches(phc, "password")).as(phc).isFalse();
        }
        assertThatThrownBy(() -> new PasswordHashing.Cost(4, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aHashIsMadeAnewWhenTheCostChanges() {
        Town town = Town.withDomain();
        town.account("ann@example.test");
        var dearer = new PasswordHashing(new PasswordHashing.Cost(16, 2, 1));
        for (int i = 0; i < 2; i++) {
            SignIns signIns = town.open(dearer).signIns(SignInSettings.STANDARD);
            assertThat(signIns.password(
                            "ann@example.test", PASSWORD, Caller.of(Use.POP3, InetAddress.getLoopbackAddress())))
                    .isInstanceOf(SignIn.Welcome.class);
        }
        // What was renewed is a hash of the same password: the old process, which knows only the row, still agrees.
        assertThat(town.signIn("ann@example.test", PASSWORD)).isInstanceOf(SignIn.Welcome.class);
        assertThat(town.signIn("ann@example.test", "other one"))
                .isEqualTo(new SignIn.Refused(SignIn.Reason.WRONG_PASSWORD, "ann@example.test"));
        town.directory.changePassword(at("ann@example.test"), "other one");
    }

    @Test
    void generatedPasswordsAreStrongAndReadable() {
        var random = new Random(3);
        var seen = new HashSet<String>();
        for (int i = 0; i < 1000; i++) {
            String password = PasswordRules.generate(random);
            assertThat(password).matches("([a-z2-9]{4}-){4}[a-z2-9]{4}").doesNotContainPattern("[01loi]");
            PasswordRules.STANDARD.check(password);
            assertThat(seen.add(password)).isTrue();
        }
    }

    /** Cyrus SASL refuses more, and RFC 7677 §4 has 4096 as the least. */
    @Test
    void everyProgramCanGoRoundSoOften() {
        assertThat(PasswordHashing.Cost.STANDARD.scramIterations()).isBetween(4096, 65_536);
    }
}
