package org.mailstead.directory;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.mailstead.directory.DirectoryKey.Made;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;
import org.mailstead.store.StoreFault;

/** Every value of the partition {@code directory/main}. Each begins with the number of its form, from 1. */
sealed interface DirectoryRow {
    byte[] encode();

    int FORM = 1;

    record DomainRow(Instant added) implements DirectoryRow {
        @Override
        public byte[] encode() {
            return new RowWriter().varint(FORM).varint(added.getEpochSecond()).toBytes();
        }

        static DomainRow decode(byte[] row) {
            return read(row, in -> new DomainRow(Instant.ofEpochSecond(in.varint())));
        }
    }

    /** @param passwordHash in PHC form */
    record AccountRow(MailAddress address, String passwordHash, Made made, boolean administrator, Instant added)
            implements DirectoryRow {
        @Override
        public byte[] encode() {
            return new RowWriter()
                    .varint(FORM)
                    .string(address.toString())
                    .string(passwordHash)
                    .varint(made.change())
                    .varint(made.ordinal())
                    .bool(administrator)
                    .varint(added.getEpochSecond())
                    .toBytes();
        }

        static AccountRow decode(byte[] row) {
            return read(
                    row,
                    in -> new AccountRow(
                            storedAddress(in.string()),
                            in.string(),
                            new Made(in.varint(), in.count()),
                            in.bool(),
                            Instant.ofEpochSecond(in.varint())));
        }

        AccountRow withPasswordHash(String newHash) {
            return new AccountRow(address, newHash, made, administrator, added);
        }

        AccountRow withAdministrator(boolean is) {
            return new AccountRow(address, passwordHash, made, is, added);
        }
    }

    /** What a known address stands for. */
    sealed interface NameRow extends DirectoryRow {
        int ACCOUNT = 1;
        int ALIAS = 2;

        static NameRow decode(byte[] row) {
            return read(row, in -> {
                long kind = in.varint();
                if (kind == ACCOUNT) return new OfAccount(new AccountId(in.string()));
                if (kind != ALIAS) throw damaged("a name of unknown kind " + kind);
                int count = in.count();
                if (count > Directory.ALIAS_TARGETS) throw damaged("an alias with " + count + " targets");
                var targets = new ArrayList<MailAddress>();
                for (int i = 0; i < count; i++) targets.add(storedAddress(in.string()));
                return new OfAlias(targets);
            });
        }
    }

    record OfAccount(AccountId id) implements NameRow {
        @Override
        public byte[] encode() {
            return new RowWriter()
                    .varint(FORM)
                    .varint(ACCOUNT)
                    .string(id.value())
                    .toBytes();
        }
    }

    record OfAlias(List<MailAddress> targets) implements NameRow {
        public OfAlias {
            targets = List.copyOf(targets);
        }

        @Override
        public byte[] encode() {
            var out = new RowWriter().varint(FORM).varint(ALIAS).varint(targets.size());
            for (MailAddress target : targets) out.string(target.toString());
            return out.toBytes();
        }
    }

    private static MailAddress storedAddress(String text) {
        return MailAddress.parse(text).orElseThrow(() -> damaged("an address that is none"));
    }

    private static <T> T read(byte[] row, Function<RowReader, T> fields) {
        try {
            var in = new RowReader(row);
            long form = in.varint();
            if (form != FORM) throw damaged("a row of form " + form + ", which this version does not know");
            return fields.apply(in);
        } catch (IllegalArgumentException | DateTimeException broken) {
            throw new StoreFault("the directory has a row that cannot be read", broken);
        }
    }

    static StoreFault damaged(String what) {
        return new StoreFault("the directory is damaged: it has " + what);
    }
}
