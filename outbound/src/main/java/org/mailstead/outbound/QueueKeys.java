package org.mailstead.outbound;

import org.mailstead.store.KeyRange;
import org.mailstead.store.KeyReader;
import org.mailstead.store.KeyWriter;

/**
 * The keys of the queue's partition, all of them. The first byte names the subspace:
 *
 * <pre>
 * D message number       what is left to do of a message at one destination
 * M message              a message, as long as there are deliveries of it
 * S message change n     its story: what happened to it and when
 * I day hash message     messages of a day by the hash of their Message-ID
 * </pre>
 */
final class QueueKeys {
    static final KeyRange MESSAGES = KeyRange.prefix(new byte[] {'M'});
    static final KeyRange DELIVERIES = KeyRange.prefix(new byte[] {'D'});

    private QueueKeys() {}

    static byte[] message(String id) {
        return new KeyWriter().u8('M').string(id).toBytes();
    }

    static byte[] delivery(DeliveryKey key) {
        return new KeyWriter().u8('D').string(key.message()).u32(key.number()).toBytes();
    }

    static KeyRange deliveries(String message) {
        return KeyRange.prefix(new KeyWriter().u8('D').string(message).toBytes());
    }

    static DeliveryKey delivery(byte[] key) {
        var in = new KeyReader(key);
        in.u8();
        return new DeliveryKey(in.string(), (int) in.u32());
    }

    static byte[] story(String message, long change, int number) {
        return new KeyWriter().u8('S').string(message).u64(change).u32(number).toBytes();
    }

    static KeyRange story(String message) {
        return KeyRange.prefix(new KeyWriter().u8('S').string(message).toBytes());
    }

    /** @param day since 1970 */
    static byte[] messageId(long day, byte[] hash, String message) {
        return messageIds(day).bytes(hash).string(message).toBytes();
    }

    static KeyRange messageId(long day, byte[] hash) {
        return KeyRange.prefix(messageIds(day).bytes(hash).toBytes());
    }

    static KeyRange messageIdsBefore(long day) {
        return new KeyRange(new byte[] {'I'}, messageIds(day).toBytes());
    }

    private static KeyWriter messageIds(long day) {
        return new KeyWriter().u8('I').u32(day);
    }

    /** @param hashLength bytes of the hash */
    static String messageOf(byte[] messageIdKey, int hashLength) {
        var in = new KeyReader(messageIdKey);
        in.u8();
        in.u32();
        in.bytes(hashLength);
        return in.string();
    }

    /** Stories of messages whose id sorts before {@code id}. */
    static KeyRange storiesBefore(String id) {
        return new KeyRange(new byte[] {'S'}, new KeyWriter().u8('S').string(id).toBytes());
    }
}
