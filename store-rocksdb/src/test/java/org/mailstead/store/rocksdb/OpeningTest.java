package org.mailstead.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.store.BlobId;
import org.mailstead.store.CommitToken;
import org.mailstead.store.Op;
import org.mailstead.store.Partition;
import org.mailstead.store.RowWriter;
import org.mailstead.store.StoreOpenException;
import org.mailstead.store.contract.BlobContract;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

/** What a person is told when a store cannot be opened, and that nothing is touched then. */
class OpeningTest {
    private static final Partition ANN = new Partition("account", "ann");

    @TempDir
    private Path folder;

    private RocksStore open() {
        return RocksStore.open(folder, RocksSettings.SMALL, InstantSource.system());
    }

    private ThrowableAssertAlternative<StoreOpenException> refused() {
        return assertThatExceptionOfType(StoreOpenException.class)
                .isThrownBy(() -> open().close())
                .withMessageContaining(folder.toString());
    }

    @Test
    void whatWasWrittenIsThereAfterOpeningAgain() throws IOException {
        byte[] content = BlobContract.content(700_000, 1);
        BlobId id = BlobContract.id(content);
        try (RocksStore store = open()) {
            store.blobs().put(id, () -> new ByteArrayInputStream(content), content.length);
            store.commit(ANN, 0, new CommitToken(1, 1), List.of(new Op.Put(new byte[] {1}, new byte[] {2})));
        }
        for (int i = 0; i < 3; i++) {
            try (RocksStore store = open()) {
                assertThat(store.version(ANN)).isEqualTo(1);
                assertThat(store.rows(ANN).get(new byte[] {1})).isEqualTo(new byte[] {2});
                try (var in = store.blobs().open(id)) {
                    assertThat(in).isNotNull();
                    assertThat(in.readAllBytes()).isEqualTo(content);
                }
            }
        }
        assertThat(folder.resolve("format")).hasContent("mailstead store format 1");
    }

    @Test
    void aNewerFormatIsRefusedAndLeftAlone() throws IOException {
        open().close();
        Files.writeString(folder.resolve("format"), "mailstead store format 7\n");
        refused().withMessageContainingAll("format 7", "knows format 1", "at least as new");
        Files.writeString(folder.resolve("format"), "mailstead store format 1\n");
        open().close();
    }

    @Test
    void aNewerFormatInsideTheDatabaseIsRefused() throws Exception {
        try (RocksStore store = open()) {
            RocksTools.put(
                    store, Family.META, Keys.FORMAT, new RowWriter().varint(2).toBytes());
        }
        refused().withMessageContainingAll("format 2", "knows format 1");
    }

    @Test
    void aFolderOfSomethingElseIsRefusedAndLeftAlone() throws IOException {
        Files.writeString(folder.resolve("thesis.txt"), "chapter one");
        refused().withMessageContainingAll("not a Mailstead store", "thesis.txt");
        assertThat(folder.toFile().list()).containsExactly("thesis.txt");
        Files.delete(folder.resolve("thesis.txt"));
        Files.writeString(folder.resolve("format"), "%PDF-1.7");
        refused().withMessageContaining("not a Mailstead store");
    }

    @Test
    void aDatabaseOfSomethingElseIsRefused() throws Exception {
        RocksDB.loadLibrary();
        Path rocks = Files.createDirectories(folder.resolve("rocks"));
        try (Options options = new Options().setCreateIfMissing(true);
                RocksDB db = RocksDB.open(options, rocks.toString())) {
            db.createColumnFamily(new ColumnFamilyDescriptor("peers".getBytes(StandardCharsets.UTF_8)))
                    .close();
        }
        refused().withMessageContaining("peers");
    }

    @Test
    void aFileWhereTheFolderShouldBeIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatExceptionOfType(StoreOpenException.class)
                .isThrownBy(() -> RocksStore.open(file, RocksSettings.SMALL, InstantSource.system()))
                .withMessageContainingAll(file.toString(), "cannot be used");
    }

    @Test
    void aStoreWithoutItsDatabaseIsNotTakenForANewOne() throws IOException {
        open().close();
        try (var files = Files.walk(folder.resolve("rocks"))) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(each -> each.toFile().delete());
        }
        refused().withMessageContaining("lost its database");
    }

    @Test
    void aStoreWhoseMakingWasCutShortIsFinished() throws IOException {
        open().close();
        Files.delete(folder.resolve("format"));
        Files.writeString(folder.resolve("format.new"), "mailst");
        open().close();
        assertThat(folder.resolve("format")).exists();
        assertThat(folder.resolve("format.new")).doesNotExist();
    }

    @Test
    void aDamagedDatabaseIsRefusedInWords() throws IOException {
        open().close();
        Files.writeString(folder.resolve("rocks").resolve("CURRENT"), "nonsense\n");
        refused().withMessageContaining("backup");
    }

    @Test
    void aFolderInUseByThisProcessIsRefused() {
        try (RocksStore store = open()) {
            refused()
                    .withMessageContainingAll(
                            "in use by process " + ProcessHandle.current().pid());
            assertThat(store.version(ANN)).isZero();
        }
        open().close();
    }

    @Test
    void aFolderInUseByAnotherProcessIsRefusedThereWithOurNumber() throws IOException {
        try (RocksStore store = open();
                ChildJvm child = ChildJvm.start(OpenAttempt.class, folder.toString())) {
            assertThat(child.out().readLine())
                    .contains(folder.toString())
                    .contains("in use by process " + ProcessHandle.current().pid());
            assertThat(store.version(ANN)).isZero();
        }
    }

    /** Tries to open the folder and prints what came of it. */
    static final class OpenAttempt {
        private OpenAttempt() {}

        public static void main(String[] arguments) {
            try (RocksStore store =
                    RocksStore.open(Path.of(arguments[0]), RocksSettings.SMALL, InstantSource.system())) {
                System.out.println("opened " + store.version(ANN));
            } catch (StoreOpenException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void uploadsCutShortAreRemoved() throws Exception {
        byte[] content = BlobContract.content(3_000_000, 4);
        BlobId id = BlobContract.id(content);
        try (RocksStore store = open()) {
            RocksTools.put(store, Family.META, Keys.upload(id, 77), new byte[0]);
            RocksTools.put(store, Family.BLOBS, Keys.piece(id, 77, 0), new byte[10]);
            store.blobs().put(id, () -> new ByteArrayInputStream(content), content.length);
            assertThat(RocksTools.keys(store, Family.BLOBS, RocksTools.pieces(id)))
                    .hasSize(13);
        }
        try (RocksStore store = open()) {
            assertThat(RocksTools.keys(store, Family.BLOBS, RocksTools.pieces(id)))
                    .hasSize(12);
            assertThat(RocksTools.keys(store, Family.META, Keys.UPLOADS)).isEmpty();
            assertThat(store.blobs().length(id)).isEqualTo(3_000_000);
        }
    }
}
