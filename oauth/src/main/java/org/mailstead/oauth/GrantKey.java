package org.mailstead.oauth;

import org.mailstead.directory.AccountId;
import org.mailstead.store.KeyRange;
import org.mailstead.store.KeyReader;
import org.mailstead.store.KeyWriter;
import org.mailstead.store.Partition;

/** The rows: {@code G grant}, {@code U account grant} to find those of an account, {@code C code}. */
final class GrantKey {
    static final Partition PARTITION = new Partition("oauth", "main");
    static final KeyRange GRANTS = KeyRange.prefix(new byte[] {'G'});
    static final KeyRange OF_ACCOUNTS = KeyRange.prefix(new byte[] {'U'});
    static final KeyRange CODES = KeyRange.prefix(new byte[] {'C'});

    private GrantKey() {}

    static byte[] grant(byte[] id) {
        return new KeyWriter().u8('G').bytes(id).toBytes();
    }

    static byte[] code(byte[] id) {
        return new KeyWriter().u8('C').bytes(id).toBytes();
    }

    static byte[] ofAccount(AccountId account, byte[] id) {
        return new KeyWriter().u8('U').string(account.value()).bytes(id).toBytes();
    }

    static KeyRange of(AccountId account) {
        return KeyRange.prefix(new KeyWriter().u8('U').string(account.value()).toBytes());
    }

    /** What a key of {@link #grant} or {@link #code} names. */
    static byte[] id(byte[] key) {
        var in = new KeyReader(key);
        in.u8();
        return in.bytes(TokenText.ROW_BYTES);
    }

    static byte[] idOfAccounts(byte[] key) {
        var in = new KeyReader(key);
        in.u8();
        in.string();
        return in.bytes(TokenText.ROW_BYTES);
    }
}
