package org.mailstead.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;
import org.rocksdb.SstFileReader;

class TableFilesTest {
    /**
     * Whole ones grow with the file, to megabytes. Once one is larger than a part of the cache, each look-up of a row
     * reads all of it from the disk: commands on a mailbox then take a hundred times as long, and nothing says why.
     */
    @Test
    void filtersAndIndexesAreCutIntoPieces(@TempDir Path folder) throws Exception {
        try (var store = RocksStore.open(folder, RocksSettings.SMALL, InstantSource.system())) {
            for (Family family : List.of(Family.ROWS, Family.BLOBS)) {
                for (byte i = 0; i < 100; i++) RocksTools.put(store, family, new byte[] {i}, new byte[1000]);
            }
            RocksTools.flush(store);
        }
        List<Path> tables;
        try (var files = Files.walk(folder)) {
            tables = files.filter(file -> file.toString().endsWith(".sst")).toList();
        }
        assertThat(tables).hasSizeGreaterThanOrEqualTo(2);
        for (Path table : tables) {
            try (var options = new Options();
                    var reader = new SstFileReader(options)) {
                reader.open(table.toString());
                assertThat(reader.getTableProperties().getTopLevelIndexSize())
                        .as("size of the index of the index's pieces in " + table)
                        .isPositive();
            }
        }
    }
}
