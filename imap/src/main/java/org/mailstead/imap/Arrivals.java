package org.mailstead.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailstead.mailbox.UidSet;

/**
 * Messages that came to the open mailbox and are fetched for the client without its asking: what NOTIFY names of all, what
 * a search that is kept up to date names of those it finds. All of it goes into one response for each. RFC 5465 §5.2, §7.
 */
final class Arrivals {
    private UidSet own = UidSet.EMPTY;
    private UidSet fromOthers = UidSet.EMPTY;
    private final List<Wanted> wanted = new ArrayList<>();

    private record Wanted(UidSet of, List<FetchItem> items) {}

    /** After this session put messages here itself: its client knows them. */
    void addedByMe(UidSet uids) {
        own = own.or(uids);
    }

    /** Whether the client still has to be told that messages it put here are there. */
    boolean fromMe() {
        return !own.isEmpty();
    }

    /** After the client was told that these messages, one of them at least, are there. */
    void came(int first, int last) {
        UidSet all = UidSet.range(first, last);
        fromOthers = fromOthers.or(all.without(own));
        own = own.without(all);
    }

    /** After some were found by a search that is kept up to date. */
    void found(UidSet uids, List<FetchItem> items) {
        UidSet fresh = uids.and(fromOthers);
        if (!fresh.isEmpty() && !items.isEmpty()) wanted.add(new Wanted(fresh, items));
    }

    /** @param ofAll what is to be fetched of each */
    void fetch(ImapSession session, OpenMailbox open, List<FetchItem> ofAll) throws IOException {
        if (fromOthers.isEmpty()) return;
        Map<Set<FetchItem>, UidSet.Builder> alike = new LinkedHashMap<>();
        if (!ofAll.isEmpty() || !wanted.isEmpty()) {
            open.view().present(fromOthers).forEach(uid -> {
                var items = new LinkedHashSet<>(ofAll);
                for (Wanted each : wanted) if (each.of().contains(uid)) items.addAll(each.items());
                if (!items.isEmpty())
                    alike.computeIfAbsent(items, _ -> new UidSet.Builder()).add(uid);
            });
        }
        fromOthers = UidSet.EMPTY;
        wanted.clear();
        for (var each : alike.entrySet()) {
            new Fetching(session, open, List.copyOf(each.getKey()), true)
                    .run(SequenceSet.of(each.getValue().build()), FetchModifiers.NONE);
        }
    }
}
