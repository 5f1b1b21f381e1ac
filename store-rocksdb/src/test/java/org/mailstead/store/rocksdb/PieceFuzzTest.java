package org.mailstead.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.store.StoreFault;
import org.mailstead.store.contract.BlobContract;
import org.mailstead.testkit.Mutator;

class PieceFuzzTest {
    @Test
    void whatIsDamagedGivesAFaultAndNothingElse() {
        byte[] random = BlobContract.content(2_000, 5);
        List<byte[]> pieces = List.of(Piece.pack(new byte[2_000]), Piece.pack(random), Piece.pack(new byte[0]));
        try (var unpacker = new Unpacker()) {
            Mutator.run(
                    3,
                    2_000,
                    pieces,
                    List.of(),
                    bytes -> onlyFaults(() -> Piece.unpack(bytes, 2_000, "a piece", unpacker)));
        }
        List<byte[]> headers = List.of(new BlobHeader(600_000, Piece.BYTES, 1L << 40, 123, 4).toBytes());
        Mutator.run(
                4,
                2_000,
                headers,
                List.of(),
                bytes -> onlyFaults(() -> {
                    BlobHeader header = BlobHeader.of(bytes);
                    assertThat(header).isNotNull();
                    assertThat(header.pieces()).isNotNegative();
                }));
    }

    private static void onlyFaults(Runnable read) {
        try {
            read.run();
        } catch (StoreFault expected) {
            assertThat(expected.getMessage()).isNotBlank();
        }
    }
}
