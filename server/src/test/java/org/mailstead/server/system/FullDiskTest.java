package org.mailstead.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.server.config.MailPort;
import org.mailstead.store.BlobId;
import org.mailstead.store.BlobStore;
import org.mailstead.store.Commit;
import org.mailstead.store.CommitToken;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.Op;
import org.mailstead.store.Partition;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.Rows;
import org.mailstead.store.StoreFault;

/** A disk that fills up and is emptied again: clients are told to wait, readers read on, nothing is lost. */
class FullDiskTest {
    private static final byte[] MESSAGE = "Subject: x\r\n\r\ntext\r\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder = Path.of("");

    @Test
    void everybodyIsToldToWaitAndNothingIsLost() throws Exception {
        TestServer.makeCertificate(folder);
        var disk = new FillingStore(new MemoryStore(TestServer.CLOCK));
        try (var server = TestServer.start(TestServer.people(disk), folder, 100);
                var smtp = Smtp.connect(server.port(MailPort.SMTP));
                var imap = Imap.signIn(Client.connect(server.port(MailPort.IMAP)), "ann@example.test", "ann-secret")) {
            assertThat(smtp.send(List.of("ann@example.test"), MESSAGE)).startsWith("250 ");
            imap.run("SELECT INBOX");
            disk.full = true;
            assertThat(smtp.send(List.of("ann@example.test"), MESSAGE))
                    .isEqualTo("452 4.3.1 no space left to store the message, try again later");
            assertThat(imap.append("APPEND INBOX", MESSAGE)).startsWith("NO [");
            assertThat(imap.run("FETCH 1:* BODY.PEEK[TEXT]")).hasSize(1);
            disk.full = false;
            assertThat(smtp.send(List.of("ann@example.test"), MESSAGE)).startsWith("250 ");
            assertThat(imap.append("APPEND INBOX", MESSAGE)).startsWith("OK [APPENDUID");
            imap.run("NOOP");
            assertThat(imap.run("FETCH 1:* UID")).hasSize(3);
        }
    }

    /** An engine in front of another whose disk can be declared full. */
    private static final class FillingStore implements PartitionStore, BlobStore {
        private final PartitionStore real;
        private volatile boolean full;

        FillingStore(PartitionStore real) {
            this.real = real;
        }

        private void writing() {
            if (full) throw new StoreFault("the commit failed", new IOException("No space left on device"));
        }

        @Override
        public Commit commit(Partition partition, long expectedVersion, CommitToken token, List<Op> ops) {
            writing();
            return real.commit(partition, expectedVersion, token, ops);
        }

        @Override
        public void put(BlobId id, Source source, long length) {
            writing();
            real.blobs().put(id, source, length);
        }

        @Override
        public BlobStore blobs() {
            return this;
        }

        @Override
        public long version(Partition partition) {
            return real.version(partition);
        }

        @Override
        public Rows rows(Partition partition) {
            return real.rows(partition);
        }

        @Override
        public void drop(Partition partition) {
            real.drop(partition);
        }

        @Override
        public void partitions(String kind, Consumer<Partition> each) {
            real.partitions(kind, each);
        }

        @Override
        public Watch watch(Partition partition, LongConsumer atLeastVersion) {
            return real.watch(partition, atLeastVersion);
        }

        @Override
        public @Nullable InputStream open(BlobId id, long offset, long length) {
            return real.blobs().open(id, offset, length);
        }

        @Override
        public long length(BlobId id) {
            return real.blobs().length(id);
        }

        @Override
        public long collect(Instant before, Predicate<BlobId> unused) {
            return real.blobs().collect(before, unused);
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
