package org.mailstead.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MailboxViewTest {
    private static final MailboxId ID = new MailboxId(7);

    @Test
    void aRandomHistoryKeepsViewAndDifferenceTrue() {
        for (int seed = 0; seed < 60; seed++) {
            var random = new Random(seed);
            var model = new TreeMap<Integer, MessageRow>();
            int uidNext = 1;
            long change = 1;
            MailboxView view = view(change, model);
            for (int step = 0; step < 40; step++) {
                change++;
                MailboxView before = view;
                var modelBefore = new TreeMap<>(model);
                var touched = new TreeMap<Integer, @Nullable MessageRow>();
                for (int n = random.nextInt(1 + random.nextInt(2000)); n > 0; n--) {
                    int kind = random.nextInt(3);
                    if (kind == 0 || model.isEmpty()) {
                        touched.put(uidNext, row(uidNext, change));
                        model.put(uidNext, row(uidNext, change));
                        uidNext++;
                    } else {
                        Integer near = model.floorKey(1 + random.nextInt(uidNext));
                        int uid = near == null ? model.firstKey() : near;
                        if (kind == 1) {
                            model.remove(uid);
                            touched.put(uid, null);
                        } else {
                            model.put(uid, row(uid, change));
                            touched.put(uid, row(uid, change));
                        }
                    }
                }
                view = ViewEdit.next(before, record(uidNext), change, touched);
                String where = "seed " + seed + " step " + step;
                assertSame(where, view, model);
                assertThat(view.since(before))
                        .as(where)
                        .usingRecursiveComparison()
                        .isEqualTo(expected(modelBefore, model));
            }
        }
    }

    @Test
    void anAppendLeavesAllFullChunksShared() {
        var model = new TreeMap<Integer, MessageRow>();
        for (int uid = 1; uid <= 3 * ViewChunk.FULL + 10; uid++) model.put(uid, row(uid, 1));
        MailboxView before = view(1, model);
        var touched = new TreeMap<Integer, @Nullable MessageRow>();
        int uid = 3 * ViewChunk.FULL + 11;
        touched.put(uid, row(uid, 2));
        MailboxView after = ViewEdit.next(before, record(uid + 1), 2, touched);
        for (int i = 0; i < 3; i++) {
            assertThat(after.chunks().get(i)).isSameAs(before.chunks().get(i));
        }
        assertThat(after.since(before))
                .usingRecursiveComparison()
                .isEqualTo(new ViewChanges(new int[0], new int[0], 1));
    }

    @Test
    void presentGivesWhatIsThere() {
        var model = new TreeMap<Integer, MessageRow>();
        for (int uid : new int[] {2, 3, 5, 900, 901, 2000}) model.put(uid, row(uid, 1));
        MailboxView view = view(1, model);
        assertThat(view.present(UidSet.ALL)).hasToString("2:3,5,900:901,2000");
        assertThat(view.present(UidSet.of(1, 3, 4, 5, 901, 3000))).hasToString("3,5,901");
        assertThat(view.present(UidSet.range(6, 899))).isEqualTo(UidSet.EMPTY);
        assertThat(view.indexOf(4)).isEqualTo(-3);
        assertThat(view.indexOf(1)).isEqualTo(-1);
        assertThat(view.indexOf(5000)).isEqualTo(-7);
    }

    private static void assertSame(String where, MailboxView view, NavigableMap<Integer, MessageRow> model) {
        assertThat(view.size()).as(where).isEqualTo(model.size());
        int i = 0;
        for (MessageRow row : model.values()) {
            assertThat(view.uid(i)).as(where).isEqualTo(row.uid());
            assertThat(view.changeNumber(i)).as(where).isEqualTo(row.change());
            assertThat(view.indexOf(row.uid())).as(where).isEqualTo(i);
            i++;
        }
    }

    private static ViewChanges expected(
            NavigableMap<Integer, MessageRow> before, NavigableMap<Integer, MessageRow> after) {
        var expunged = new ArrayList<Integer>();
        var changed = new ArrayList<Integer>();
        var old = List.copyOf(before.values());
        var now = List.copyOf(after.values());
        for (int i = 0; i < old.size(); i++) if (!after.containsKey(old.get(i).uid())) expunged.add(i);
        int added = 0;
        for (int i = 0; i < now.size(); i++) {
            MessageRow was = before.get(now.get(i).uid());
            if (was == null) added++;
            else if (was.change() != now.get(i).change()) changed.add(i);
        }
        return new ViewChanges(ints(expunged), ints(changed), added);
    }

    private static int[] ints(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }

    private static MailboxView view(long change, NavigableMap<Integer, MessageRow> model) {
        int uidNext = model.isEmpty() ? 1 : model.lastKey() + 1;
        return ViewEdit.fresh(record(uidNext), change, List.copyOf(model.values()));
    }

    private static Mailbox record(int uidNext) {
        var row = MailboxRow.empty(MailboxName.INBOX, 1, 1, Set.of());
        return new Mailbox(ID, row.name(), 1, uidNext, 0, 0, 0, 0, 0, 1, Set.of(), List.of());
    }

    private static MessageRow row(int uid, long change) {
        return new MessageRow(uid, 0, change, uid, 100, 0, 0);
    }
}
