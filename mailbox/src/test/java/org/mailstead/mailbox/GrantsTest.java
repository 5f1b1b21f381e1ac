package org.mailstead.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mailstead.mailbox.Grants.Change;
import org.mailstead.mailbox.Grants.Mode;

class GrantsTest {
    private static final Grantee BOB = Grantee.account("bob");

    private Grants grants = Grants.none("ann");

    private void give(Grantee to, String rights) {
        grants = grants.with(new Change(to, false, Mode.REPLACE, rights(rights)));
    }

    private void take(Grantee from, String rights) {
        grants = grants.with(new Change(from, true, Mode.REPLACE, rights(rights)));
    }

    private static Rights rights(String letters) {
        return Rights.parse(letters).orElseThrow();
    }

    private String of(String account) {
        return grants.of(account).toString();
    }

    @Test
    void lettersOfRfc2086StandForTheirParts() {
        assertThat(rights("lrswida")).isEqualTo(rights("lrswieta"));
        assertThat(rights("c")).isEqualTo(rights("kx"));
        assertThat(rights("lc")).hasToString("lkxc");
        assertThat(rights("lrt")).hasToString("lrtd");
        assertThat(rights("ke")).hasToString("kecd");
        assertThat(Rights.ALL).hasToString("lrswipkxtecda");
        assertThat(Rights.NONE).hasToString("");
    }

    @Test
    void unknownLettersAreNoRights() {
        assertThat(Rights.parse("lrQ")).isEmpty();
        assertThat(Rights.parse("LR")).isEmpty();
        assertThat(Rights.parse("lr1")).isEmpty();
        assertThat(Rights.parse("l r")).isEmpty();
        assertThat(Rights.parse("")).contains(Rights.NONE);
    }

    @Test
    void everySetOfRightsIsReadBackFromItsLetters() {
        for (int bits = 0; bits <= Rights.ALL.bits(); bits++) {
            var rights = new Rights(bits);
            var withoutOld = rights.toString().replaceAll("[cd]", "");
            assertThat(Rights.parse(withoutOld)).contains(rights);
        }
    }

    @Test
    void flagsNeedTheirRight() {
        assertThat(rights("s").flags()).isEqualTo(FlagBits.SEEN);
        assertThat(rights("t").flags()).isEqualTo(FlagBits.DELETED);
        assertThat(rights("w").flags()).isEqualTo(~(FlagBits.SEEN | FlagBits.DELETED));
        assertThat(rights("swt").flags()).isEqualTo(-1L);
        assertThat(rights("lripkxea").flags()).isZero();
    }

    @Test
    void withoutEntriesOnlyTheOwnerHasRights() {
        assertThat(grants.of("ann")).isEqualTo(Rights.ALL);
        assertThat(grants.of("bob")).isEqualTo(Rights.NONE);
        assertThat(grants.encode()).isEmpty();
        assertThat(grants.told()).containsOnlyKeys(Grantee.account("ann"));
    }

    @Test
    void whatIsGivenToHimAndToEverybodyAddsUp() {
        give(BOB, "rs");
        give(Grantee.ANYONE, "lr");
        give(Grantee.AUTHENTICATED, "p");
        assertThat(of("bob")).isEqualTo("lrsp");
        assertThat(of("eve")).isEqualTo("lrp");
        assertThat(grants.isShared()).isTrue();
    }

    @Test
    void whatIsTakenGoesWhereverItCameFrom() {
        give(BOB, "lrsw");
        give(Grantee.ANYONE, "lri");
        take(BOB, "iw");
        assertThat(of("bob")).isEqualTo("lrs");
        assertThat(of("eve")).isEqualTo("lri");
        take(Grantee.ANYONE, "r");
        assertThat(of("bob")).isEqualTo("ls");
        assertThat(of("eve")).isEqualTo("li");
    }

    @Test
    void takingGivesNothing() {
        take(BOB, "w");
        assertThat(grants.of("bob")).isEqualTo(Rights.NONE);
        assertThat(grants.isShared()).isFalse();
    }

    @Test
    void addingAndRemovingChangeWhatIsThere() {
        give(BOB, "lr");
        grants = grants.with(new Change(BOB, false, Mode.ADD, rights("sw")));
        assertThat(of("bob")).isEqualTo("lrsw");
        grants = grants.with(new Change(BOB, false, Mode.REMOVE, rights("wi")));
        assertThat(of("bob")).isEqualTo("lrs");
        grants = grants.with(new Change(BOB, false, Mode.REMOVE, rights("lrs")));
        assertThat(grants).isEqualTo(Grants.none("ann"));
    }

    @Test
    void theOwnerMayGiveRightsAwayButNotLockHimselfOut() {
        Grantee ann = Grantee.account("ann");
        give(ann, "");
        assertThat(of("ann")).isEqualTo("lra");
        give(ann, "swi");
        assertThat(of("ann")).isEqualTo("lrswia");
        take(ann, "lraw");
        assertThat(of("ann")).isEqualTo("lrsia");
        assertThat(grants.told().get(ann)).isEqualTo(new Grants.Grant(rights("lrswia"), rights("w")));
        grants = grants.without(ann, false);
        assertThat(grants.of("ann")).isEqualTo(Rights.ALL.minus(rights("w")));
        grants = grants.without(ann, true);
        assertThat(grants).isEqualTo(Grants.none("ann"));
    }

    @Test
    void theOwnerCanBeChangedByParts() {
        Grantee ann = Grantee.account("ann");
        grants = grants.with(new Change(ann, false, Mode.REMOVE, rights("x")));
        assertThat(grants.of("ann")).isEqualTo(Rights.ALL.minus(rights("x")));
        grants = grants.with(new Change(ann, false, Mode.ADD, rights("x")));
        assertThat(grants).isEqualTo(Grants.none("ann"));
    }

    @Test
    void everybodyIsNotTheOwner() {
        take(Grantee.ANYONE, "swiptexk");
        assertThat(grants.of("ann")).isEqualTo(Rights.ALL);
    }

    @Test
    void removingOneSideLeavesTheOther() {
        give(BOB, "lrs");
        take(BOB, "s");
        assertThat(grants.without(BOB, true).of("bob")).isEqualTo(rights("lrs"));
        assertThat(grants.without(BOB, false).told()).containsKey(BOB);
        assertThat(grants.without(BOB, false).without(BOB, true)).isEqualTo(Grants.none("ann"));
    }

    @Test
    void whatIsWrittenIsReadBack() {
        var random = new Random(11);
        for (int round = 0; round < 200; round++) {
            grants = Grants.none("ann");
            for (int i = random.nextInt(9); i > 0; i--) {
                Grantee grantee = new Grantee[] {BOB, Grantee.ANYONE, Grantee.account("ann"), Grantee.account("e")}
                        [random.nextInt(4)];
                var mode = List.of(Mode.values()).get(random.nextInt(3));
                grants = grants.with(new Change(grantee, random.nextBoolean(), mode, new Rights(random.nextInt())));
                assertThat(grants.of("ann").hasAll(Grants.OWNER_KEEPS)).isTrue();
            }
            assertThat(Grants.decode("ann", grants.encode().orElse(null))).isEqualTo(grants);
        }
    }
}
