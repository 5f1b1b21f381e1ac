package org.mailstead.mailbox;

import java.util.List;
import org.mailstead.mailbox.SortKey.Direction;

/** Puts messages in order. RFC 5256 §3: what no key tells apart stays in the order of the mailbox, in REVERSE too. */
final class Sorting {
    private Sorting() {}

    /** UIDs in order. */
    static int[] uids(KeyTable table, List<Direction> order) {
        int[] positions = table.positions();
        IntSort.sort(positions, (one, other) -> {
            for (Direction direction : order) {
                int compared = table.compare(one, other, direction.key());
                if (compared != 0) return direction.reverse() ? -compared : compared;
            }
            return 0;
        });
        for (int i = 0; i < positions.length; i++) positions[i] = table.uid(positions[i]);
        return positions;
    }
}
