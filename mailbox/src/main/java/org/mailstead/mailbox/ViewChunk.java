package org.mailstead.mailbox;

import java.util.Arrays;
import java.util.List;

/**
 * A run of messages in UID order, as one array per property: 48 bytes a message, no object each. Never changed once
 * made, so that views share it.
 */
final class ViewChunk {
    /** Small enough to copy at each new message, large enough that a big mailbox has few. */
    static final int FULL = 512;

    final int size;
    private final int[] uid;
    private final long[] flags;
    private final long[] change;
    private final long[] messageId;
    private final int[] bytes;
    private final long[] date;

    /** Seconds since 1970 without sign: until 2106. */
    private final int[] saved;

    ViewChunk(List<MessageRow> rows) {
        size = rows.size();
        uid = new int[size];
        flags = new long[size];
        change = new long[size];
        messageId = new long[size];
        bytes = new int[size];
        date = new long[size];
        saved = new int[size];
        for (int i = 0; i < size; i++) {
            MessageRow row = rows.get(i);
            uid[i] = row.uid();
            flags[i] = row.flags();
            change[i] = row.change();
            messageId[i] = row.messageId();
            bytes[i] = row.bytes();
            date[i] = row.date();
            saved[i] = (int) row.saved();
        }
    }

    MessageRow row(int i) {
        return new MessageRow(uid[i], flags[i], change[i], messageId[i], bytes[i], date[i], saved(i));
    }

    long saved(int i) {
        return Integer.toUnsignedLong(saved[i]);
    }

    int uid(int i) {
        return uid[i];
    }

    int firstUid() {
        return uid[0];
    }

    int lastUid() {
        return uid[size - 1];
    }

    long flags(int i) {
        return flags[i];
    }

    long change(int i) {
        return change[i];
    }

    long messageId(int i) {
        return messageId[i];
    }

    int bytes(int i) {
        return bytes[i];
    }

    long date(int i) {
        return date[i];
    }

    /** As {@link Arrays#binarySearch(int[], int)}. */
    int indexOf(int wanted) {
        return Arrays.binarySearch(uid, wanted);
    }
}
