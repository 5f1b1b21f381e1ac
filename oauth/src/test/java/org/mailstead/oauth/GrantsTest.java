package org.mailstead.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.mailstead.directory.AccountId;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.Tokens.Verdict;
import org.mailstead.directory.Use;
import org.mailstead.oauth.AuthorizationCodes.Bound;
import org.mailstead.oauth.Grant.Issued;
import org.mailstead.oauth.Grants.Refreshed;
import org.mailstead.store.KeyRange;

class GrantsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Set<Use> MAIL = Set.of(Use.IMAP, Use.POP3, Use.SMTP, Use.SIEVE);

    private final House house = new House();

    private Verdict check(Issued issued) {
        return house.grants.check(issued.access());
    }

    private Refreshed refresh(Issued issued) {
        return house.grants.refresh(issued.refresh(), "open", "", House.FROM);
    }

    private Issued refreshed(Issued issued) {
        return refresh(issued) instanceof Refreshed.Done(Issued next) ? next : fail(issued);
    }

    private static Issued fail(Issued issued) {
        throw new AssertionError("no new tokens for " + issued);
    }

    private java.util.Optional<Issued> redeem(String code, String client, String verifier) {
        return house.codes.redeem(code, client, House.REDIRECT, Pkce.challenge(verifier), House.FROM);
    }

    @Test
    void aTokenIsGoodForAnHour() {
        Issued issued = house.letIn(house.ann);
        assertThat(check(issued)).isEqualTo(new Verdict.Good("ann@example.test", MAIL, "Lynx Mail"));
        house.clock.advance(Grants.ACCESS.minus(SECOND));
        assertThat(check(issued)).isInstanceOf(Verdict.Good.class);
        house.clock.advance(SECOND);
        assertThat(check(issued)).isEqualTo(new Verdict.Expired());
    }

    @Test
    void itOutlivesARestart() {
        Issued issued = house.letIn(house.ann);
        Grants after = house.open();
        assertThat(after.check(issued.access())).isInstanceOf(Verdict.Good.class);
        assertThat(after.refresh(issued.refresh(), "open", "", House.FROM)).isInstanceOf(Refreshed.Done.class);
    }

    @Test
    void onlyWhatWasGivenIsGood() {
        Issued issued = house.letIn(house.ann);
        String token = issued.access();
        int last = token.length() - 1;
        String changed = token.substring(0, last) + (token.charAt(last) == 'A' ? 'B' : 'A');
        for (String other :
                List.of("", "x", changed, issued.refresh(), token + "A", token.substring(1), "mso_" + "A".repeat(64)))
            assertThat(house.grants.check(other)).as(other).isEqualTo(new Verdict.Unknown());
    }

    @Test
    void noTokenIsKeptAsItIs() {
        Issued issued = house.letIn(house.ann);
        String code = house.code(house.ann);
        TokenText access =
                TokenText.parse(TokenText.Kind.ACCESS, issued.access()).orElseThrow();
        TokenText refresh =
                TokenText.parse(TokenText.Kind.REFRESH, issued.refresh()).orElseThrow();
        TokenText once = TokenText.parse(TokenText.Kind.CODE, code).orElseThrow();
        var all = new StringBuilder();
        house.store.rows(GrantKey.PARTITION).scan(KeyRange.prefix(new byte[0]), (key, row) -> {
            all.append(hex(key)).append(' ').append(hex(row)).append('\n');
            return true;
        });
        assertThat(all.toString()).contains(hex(access.digest()));
        for (TokenText each : List.of(access, refresh, once))
            assertThat(all.toString()).doesNotContain(hex(each.secret()));
        assertThat(access.toString() + issued).doesNotContain(issued.access());
    }

    private static String hex(byte[] bytes) {
        return java.util.HexFormat.of().formatHex(bytes);
    }

    @Test
    void theAccountHasToBeThere() {
        Issued issued = house.letIn(house.ann);
        house.directory.removeAccount(house.ann.address());
        assertThat(check(issued)).isEqualTo(new Verdict.Unknown());
        assertThat(refresh(issued)).isEqualTo(new Refreshed.Invalid());
        // Somebody else who gets the address later gets nothing with it.
        house.directory.addAccount(MailAddress.of("ann@example.test"), House.PASSWORD);
        assertThat(check(issued)).isEqualTo(new Verdict.Unknown());
    }

    @Test
    void aRefreshTokenGivesNewTokensAndChanges() {
        Issued first = house.letIn(house.ann);
        Issued second = refreshed(first);
        assertThat(second.refresh()).isNotEqualTo(first.refresh());
        assertThat(second.access()).isNotEqualTo(first.access());
        assertThat(check(second)).isInstanceOf(Verdict.Good.class);
        assertThat(check(first)).isInstanceOf(Verdict.Good.class);
        assertThat(refreshed(second).refresh()).isNotEqualTo(second.refresh());
    }

    @Test
    void anAnswerThatWasLostCanBeAskedForAgain() {
        Issued first = house.letIn(house.ann);
        Issued lost = refreshed(first);
        house.clock.advance(Duration.ofDays(3));
        Issued again = refreshed(first);
        assertThat(again.refresh()).isEqualTo(lost.refresh());
        assertThat(again.access()).isNotEqualTo(lost.access());
        assertThat(check(again)).isInstanceOf(Verdict.Good.class);
    }

    @Test
    void twoThreadsOfAProgramMayAskAtOnce() {
        Issued first = house.letIn(house.ann);
        Issued one = refreshed(first);
        assertThat(check(one)).isInstanceOf(Verdict.Good.class);
        house.clock.advance(Grants.GRACE.minus(SECOND));
        Issued other = refreshed(first);
        assertThat(other.refresh()).isEqualTo(one.refresh());
        assertThat(refresh(one)).isInstanceOf(Refreshed.Done.class);
    }

    @Test
    void anOldRefreshTokenEndsTheGrant() {
        Issued first = house.letIn(house.ann);
        Issued second = refreshed(first);
        assertThat(check(second)).isInstanceOf(Verdict.Good.class);
        house.clock.advance(Grants.GRACE.plus(SECOND));
        assertThat(refresh(first)).isEqualTo(new Refreshed.Replayed("Lynx Mail"));
        assertThat(check(second)).isEqualTo(new Verdict.Unknown());
        assertThat(refresh(second)).isEqualTo(new Refreshed.Invalid());
        assertThat(house.grants.of(house.ann.id())).isEmpty();
    }

    @Test
    void oneFromBeforeTheLastEndsTheGrantAtOnce() {
        Issued first = house.letIn(house.ann);
        Issued second = refreshed(first);
        Issued third = refreshed(second);
        assertThat(refresh(first)).isEqualTo(new Refreshed.Replayed("Lynx Mail"));
        assertThat(check(third)).isEqualTo(new Verdict.Unknown());
    }

    @Test
    void aRefreshTokenIsOfOneProgram() {
        Issued issued = house.letIn(house.ann);
        assertThat(house.grants.refresh(issued.refresh(), "other", "", House.FROM))
                .isEqualTo(new Refreshed.Invalid());
        assertThat(refresh(issued)).isInstanceOf(Refreshed.Done.class);
    }

    @Test
    void whatWasNotUsedForLongEnds() {
        Issued issued = house.letIn(house.ann);
        house.clock.advance(Grants.UNUSED.plus(SECOND));
        assertThat(house.grants.of(house.ann.id())).isEmpty();
        assertThat(refresh(issued)).isEqualTo(new Refreshed.Invalid());
    }

    @Test
    void lessCanBeAskedForButNotMore() {
        Issued issued = house.grants.begin(new Grant.Agreed(house.ann.id(), "open", "p", "imap smtp"), House.FROM);
        var less = house.grants.refresh(issued.refresh(), "open", "imap", House.FROM);
        assertThat(less)
                .isInstanceOfSatisfying(
                        Refreshed.Done.class,
                        done -> assertThat(house.grants.check(done.issued().access()))
                                .isEqualTo(new Verdict.Good("ann@example.test", Set.of(Use.IMAP), "p")));
        assertThat(house.grants.refresh(issued.refresh(), "open", "imap pop", House.FROM))
                .isEqualTo(new Refreshed.TooMuch());
    }

    @Test
    void aGrantIsTakenBackAtOnce() {
        Issued one = house.letIn(house.ann);
        house.clock.advance(SECOND);
        Issued other = house.letIn(house.ann);
        house.grants.revoke(house.grants.of(house.ann.id()).getFirst());
        assertThat(check(one)).isEqualTo(new Verdict.Unknown());
        assertThat(refresh(one)).isEqualTo(new Refreshed.Invalid());
        assertThat(check(other)).isInstanceOf(Verdict.Good.class);
    }

    @Test
    void aProgramTakesItsTokensBack() {
        Issued issued = house.letIn(house.ann);
        house.grants.revoke(issued.access(), "other");
        house.grants.revoke(issued.refresh(), "other");
        house.grants.revoke("nonsense", "open");
        assertThat(check(issued)).isInstanceOf(Verdict.Good.class);
        house.grants.revoke(issued.access(), "open");
        assertThat(check(issued)).isEqualTo(new Verdict.Unknown());
        Issued next = refreshed(issued);
        house.grants.revoke(next.refresh(), "open");
        assertThat(check(next)).isEqualTo(new Verdict.Unknown());
        assertThat(house.grants.of(house.ann.id())).isEmpty();
    }

    @Test
    void itIsKnownWhoWasLetInAndWhenItWasUsed() {
        Issued issued = house.letIn(house.ann);
        house.letIn(house.bob);
        var start = house.clock.instant();
        house.clock.advance(Duration.ofMinutes(20));
        check(issued);
        assertThat(house.grants.of(house.ann.id())).singleElement().satisfies(grant -> {
            assertThat(grant.program()).isEqualTo("Lynx Mail");
            assertThat(grant.uses()).isEqualTo(MAIL);
            assertThat(grant.since()).isEqualTo(start);
            assertThat(grant.lastUsed()).isEqualTo(start.plus(Duration.ofMinutes(20)));
            assertThat(grant.lastFrom()).isEqualTo("192.0.2.7");
        });
    }

    @Test
    void theOneNotUsedForLongestMakesRoom() {
        Issued first = house.letIn(house.ann);
        house.clock.advance(SECOND);
        Issued second = house.letIn(house.ann);
        house.clock.advance(SECOND);
        for (int i = 2; i < Grants.PER_ACCOUNT; i++) house.letIn(house.ann);
        house.clock.advance(Duration.ofMinutes(10));
        check(first);
        house.letIn(house.ann);
        assertThat(house.grants.of(house.ann.id())).hasSize(Grants.PER_ACCOUNT);
        assertThat(check(first)).isInstanceOf(Verdict.Good.class);
        assertThat(check(second)).isEqualTo(new Verdict.Unknown());
    }

    @Test
    void aProgramCannotPileUpTokens() {
        Issued first = house.letIn(house.ann);
        Issued last = first;
        for (int i = 0; i < Grants.ACCESSES; i++) last = refreshed(last);
        assertThat(check(first)).isEqualTo(new Verdict.Unknown());
        assertThat(check(last)).isInstanceOf(Verdict.Good.class);
    }

    @Test
    void whatIsOverIsCleared() {
        house.letIn(house.ann);
        house.code(house.ann);
        house.clock.advance(Grants.UNUSED);
        Issued kept = house.letIn(house.ann);
        house.letIn(house.bob);
        house.directory.removeAccount(house.bob.address());
        house.clock.advance(SECOND);
        assertThat(house.grants.clear()).isEqualTo(2);
        assertThat(check(kept)).isInstanceOf(Verdict.Good.class);
        int[] rows = {0};
        house.store.rows(GrantKey.PARTITION).scan(KeyRange.prefix(new byte[0]), (_, _) -> ++rows[0] > 0);
        assertThat(rows[0]).as("the one grant and its mark").isEqualTo(2);
    }

    @Test
    void aCodeIsChangedForTokens() {
        assertThat(redeem(house.code(house.ann), "open", House.VERIFIER))
                .hasValueSatisfying(issued -> assertThat(check(issued)).isInstanceOf(Verdict.Good.class));
    }

    @Test
    void aCodeThatComesTwiceEndsWhatItBegan() {
        String code = house.code(house.ann);
        Issued issued = redeem(code, "open", House.VERIFIER).orElseThrow();
        assertThat(redeem(code, "open", House.VERIFIER)).isEmpty();
        assertThat(check(issued)).isEqualTo(new Verdict.Unknown());
    }

    @Test
    void aCodeIsOfOneProgramOneAddressAndOneVerifier() {
        assertThat(redeem(house.code(house.ann), "other", House.VERIFIER)).isEmpty();
        assertThat(redeem(house.code(house.ann), "open", House.VERIFIER + "x")).isEmpty();
        String elsewhere = house.code(house.ann);
        assertThat(house.codes.redeem(
                        elsewhere, "open", House.REDIRECT + "x", Pkce.challenge(House.VERIFIER), House.FROM))
                .isEmpty();
        // It was in wrong hands.
        assertThat(redeem(elsewhere, "open", House.VERIFIER)).isEmpty();
        assertThat(house.grants.of(house.ann.id())).isEmpty();
    }

    @Test
    void aCodeEndsSoon() {
        String code = house.code(house.ann);
        house.clock.advance(AuthorizationCodes.LIFE);
        assertThat(redeem(code, "open", House.VERIFIER)).isEmpty();
    }

    @Test
    void thereAreNotEndlesslyManyCodes() {
        var bound = new Bound("open", House.REDIRECT, Pkce.challenge(House.VERIFIER));
        for (int i = 0; i < AuthorizationCodes.OF_ACCOUNT; i++) house.code(house.ann);
        assertThat(house.codes.make(House.agreed(house.ann), bound)).isEmpty();
        int others = AuthorizationCodes.MOST - AuthorizationCodes.OF_ACCOUNT;
        for (int i = 0; i < others; i++)
            assertThat(house.codes.make(agreed("a" + i / AuthorizationCodes.OF_ACCOUNT), bound))
                    .isPresent();
        assertThat(house.codes.make(House.agreed(house.bob), bound)).isEmpty();
        house.clock.advance(AuthorizationCodes.REMEMBERED.plus(SECOND));
        assertThat(house.codes.make(House.agreed(house.ann), bound)).isPresent();
    }

    private static Grant.Agreed agreed(String account) {
        return new Grant.Agreed(new AccountId(account), "open", "Lynx Mail", Scope.MAIL);
    }

    @Test
    void ofManyWhoShowACodeAtOnceAtMostOneGetsTokensAndNoneKeepsThem() throws Exception {
        String code = house.code(house.ann);
        var tasks = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 16; i++)
            tasks.add(() -> redeem(code, "open", House.VERIFIER).isPresent());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int got = 0;
            for (var each : threads.invokeAll(tasks)) if (each.get()) got++;
            assertThat(got).isEqualTo(1);
        }
        assertThat(house.grants.of(house.ann.id())).isEmpty();
    }
}
