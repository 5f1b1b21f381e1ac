package org.mailstead.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailstead.store.Show.ANN;
import static org.mailstead.store.Show.rows;
import static org.mailstead.store.Show.text;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The overlay against a plain map that is copied for each piece of work. */
class OverlayTest {
    private final Random random = new Random(99);

    private byte[] key() {
        byte[] key = new byte[1 + random.nextInt(2)];
        for (int i = 0; i < key.length; i++) key[i] = (byte) (random.nextInt(6) * 51);
        return key;
    }

    private KeyRange range() {
        return new KeyRange(random.nextInt(8) == 0 ? new byte[0] : key(), random.nextInt(5) == 0 ? new byte[0] : key());
    }

    @Test
    void readsSeeWhatTheCommitWillMake() {
        for (int round = 0; round < 300; round++) {
            MemoryStore store = new MemoryStore(InstantSource.system());
            NavigableMap<byte[], byte[]> model = new TreeMap<>(Arrays::compareUnsigned);
            List<Op> first = new ArrayList<>();
            for (int i = random.nextInt(12); i > 0; i--) {
                byte[] key = key();
                byte[] value = {(byte) i};
                first.add(new Op.Put(key, value));
                model.put(key, value);
            }
            store.commit(ANN, 0, new CommitToken(0, 0), first);
            Overlay overlay = new Overlay(store.rows(ANN), 2);
            for (int piece = 0; piece < 4; piece++) model = runPiece(overlay, model);
            assertThat(store.commit(ANN, 1, new CommitToken(0, 0), overlay.ops()))
                    .isEqualTo(new Commit.Done(2));
            assertThat(rows(store.rows(ANN), KeyRange.prefix(new byte[0]), Rows.Order.ASCENDING))
                    .isEqualTo(shown(model));
        }
    }

    private NavigableMap<byte[], byte[]> runPiece(Overlay overlay, NavigableMap<byte[], byte[]> before) {
        NavigableMap<byte[], byte[]> model = new TreeMap<>(before);
        Overlay.Piece piece = overlay.begin();
        for (int step = random.nextInt(10); step > 0; step--) {
            byte[] key = key();
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    byte[] value = {(byte) random.nextInt(100)};
                    piece.put(key, value);
                    model.put(key, value);
                }
                case 2 -> {
                    piece.delete(key);
                    model.remove(key);
                }
                default -> {
                    KeyRange range = range();
                    piece.deleteRange(range);
                    model.keySet().removeIf(range::contains);
                }
            }
            check(piece, model);
        }
        if (random.nextInt(3) > 0) return model;
        piece.takeBack();
        check(piece, before);
        return before;
    }

    private void check(Rows seen, NavigableMap<byte[], byte[]> model) {
        KeyRange range = range();
        NavigableMap<byte[], byte[]> expected = range.of(model);
        assertThat(rows(seen, range, Rows.Order.ASCENDING)).isEqualTo(shown(expected));
        assertThat(rows(seen, range, Rows.Order.DESCENDING)).isEqualTo(shown(expected.descendingMap()));
        List<byte[]> keys = List.of(key(), key(), key());
        List<byte[]> values = new ArrayList<>();
        for (byte[] key : keys) values.add(model.get(key));
        assertThat(seen.getAll(keys))
                .usingElementComparator(OverlayTest::compare)
                .containsExactlyElementsOf(values);
        assertThat(seen.get(keys.getFirst())).isEqualTo(values.getFirst());
    }

    private static int compare(byte[] one, byte[] other) {
        return Arrays.compareUnsigned(one, other);
    }

    private static List<String> shown(Map<byte[], byte[]> rows) {
        List<String> shown = new ArrayList<>();
        rows.forEach((key, value) -> shown.add(text(key) + "=" + text(value)));
        return shown;
    }

    @Test
    void scansMayWriteAndStopHalfWay() {
        MemoryStore store = new MemoryStore(InstantSource.system());
        Overlay overlay = new Overlay(store.rows(ANN), 1);
        Overlay.Piece piece = overlay.begin();
        for (int i = 0; i < 10; i++) piece.put(new byte[] {(byte) i}, new byte[] {1});
        List<Integer> seen = new ArrayList<>();
        piece.scan(KeyRange.prefix(new byte[0]), (key, _) -> {
            seen.add((int) key[0]);
            piece.delete(key);
            piece.put(new byte[] {(byte) (key[0] + 100)}, new byte[] {2});
            return seen.size() < 4;
        });
        assertThat(seen).containsExactly(0, 1, 2, 3);
    }
}
