package org.mailstead.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailstead.directory.PasswordAuthority.Verdict.DISABLED;
import static org.mailstead.directory.PasswordAuthority.Verdict.NO_SUCH_PERSON;
import static org.mailstead.directory.PasswordAuthority.Verdict.RIGHT;
import static org.mailstead.directory.PasswordAuthority.Verdict.UNAVAILABLE;
import static org.mailstead.directory.PasswordAuthority.Verdict.WRONG;

import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ErrorType;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ResponseControl;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.PasswordAuthority.Verdict;
import org.mailstead.ldap.LdapSettings.Lookup;
import org.mailstead.testkit.MovableClock;

/** Against a directory in this process. */
class LdapAuthorityTest {
    private static final String RIGHT_ONE = "right one";

    private final MovableClock clock = new MovableClock("2026-01-15T12:00:00Z");
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    private TestDirectory people;
    private LdapAuthority authority;

    @BeforeEach
    void begin() throws LDAPException, IOException {
        people = TestDirectory.plain();
        ask(TestSettings.plain(folder, people.port()));
    }

    @AfterEach
    void end() {
        authority.close();
        people.close();
    }

    private void ask(LdapSettings settings) {
        if (authority != null) authority.close();
        authority = new LdapAuthority(settings, clock, new Random(5), pauses::add);
    }

    private Verdict check(String address, String password) {
        return authority.check(MailAddress.of(address), password);
    }

    @Test
    void theDomainSaysWhoIsAsked() {
        assertThat(authority.answersFor(MailAddress.of("nobody@example.org"))).isTrue();
        assertThat(authority.answersFor(MailAddress.of("ann@example.com"))).isFalse();
        assertThat(check("ann@example.com", RIGHT_ONE)).isEqualTo(NO_SUCH_PERSON);
        assertThat(people.binds).isEmpty();
    }

    @Test
    void aPasswordIsRightOrWrongForTheOneEntryThatFits() {
        assertThat(check("ann@example.org", RIGHT_ONE)).isEqualTo(RIGHT);
        assertThat(check("Ann.Smith@Example.ORG", RIGHT_ONE)).isEqualTo(RIGHT);
        assertThat(check("ann@example.org", "bob's own")).isEqualTo(WRONG);
        assertThat(check("bob@example.org", RIGHT_ONE)).isEqualTo(WRONG);
        assertThat(check("carl@example.org", RIGHT_ONE)).isEqualTo(NO_SUCH_PERSON);
        // The one who was not found took as long as one who was.
        assertThat(pauses).hasSize(1).allMatch(Duration::isPositive);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0", "right one\0", "a\0b"})
    void whatTheServerCouldTakeForNoPasswordIsNotSent(String password) {
        assertThat(check("ann@example.org", password)).isEqualTo(WRONG);
        assertThat(check("ann@example.org", "x".repeat(LdapAuthority.PASSWORD_CHARACTERS + 1)))
                .isEqualTo(WRONG);
        assertThat(people.binds).isEmpty();
    }

    @Test
    void twoEntriesThatFitAreNobody() throws LDAPException {
        people.add("other", "another", "mail: bob@example.org");
        assertThat(check("bob@example.org", "bob's own")).isEqualTo(DISABLED);
        assertThat(check("bob@example.org", "another")).isEqualTo(DISABLED);
        people.add("third", "a third", "mail: bob@example.org");
        assertThat(check("bob@example.org", "a third")).isEqualTo(DISABLED);
        assertThat(people.bindsOfPeople()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*@example.org",
                "an*@example.org",
                "\"x)(uid=ann\"@example.org",
                "\"*)(uid=*))(|(uid=*\"@example.org",
                "\"ann)(!(x=y\"@example.org",
                "\"\\\\2a\"@example.org",
                // The same for a directory, and not for us.
                "\"ann \"@example.org",
                "\" ann\"@example.org",
                "ａnn@example.org"
            })
    void noNameSaysMoreThanAName(String address) {
        assertThat(check(address, RIGHT_ONE)).isEqualTo(NO_SUCH_PERSON);
        assertThat(people.bindsOfPeople()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"ann,ou=people\"@example.org",
                "\"ann+cn=x\"@example.org",
                "\" ann\"@example.org",
                "ａnn@example.org"
            })
    void noNameLeadsElsewhereInTheTree(String address) throws IOException {
        ask(TestSettings.with(TestSettings.plain(folder, people.port()), direct()));
        assertThat(check(address, RIGHT_ONE)).isNotEqualTo(RIGHT);
        assertThat(check("ann@example.org", RIGHT_ONE)).isEqualTo(RIGHT);
        assertThat(people.binds.getLast()).isEqualTo("uid=ann," + TestDirectory.BASE + "\n" + RIGHT_ONE);
    }

    private static Lookup direct() {
        return new Lookup.Direct(
                Template.dn("uid={local}," + TestDirectory.BASE).orElseThrow());
    }

    @Test
    void aDirectBindAsksForNothingElse() throws IOException {
        ask(TestSettings.with(TestSettings.plain(folder, people.port()), direct()));
        assertThat(check("ann@example.org", RIGHT_ONE)).isEqualTo(RIGHT);
        assertThat(check("ann@example.org", "wrong")).isEqualTo(WRONG);
        assertThat(check("carl@example.org", "wrong")).isEqualTo(WRONG);
        assertThat(people.filters).isEmpty();
        assertThat(people.binds).hasSize(3).noneMatch(bind -> bind.startsWith(TestDirectory.SERVICE));
    }

    @Test
    void aRightPasswordIsNotAskedAboutAgainForAWhile() throws LDAPException {
        check("ann@example.org", RIGHT_ONE);
        clock.advance(Duration.ofMinutes(14));
        assertThat(check("ann@example.org", RIGHT_ONE)).isEqualTo(RIGHT);
        assertThat(people.bindsOfPeople()).isEqualTo(1);
        people.password("ann", "new one");
        assertThat(check("ann@example.org", "new one")).isEqualTo(RIGHT);
        assertThat(check("ann@example.org", RIGHT_ONE)).isEqualTo(WRONG);
        clock.advance(Duration.ofMinutes(16));
        assertThat(check("ann@example.org", "new one")).isEqualTo(RIGHT);
        assertThat(people.bindsOfPeople()).isEqualTo(4);
    }

    @Test
    void aWrongPasswordIsPassedOnOnce() {
        for (int i = 0; i < 20; i++)
            assertThat(check("ann@example.org", "last year's")).isEqualTo(WRONG);
        assertThat(people.bindsOfPeople()).isEqualTo(1);
        clock.advance(Duration.ofMinutes(11));
        assertThat(check("ann@example.org", "last year's")).isEqualTo(WRONG);
        assertThat(people.bindsOfPeople()).isEqualTo(2);
    }

    @Test
    void manyConnectionsAtOnceAreOneQuestion() throws InterruptedException {
        var begun = new CountDownLatch(8);
        people.beforeBind = () -> await(begun);
        var threads = IntStream.range(0, 8)
                .mapToObj(_ -> Thread.ofVirtual().start(() -> {
                    begun.countDown();
                    check("ann@example.org", "last year's");
                }))
                .toList();
        for (Thread each : threads) each.join();
        assertThat(people.bindsOfPeople()).isEqualTo(1);
    }

    @Test
    void aStrangersGuessesDoNotLockTheAccountThere() {
        check("ann@example.org", RIGHT_ONE);
        clock.advance(Duration.ofMinutes(20));
        for (int i = 0; i < 5; i++)
            assertThat(check("ann@example.org", "guess " + i)).isEqualTo(WRONG);
        long binds = people.bindsOfPeople();
        for (int i = 5; i < 50; i++)
            assertThat(check("ann@example.org", "guess " + i)).isEqualTo(UNAVAILABLE);
        // By the password that was right half an hour ago.
        assertThat(check("ann@example.org", RIGHT_ONE)).isEqualTo(RIGHT);
        assertThat(people.bindsOfPeople()).isEqualTo(binds);
        clock.advance(Duration.ofMinutes(16));
        assertThat(check("ann@example.org", "guess 50")).isEqualTo(WRONG);
        assertThat(check("ann@example.org", RIGHT_ONE)).isEqualTo(RIGHT);
        assertThat(people.bindsOfPeople()).isEqualTo(binds + 2);
    }

    @Test
    void whileItIsDownThoseGetInWhosePasswordIsKnown() throws LDAPException {
        check("ann@example.org", RIGHT_ONE);
        people.stop();
        clock.advance(Duration.ofHours(23));
        assertThat(check("ann@example.org", RIGHT_ONE)).isEqualTo(RIGHT);
        assertThat(check("ann@example.org", "wrong")).isEqualTo(UNAVAILABLE);
        assertThat(check("bob@example.org", "bob's own")).isEqualTo(UNAVAILABLE);
        assertThat(check("carl@example.org", "nobody's")).isEqualTo(UNAVAILABLE);
        clock.advance(Duration.ofMinutes(61));
        assertThat(check("ann@example.org", RIGHT_ONE)).isEqualTo(UNAVAILABLE);
        people.startAgain();
        ask(settingsNow());
        assertThat(check("ann@example.org", RIGHT_ONE)).isEqualTo(RIGHT);
    }

    private LdapSettings settingsNow() {
        try {
            return TestSettings.plain(folder, people.port());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void whoIsGoneOrWhosePasswordIsAnotherDoesNotGetInByMemory() throws LDAPException {
        check("ann@example.org", RIGHT_ONE);
        check("bob@example.org", "bob's own");
        people.password("ann", "new one");
        people.remove("bob");
        clock.advance(Duration.ofMinutes(20));
        assertThat(check("ann@example.org", RIGHT_ONE)).isEqualTo(WRONG);
        assertThat(check("bob@example.org", "bob's own")).isEqualTo(NO_SUCH_PERSON);
        clock.advance(Duration.ofMinutes(20));
        people.stop();
        assertThat(check("ann@example.org", RIGHT_ONE)).isEqualTo(UNAVAILABLE);
        assertThat(check("bob@example.org", "bob's own")).isEqualTo(UNAVAILABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "52e, WRONG",
        "525, NO_SUCH_PERSON",
        "530, DISABLED",
        "531, DISABLED",
        "532, DISABLED",
        "533, DISABLED",
        "701, DISABLED",
        "773, DISABLED",
        "775, DISABLED",
        "999, WRONG"
    })
    void activeDirectoryTellsWhy(String code, Verdict expected) {
        people.refusal = new LDAPException(
                ResultCode.INVALID_CREDENTIALS,
                "80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data " + code + ", v1db1");
        assertThat(check("ann@example.org", RIGHT_ONE)).isEqualTo(expected);
    }

    @Test
    void aPasswordThatHasToBeChangedFirstIsNotGoodEnough() {
        people.answer = new BindResult(1, ResultCode.SUCCESS, null, null, null, new Control[] {
            new DraftBeheraLDAPPasswordPolicy10ResponseControl(
                    null, -1, DraftBeheraLDAPPasswordPolicy10ErrorType.CHANGE_AFTER_RESET)
        });
        assertThat(check("ann@example.org", RIGHT_ONE)).isEqualTo(DISABLED);
    }

    @Test
    void otherServersThatAreNamedAreNotAsked() {
        people.refusal = new LDAPException(
                ResultCode.REFERRAL, "elsewhere", null, new String[] {"ldap://127.0.0.1:1/" + TestDirectory.BASE});
        assertThat(check("ann@example.org", RIGHT_ONE)).isEqualTo(UNAVAILABLE);
        people.refusal = null;
        people.searchResult = new LDAPResult(
                1,
                ResultCode.REFERRAL,
                "elsewhere",
                null,
                new String[] {"ldap://127.0.0.1:1/" + TestDirectory.BASE},
                null);
        assertThat(check("ann@example.org", RIGHT_ONE)).isEqualTo(UNAVAILABLE);
    }

    @Test
    void aPersonThatTheServerCannotJudgeTakesNobodyElseWithIt() {
        people.refusal = new LDAPException(ResultCode.OTHER, "internal error");
        assertThat(check("ann@example.org", RIGHT_ONE)).isEqualTo(UNAVAILABLE);
        people.refusal = null;
        assertThat(check("bob@example.org", "bob's own")).isEqualTo(RIGHT);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
