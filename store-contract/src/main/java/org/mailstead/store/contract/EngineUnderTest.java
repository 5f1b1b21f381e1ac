package org.mailstead.store.contract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.mailstead.store.KeyRange;
import org.mailstead.store.Partition;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.Rows;

/** What the parts of the contract suite ask of the test class of an engine. */
public interface EngineUnderTest {
    Partition ANN = new Partition("account", "ann");
    Partition BOB = new Partition("account", "bob");

    /** The same store throughout one test, empty at its start. */
    PartitionStore store();

    /** The clock that store was made with. */
    SteppedClock clock();

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The rows of a range as {@code key=value}. */
    static List<String> rows(Rows rows, KeyRange range, Rows.Order order) {
        List<String> found = new ArrayList<>();
        rows.scan(range, order, (key, value) -> found.add(text(key) + "=" + text(value)));
        return found;
    }

    static List<String> all(Rows rows) {
        return rows(rows, KeyRange.prefix(new byte[0]), Rows.Order.ASCENDING);
    }
}
