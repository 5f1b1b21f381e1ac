package org.mailstead.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.store.BlobId;
import org.mailstead.store.StoreFault;
import org.mailstead.store.contract.BlobContract;

/** Damaged blobs are noticed and never handed out. */
class DamageTest {
    private static final byte[] CONTENT = BlobContract.content(600_000, 3);
    private static final BlobId ID = BlobContract.id(CONTENT);
    private RocksStore store;

    @BeforeEach
    void open(@TempDir Path folder) {
        store = RocksStore.open(folder, RocksSettings.SMALL, InstantSource.system());
        store.blobs().put(ID, () -> new ByteArrayInputStream(CONTENT), CONTENT.length);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private byte[] pieceKey(int number) {
        return RocksTools.keys(store, Family.BLOBS, RocksTools.pieces(ID)).get(number);
    }

    private void readingFails(String why) {
        assertThatExceptionOfType(StoreFault.class)
                .isThrownBy(() -> {
                    try (InputStream in = store.blobs().open(ID)) {
                        assertThat(in).isNotNull();
                        in.readAllBytes();
                    }
                })
                .withMessageContaining("piece 2 of 3")
                .withMessageContaining(ID.toString())
                .withMessageContaining(why);
    }

    @Test
    void aPieceWithAWrongByteIsNoticed() throws Exception {
        byte[] plain = new byte[Piece.BYTES];
        byte[] packed = Piece.pack(plain);
        RocksTools.put(store, Family.BLOBS, pieceKey(1), packed);
        try (InputStream in = store.blobs().open(ID)) {
            assertThat(in).as("a sound piece with other content passes here").isNotNull();
            assertThat(in.readNBytes(Piece.BYTES)).isNotEmpty();
        }
        packed[2]++;
        RocksTools.put(store, Family.BLOBS, pieceKey(1), packed);
        readingFails("checksum");
    }

    @Test
    void aPieceOfTheWrongLengthIsNoticed() throws Exception {
        RocksTools.put(store, Family.BLOBS, pieceKey(1), Piece.pack(new byte[100]));
        readingFails("100 bytes instead of " + Piece.BYTES);
    }

    @Test
    void aMissingPieceIsNoticed() throws Exception {
        RocksTools.delete(store, Family.BLOBS, pieceKey(1));
        readingFails("missing");
    }
}
