package org.mailstead.directory;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.mailstead.store.KeyRange;
import org.mailstead.store.KeyReader;
import org.mailstead.store.KeyWriter;

/**
 * Every key of the partition {@code directory/main}. The first byte says which kind; domains stand in their ASCII form,
 * which is never longer than 253 bytes, local parts in UTF-8, never longer than 64.
 */
sealed interface DirectoryKey {
    byte[] encode();

    /** {@code D domain}: a domain that is ours. */
    record DomainKey(DomainName domain) implements DirectoryKey {
        private static final int KIND = 'D';
        static final KeyRange ALL = range(KIND);

        @Override
        public byte[] encode() {
            return new KeyWriter().u8(KIND).bytes(ascii(domain.ascii())).toBytes();
        }

        static DomainKey decode(byte[] key) {
            var in = new KeyReader(key);
            in.u8();
            return new DomainKey(domainName(new String(in.rest(), StandardCharsets.US_ASCII)));
        }
    }

    /** {@code N domain 0 local}: an address that is known here, of an account or an alias. */
    record NameKey(DomainName domain, String local) implements DirectoryKey {
        private static final int KIND = 'N';
        static final KeyRange ALL = range(KIND);

        /** Empty for an address that cannot be here since its domain is no domain. */
        static Optional<NameKey> of(MailAddress address) {
            return DomainName.of(address.domain()).map(domain -> new NameKey(domain, address.local()));
        }

        /** Every name in {@code domain}. */
        static KeyRange in(DomainName domain) {
            return KeyRange.prefix(new NameKey(domain, "").encode());
        }

        @Override
        public byte[] encode() {
            return new KeyWriter()
                    .u8(KIND)
                    .string(domain.ascii())
                    .bytes(local.getBytes(StandardCharsets.UTF_8))
                    .toBytes();
        }

        static NameKey decode(byte[] key) {
            var in = new KeyReader(key);
            in.u8();
            return new NameKey(domainName(in.string()), new String(in.rest(), StandardCharsets.UTF_8));
        }

        MailAddress address() {
            return new MailAddress(local, domain.unicode());
        }
    }

    /** {@code A id}: an account. */
    record AccountKey(AccountId id) implements DirectoryKey {
        private static final int KIND = 'A';

        @Override
        public byte[] encode() {
            return new KeyWriter().u8(KIND).bytes(ascii(id.value())).toBytes();
        }
    }

    /** {@code M change ordinal}: accounts in the order they were made; the value is an {@code OfAccount} row. */
    record MadeKey(Made made) implements DirectoryKey {
        private static final int KIND = 'M';
        static final KeyRange ALL = range(KIND);

        @Override
        public byte[] encode() {
            return made.after(KIND);
        }
    }

    /** {@code S change ordinal}: administrators in the order they were made; the value is an {@code OfAccount} row. */
    record AdministratorKey(Made made) implements DirectoryKey {
        private static final int KIND = 'S';
        static final KeyRange ALL = range(KIND);

        @Override
        public byte[] encode() {
            return made.after(KIND);
        }
    }

    /** {@code W owner}: whom an account shares mailboxes with; the value is a {@code SharedByRow}. */
    record SharedByKey(AccountId owner) implements DirectoryKey {
        private static final int KIND = 'W';

        @Override
        public byte[] encode() {
            return new KeyWriter().u8(KIND).bytes(ascii(owner.value())).toBytes();
        }
    }

    /**
     * {@code G with 0 owner}: the same the other way round; the value says nothing.
     *
     * @param with an account's id, or {@code *} for everybody
     */
    record SharedWithKey(String with, AccountId owner) implements DirectoryKey {
        private static final int KIND = 'G';

        static KeyRange with(String with) {
            return KeyRange.prefix(new KeyWriter().u8(KIND).string(with).toBytes());
        }

        @Override
        public byte[] encode() {
            return new KeyWriter()
                    .u8(KIND)
                    .string(with)
                    .bytes(ascii(owner.value()))
                    .toBytes();
        }

        static SharedWithKey decode(byte[] key) {
            var in = new KeyReader(key);
            in.u8();
            return new SharedWithKey(in.string(), new AccountId(new String(in.rest(), StandardCharsets.US_ASCII)));
        }
    }

    /** {@code X name}: something that only this server knows; the value is a {@code SecretRow}. */
    record SecretKey(String name) implements DirectoryKey {
        private static final int KIND = 'X';

        @Override
        public byte[] encode() {
            return new KeyWriter().u8(KIND).bytes(ascii(name)).toBytes();
        }
    }

    /**
     * {@code R domain}: a way for mail to other servers; the value is a {@code RouteRow}.
     *
     * @param domain in its ASCII form, or {@code *} for all
     */
    record RouteKey(String domain) implements DirectoryKey {
        private static final int KIND = 'R';
        static final KeyRange ALL = range(KIND);

        @Override
        public byte[] encode() {
            return new KeyWriter().u8(KIND).bytes(ascii(domain)).toBytes();
        }
    }

    /** {@code K domain 0 selector}: a key that signs for a domain; the value is a {@code SignatureKeyRow}. */
    record SignatureKeyKey(DomainName domain, String selector) implements DirectoryKey {
        private static final int KIND = 'K';

        static KeyRange in(DomainName domain) {
            return KeyRange.prefix(new SignatureKeyKey(domain, "").encode());
        }

        @Override
        public byte[] encode() {
            return new KeyWriter()
                    .u8(KIND)
                    .string(domain.ascii())
                    .bytes(ascii(selector))
                    .toBytes();
        }
    }

    /** {@code P id}: by what an account's password is proved without being shown; the value is a {@code ScramRow}. */
    record ScramKey(AccountId id) implements DirectoryKey {
        private static final int KIND = 'P';
        static final KeyRange ALL = range(KIND);

        @Override
        public byte[] encode() {
            return new KeyWriter().u8(KIND).bytes(ascii(id.value())).toBytes();
        }
    }

    /** {@code C id 0 number}: an app password; the value is an {@code AppPasswordRow}. */
    record AppPasswordKey(AccountId id, long number) implements DirectoryKey {
        private static final int KIND = 'C';
        static final KeyRange ALL = range(KIND);

        static KeyRange of(AccountId id) {
            return KeyRange.prefix(new KeyWriter().u8(KIND).string(id.value()).toBytes());
        }

        @Override
        public byte[] encode() {
            return new KeyWriter().u8(KIND).string(id.value()).u64(number).toBytes();
        }
    }

    /** {@code I id 0 digest}: a link to set up devices by; the value is an {@code InviteRow}. */
    record InviteKey(AccountId id, byte[] digest) implements DirectoryKey {
        private static final int KIND = 'I';

        static KeyRange of(AccountId id) {
            return KeyRange.prefix(new KeyWriter().u8(KIND).string(id.value()).toBytes());
        }

        @Override
        public byte[] encode() {
            return new KeyWriter().u8(KIND).string(id.value()).bytes(digest).toBytes();
        }
    }

    /** {@code T id}: an account's second factor; the value is a {@code SecondFactorRow}. */
    record SecondFactorKey(AccountId id) implements DirectoryKey {
        private static final int KIND = 'T';

        @Override
        public byte[] encode() {
            return new KeyWriter().u8(KIND).bytes(ascii(id.value())).toBytes();
        }
    }

    /** {@code F id}: what its holder wants of POP3, if that is not the usual; the value is a {@link Pop3Choice}. */
    record Pop3ChoiceKey(AccountId id) implements DirectoryKey {
        private static final int KIND = 'F';
        static final KeyRange ALL = range(KIND);

        @Override
        public byte[] encode() {
            return new KeyWriter().u8(KIND).bytes(ascii(id.value())).toBytes();
        }

        static Pop3ChoiceKey decode(byte[] key) {
            var in = new KeyReader(key);
            in.u8();
            return new Pop3ChoiceKey(new AccountId(new String(in.rest(), StandardCharsets.US_ASCII)));
        }
    }

    /** {@code L id}: the language its holder has chosen; the value is a {@code LanguageRow}. */
    record LanguageKey(AccountId id) implements DirectoryKey {
        private static final int KIND = 'L';

        @Override
        public byte[] encode() {
            return new KeyWriter().u8(KIND).bytes(ascii(id.value())).toBytes();
        }
    }

    /** {@code E id}: when its passwords were changed and taken back; the value is a {@link CredentialChanges}. */
    record CredentialChangesKey(AccountId id) implements DirectoryKey {
        private static final int KIND = 'E';

        @Override
        public byte[] encode() {
            return new KeyWriter().u8(KIND).bytes(ascii(id.value())).toBytes();
        }
    }

    /** {@code B id}: an account's mailbox at a provider; the value is a {@code BackingRow}. */
    record BackingKey(AccountId id) implements DirectoryKey {
        private static final int KIND = 'B';
        static final KeyRange ALL = range(KIND);

        @Override
        public byte[] encode() {
            return new KeyWriter().u8(KIND).bytes(ascii(id.value())).toBytes();
        }

        static BackingKey decode(byte[] key) {
            var in = new KeyReader(key);
            in.u8();
            return new BackingKey(new AccountId(new String(in.rest(), StandardCharsets.US_ASCII)));
        }
    }

    /** When an account was made: the change that did it and the place in that change's commit. */
    record Made(long change, int ordinal) {
        private byte[] after(int kind) {
            return new KeyWriter().u8(kind).u64(change).u32(ordinal).toBytes();
        }
    }

    private static KeyRange range(int kind) {
        return KeyRange.prefix(new byte[] {(byte) kind});
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static DomainName domainName(String ascii) {
        return DomainName.of(ascii).orElseThrow(() -> DirectoryRow.damaged("a domain that is none"));
    }
}
