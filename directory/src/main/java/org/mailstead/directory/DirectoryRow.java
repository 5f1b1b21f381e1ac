package org.mailstead.directory;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.mailstead.directory.DirectoryKey.Made;
import org.mailstead.sasl.ScramKeys;
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

    /**
     * Form 1 ended before the hidden capabilities.
     *
     * @param passwordHash in PHC form, or {@link #NO_PASSWORD}
     * @param hidden names of IMAP capabilities not offered to this account, in capitals
     */
    record AccountRow(
            MailAddress address,
            String passwordHash,
            Made made,
            boolean administrator,
            Instant added,
            SortedSet<String> hidden,
            boolean sentCopies)
            implements DirectoryRow {
        /** No password has this hash. */
        static final String NO_PASSWORD = "";

        private static final int WITH_HIDDEN = 2;
        private static final int WITH_SENT_COPIES = 3;

        public AccountRow {
            hidden = Collections.unmodifiableSortedSet(new TreeSet<>(hidden));
        }

        static AccountRow of(MailAddress address, String passwordHash, Made made, Instant added) {
            return new AccountRow(address, passwordHash, made, false, added, Collections.emptySortedSet(), false);
        }

        @Override
        public byte[] encode() {
            var out = new RowWriter()
                    .varint(WITH_SENT_COPIES)
                    .string(address.toString())
                    .string(passwordHash)
                    .varint(made.change())
                    .varint(made.ordinal())
                    .bool(administrator)
                    .varint(added.getEpochSecond())
                    .varint(hidden.size());
            hidden.forEach(out::string);
            return out.bool(sentCopies).toBytes();
        }

        static AccountRow decode(byte[] row) {
            return read(row, WITH_SENT_COPIES, (in, form) -> {
                var address = storedAddress(in.string());
                String hash = in.string();
                var made = new Made(in.varint(), in.count());
                boolean administrator = in.bool();
                var added = Instant.ofEpochSecond(in.varint());
                var hidden = new TreeSet<String>();
                if (form >= WITH_HIDDEN) for (int n = in.count(); n > 0; n--) hidden.add(in.string());
                boolean copies = form >= WITH_SENT_COPIES && in.bool();
                return new AccountRow(address, hash, made, administrator, added, hidden, copies);
            });
        }

        boolean hasPassword() {
            return !passwordHash.equals(NO_PASSWORD);
        }

        AccountRow withPasswordHash(String newHash) {
            return new AccountRow(address, newHash, made, administrator, added, hidden, sentCopies);
        }

        AccountRow withAdministrator(boolean is) {
            return new AccountRow(address, passwordHash, made, is, added, hidden, sentCopies);
        }

        AccountRow withHidden(SortedSet<String> names) {
            return new AccountRow(address, passwordHash, made, administrator, added, names, sentCopies);
        }

        AccountRow withSentCopies(boolean wanted) {
            return new AccountRow(address, passwordHash, made, administrator, added, hidden, wanted);
        }
    }

    /**
     * Whom an account shares mailboxes with.
     *
     * @param version of the owner's account when this was so
     * @param with accounts' ids, and {@code *} for everybody
     */
    record SharedByRow(long version, Set<String> with) implements DirectoryRow {
        public SharedByRow {
            with = Collections.unmodifiableSortedSet(new TreeSet<>(with));
        }

        @Override
        public byte[] encode() {
            var out = new RowWriter().varint(FORM).varint(version).varint(with.size());
            with.forEach(out::string);
            return out.toBytes();
        }

        /** Whether another row says nothing new, since it is older or nothing was ever shared. */
        boolean isAsGoodAs(SharedByRow other) {
            return version >= other.version || (version == 0 && other.with.isEmpty());
        }

        static SharedByRow decode(byte[] row) {
            return read(row, in -> {
                long version = in.varint();
                var with = new TreeSet<String>();
                for (int n = in.count(); n > 0; n--) with.add(in.string());
                return new SharedByRow(version, with);
            });
        }
    }

    record SharedWithRow() implements DirectoryRow {
        @Override
        public byte[] encode() {
            return new RowWriter().varint(FORM).toBytes();
        }
    }

    /** Random bytes; a class, so that nobody prints them by accident. */
    final class SecretRow implements DirectoryRow {
        final byte[] bytes;

        SecretRow(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public byte[] encode() {
            return new RowWriter().varint(FORM).bytes(bytes).toBytes();
        }

        static SecretRow decode(byte[] row) {
            return read(row, in -> new SecretRow(in.bytes()));
        }
    }

    /** What is kept of a mailbox at a provider, partly sealed; a class, so that nobody prints it by accident. */
    final class BackingRow implements DirectoryRow {
        final byte[] content;

        BackingRow(byte[] content) {
            this.content = content;
        }

        @Override
        public byte[] encode() {
            return new RowWriter().varint(FORM).bytes(content).toBytes();
        }

        static BackingRow decode(byte[] row) {
            return read(row, in -> new BackingRow(in.bytes()));
        }
    }

    record SignatureKeyRow(SignatureKeys.Key key) implements DirectoryRow {
        @Override
        public byte[] encode() {
            return new RowWriter()
                    .varint(FORM)
                    .string(key.selector())
                    .string(key.pem())
                    .string(key.state().name())
                    .varint(key.since().getEpochSecond())
                    .toBytes();
        }

        static SignatureKeyRow decode(byte[] row) {
            return read(
                    row,
                    in -> new SignatureKeyRow(new SignatureKeys.Key(
                            in.string(),
                            in.string(),
                            SignatureKeys.State.valueOf(in.string()),
                            Instant.ofEpochSecond(in.varint()))));
        }
    }

    record RouteRow(Route route) implements DirectoryRow {
        private static final int WITHOUT_LOGIN = 0;
        private static final int PASSWORD = 1;
        private static final int OAUTH = 2;

        /** Form 1 ended before the addresses to come from. */
        private static final int WITH_SOURCES = 2;

        @Override
        public byte[] encode() {
            var out =
                    new RowWriter().varint(WITH_SOURCES).string(route.domain()).string(route.host());
            out.varint(route.port())
                    .string(route.protocol().name())
                    .string(route.security().name())
                    .bool(route.anyCertificate());
            switch (route.login().orElse(null)) {
                case null -> out.varint(WITHOUT_LOGIN);
                case Route.Password(var user, var password) ->
                    out.varint(PASSWORD).string(user).string(password);
                case Route.OAuth(var user, var url, var id, var secret, var refresh) ->
                    out.varint(OAUTH)
                            .string(user)
                            .string(url)
                            .string(id)
                            .string(secret)
                            .string(refresh);
            }
            out.varint(route.sources().size());
            route.sources().forEach(source -> out.bytes(source.getAddress()));
            return out.toBytes();
        }

        static RouteRow decode(byte[] row) {
            return read(row, WITH_SOURCES, (in, form) -> {
                var route = new Route(
                        in.string(),
                        in.string(),
                        in.count(),
                        Route.Protocol.valueOf(in.string()),
                        Route.Security.valueOf(in.string()),
                        in.bool(),
                        login(in));
                return new RouteRow(form < WITH_SOURCES ? route : route.from(sources(in)));
            });
        }

        private static List<InetAddress> sources(RowReader in) {
            var sources = new ArrayList<InetAddress>();
            try {
                for (int n = in.count(); n > 0; n--) sources.add(InetAddress.getByAddress(in.bytes()));
            } catch (UnknownHostException e) {
                throw damaged("a route from what is no address");
            }
            return sources;
        }

        private static Optional<Route.Login> login(RowReader in) {
            return switch (in.count()) {
                case WITHOUT_LOGIN -> Optional.empty();
                case PASSWORD -> Optional.of(new Route.Password(in.string(), in.string()));
                case OAUTH ->
                    Optional.of(new Route.OAuth(in.string(), in.string(), in.string(), in.string(), in.string()));
                default -> throw damaged("a route that signs in in an unknown way");
            };
        }
    }

    /**
     * By what an account's password is proved without being shown. RFC 5802 §3. A class, so that nobody prints it by accident. The
     * row is there without it where the password has characters that not every program writes alike. Form 1 ended before the old proofs.
     */
    final class ScramRow implements DirectoryRow {
        private static final int WITH_OLD = 2;

        final int iterations;
        final Optional<ScramKeys.Pair> sha256;
        final OldProofs old;

        ScramRow(int iterations, Optional<ScramKeys.Pair> sha256, OldProofs old) {
            this.iterations = iterations;
            this.sha256 = sha256;
            this.old = old;
        }

        ScramRow only(OldProofs.Kinds kinds) {
            return new ScramRow(iterations, sha256, old.only(kinds));
        }

        @Override
        public byte[] encode() {
            var out = new RowWriter().varint(WITH_OLD).varint(iterations).bool(sha256.isPresent());
            sha256.ifPresent(pair -> out.bytes(pair.stored()).bytes(pair.server()));
            old.write(out);
            return out.toBytes();
        }

        static ScramRow decode(byte[] row) {
            return read(row, WITH_OLD, (in, form) -> {
                int iterations = in.count();
                Optional<ScramKeys.Pair> sha256 =
                        in.bool() ? Optional.of(new ScramKeys.Pair(in.bytes(), in.bytes())) : Optional.empty();
                return new ScramRow(iterations, sha256, form < WITH_OLD ? OldProofs.NONE : OldProofs.read(in));
            });
        }
    }

    /** What a known address stands for. */
    sealed interface NameRow extends DirectoryRow {
        int ACCOUNT = 1;
        int ALIAS = 2;

        static NameRow decode(byte[] row) {
            return read(row, OfAlias.WITH_OWNER, (in, form) -> {
                long kind = in.varint();
                if (kind == ACCOUNT) return new OfAccount(new AccountId(in.string()));
                if (kind != ALIAS) throw damaged("a name of unknown kind " + kind);
                int count = in.count();
                if (count > Directory.ALIAS_TARGETS) throw damaged("an alias with " + count + " targets");
                var targets = new ArrayList<MailAddress>();
                for (int i = 0; i < count; i++) targets.add(storedAddress(in.string()));
                String owner = form >= OfAlias.WITH_OWNER ? in.optionalString() : null;
                return new OfAlias(targets, Optional.ofNullable(owner).map(DirectoryRow::storedAddress));
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

    /** Form 1 ended before the owner. */
    record OfAlias(List<MailAddress> targets, Optional<MailAddress> owner) implements NameRow {
        private static final int WITH_OWNER = 2;

        public OfAlias {
            targets = List.copyOf(targets);
        }

        @Override
        public byte[] encode() {
            var out = new RowWriter().varint(WITH_OWNER).varint(ALIAS).varint(targets.size());
            for (MailAddress target : targets) out.string(target.toString());
            return out.optionalString(owner.map(MailAddress::toString).orElse(null))
                    .toBytes();
        }
    }

    private static MailAddress storedAddress(String text) {
        return MailAddress.parse(text).orElseThrow(() -> damaged("an address that is none"));
    }

    static <T> T read(byte[] row, Function<RowReader, T> fields) {
        return read(row, FORM, (in, _) -> fields.apply(in));
    }

    /** @param newest forms from 1 to this one are known */
    static <T> T read(byte[] row, int newest, BiFunction<RowReader, Long, T> fields) {
        try {
            var in = new RowReader(row);
            long form = in.varint();
            if (form < FORM || form > newest) {
                throw damaged("a row of form " + form + ", which this version does not know");
            }
            return fields.apply(in, form);
        } catch (IllegalArgumentException | DateTimeException broken) {
            throw new StoreFault("the directory has a row that cannot be read", broken);
        }
    }

    static StoreFault damaged(String what) {
        return new StoreFault("the directory is damaged: it has " + what);
    }
}
