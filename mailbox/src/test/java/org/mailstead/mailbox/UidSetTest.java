package org.mailstead.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class UidSetTest {
    @Test
    void isWrittenAsImapWritesIt() {
        assertThat(UidSet.of(4, 1, 2, 3, 7, 9, 10)).hasToString("1:4,7,9:10");
        assertThat(UidSet.EMPTY).hasToString("");
        assertThat(UidSet.range(5, 5)).hasToString("5");
    }

    @Test
    void holdsTheHighestUidThereIs() {
        UidSet all = UidSet.ALL;
        assertThat(all.contains(1)).isTrue();
        assertThat(all.contains(Integer.MAX_VALUE)).isTrue();
        assertThat(all.size()).isEqualTo(Integer.MAX_VALUE);
        var top = new UidSet.Builder().add(Integer.MAX_VALUE).addRange(1, Integer.MAX_VALUE);
        assertThat(top.build()).isEqualTo(all);
    }

    @Test
    void behavesLikeASortedSetWhateverTheOrderOfAdding() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var model = new TreeSet<Integer>();
            var builder = new UidSet.Builder();
            for (int n = random.nextInt(40); n > 0; n--) {
                int first = 1 + random.nextInt(100);
                int last = first + random.nextInt(6);
                builder.addRange(first, last);
                for (int uid = first; uid <= last; uid++) model.add(uid);
            }
            UidSet set = builder.build();
            var seen = new TreeSet<Integer>();
            set.forEach(seen::add);
            assertThat(seen).as("seed %d", seed).isEqualTo(model);
            assertThat(set.size()).isEqualTo(model.size());
            for (int uid = 1; uid <= 110; uid++) assertThat(set.contains(uid)).isEqualTo(model.contains(uid));
            for (int r = 1; r < set.ranges(); r++) {
                assertThat(set.first(r))
                        .as("ranges of seed %d neither touch nor overlap", seed)
                        .isGreaterThan(set.last(r - 1) + 1);
            }
        }
    }

    @Test
    void differenceAndIntersectionAgreeWithBits() {
        var random = new java.util.Random(7);
        for (int round = 0; round < 2000; round++) {
            var a = new java.util.BitSet();
            var b = new java.util.BitSet();
            for (int i = 0; i < 12; i++) {
                int from = 1 + random.nextInt(60);
                (random.nextBoolean() ? a : b).set(from, from + random.nextInt(8) + 1);
            }
            UidSet left = of(a);
            UidSet right = of(b);
            var both = (java.util.BitSet) a.clone();
            both.and(b);
            a.andNot(b);
            assertThat(left.without(right)).isEqualTo(of(a));
            assertThat(left.and(right)).isEqualTo(of(both));
        }
        assertThat(UidSet.ALL.without(UidSet.of(5))).hasToString("1:4,6:2147483647");
    }

    @Test
    void theHighestOfASet() {
        UidSet set = UidSet.of(1, 2, 3, 7, 9, 10);
        assertThat(set.highest(6)).isEqualTo(set);
        assertThat(set.highest(4)).hasToString("3,7,9:10");
        assertThat(set.highest(3)).hasToString("7,9:10");
        assertThat(set.highest(1)).hasToString("10");
        assertThat(set.highest(0)).isEqualTo(UidSet.EMPTY);
    }

    private static UidSet of(java.util.BitSet bits) {
        return UidSet.of(bits.stream().toArray());
    }
}
