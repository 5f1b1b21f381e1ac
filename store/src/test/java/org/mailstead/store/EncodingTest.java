package org.mailstead.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Keys and rows: order, round trips, and what damaged ones do. */
class EncodingTest {
    static final byte[] KEY = key(3, 70_000, Long.MAX_VALUE, "Inbox", new byte[] {1, 2});
    static final byte[] ROW = row(new byte[] {9, 8, 7}, "Grüße 🐎");

    private static byte[] key(int kind, long uid, long change, String name, byte[] rest) {
        return new KeyWriter()
                .u8(kind)
                .u32(uid)
                .u64(change)
                .string(name)
                .bytes(rest)
                .toBytes();
    }

    private static byte[] row(byte[] bytes, String text) {
        return new RowWriter()
                .u8(255)
                .bool(true)
                .varint(0)
                .varint(300)
                .varint(-1)
                .int64(Long.MIN_VALUE)
                .bytes(bytes)
                .string(text)
                .optionalString(null)
                .optionalBytes(bytes)
                .toBytes();
    }

    static void readKey(byte[] key) {
        KeyReader in = new KeyReader(key);
        in.u8();
        in.u32();
        in.u64();
        in.string();
        in.bytes(2);
        in.end();
    }

    static void readRow(byte[] row) {
        RowReader in = new RowReader(row);
        in.u8();
        in.bool();
        in.varint();
        in.count();
        in.varint();
        in.int64();
        in.bytes();
        in.string();
        in.optionalString();
        in.optionalBytes();
        in.end();
    }

    @Test
    void keysComeBack() {
        KeyReader in = new KeyReader(KEY);
        assertThat(in.u8()).isEqualTo(3);
        assertThat(in.u32()).isEqualTo(70_000);
        assertThat(in.u64()).isEqualTo(Long.MAX_VALUE);
        assertThat(in.string()).isEqualTo("Inbox");
        assertThat(in.rest()).containsExactly(1, 2);
        in.end();
    }

    @Test
    void rowsComeBack() {
        RowReader in = new RowReader(ROW);
        assertThat(in.u8()).isEqualTo(255);
        assertThat(in.bool()).isTrue();
        assertThat(in.varint()).isZero();
        assertThat(in.count()).isEqualTo(300);
        assertThat(in.varint()).isEqualTo(-1);
        assertThat(in.int64()).isEqualTo(Long.MIN_VALUE);
        assertThat(in.bytes()).containsExactly(9, 8, 7);
        assertThat(in.string()).isEqualTo("Grüße 🐎");
        assertThat(in.optionalString()).isNull();
        assertThat(in.atEnd()).isFalse();
        assertThat(in.optionalBytes()).containsExactly(9, 8, 7);
        in.end();
    }

    @Test
    void keysSortLikeTheirFields() {
        List<byte[]> sorted = new ArrayList<>();
        for (int kind : new int[] {0, 1, 127, 128, 255}) {
            for (long number : new long[] {0, 1, 255, 256, 0x7fff_ffffL, 0x8000_0000L, 0xffff_ffffL}) {
                for (String name : List.of("", "\u0001", "a", "a\u0001", "aa", "b", "ä", "\uffee", "🐎")) {
                    sorted.add(key(kind, number, number, name, new byte[0]));
                }
            }
        }
        List<byte[]> shuffled = new ArrayList<>(sorted);
        Collections.shuffle(shuffled, new Random(1));
        shuffled.sort(Arrays::compareUnsigned);
        assertThat(shuffled).usingElementComparator(Arrays::compareUnsigned).containsExactlyElementsOf(sorted);
        byte[] most = new KeyWriter().u64(-1).toBytes();
        assertThat(Arrays.compareUnsigned(
                        most, new KeyWriter().u64(Long.MAX_VALUE).toBytes()))
                .isPositive();
    }

    @Test
    void fieldsOutOfTheirRangeAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyWriter().u8(256));
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyWriter().u8(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyWriter().u32(1L << 32));
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyWriter().u32(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyWriter().string("a\0b"));
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyWriter().string("\ud800"));
        assertThatIllegalArgumentException().isThrownBy(() -> new RowWriter().u8(256));
    }

    @Test
    void everyTruncationIsNoticed() {
        for (int length = 0; length < KEY.length; length++) {
            byte[] cut = Arrays.copyOf(KEY, length);
            assertThatExceptionOfType(RowFormatException.class).isThrownBy(() -> readKey(cut));
        }
        for (int length = 0; length < ROW.length; length++) {
            byte[] cut = Arrays.copyOf(ROW, length);
            assertThatExceptionOfType(RowFormatException.class).isThrownBy(() -> readRow(cut));
        }
    }

    @Test
    void endlessNumbersAreRefused() {
        byte[] endless = new byte[20];
        Arrays.fill(endless, (byte) 0xff);
        assertThatExceptionOfType(RowFormatException.class).isThrownBy(() -> new RowReader(endless).varint());
        assertThatExceptionOfType(RowFormatException.class).isThrownBy(() -> new RowReader(endless).bytes());
    }
}
