package org.mailstead.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mailstead.mailbox.FlagSet;
import org.mailstead.mailbox.MailboxView;

/** A mailbox as simple as can be, which does what the commands mean; the server's must look the same after each step. */
final class ModelMailbox {
    final TreeMap<Integer, Set<String>> messages = new TreeMap<>();
    private int uidNext = 1;
    private final Map<Integer, Long> modSeqs = new HashMap<>();
    private final Set<Integer> touched = new TreeSet<>();
    private long highest;

    int append(Collection<String> flags) {
        int uid = uidNext++;
        messages.put(uid, new TreeSet<>(flags));
        touched.add(uid);
        return uid;
    }

    /** Returns whether anything changed. */
    void store(int uid, char mode, Collection<String> flags) {
        Set<String> before = messages.get(uid);
        if (before == null) return;
        Set<String> after = changed(before, mode, flags);
        if (!after.equals(before)) touched.add(uid);
        messages.put(uid, after);
    }

    static Set<String> changed(Set<String> before, char mode, Collection<String> flags) {
        var after = new TreeSet<>(before);
        switch (mode) {
            case '+' -> after.addAll(flags);
            case '-' -> after.removeAll(flags);
            default -> {
                after.clear();
                after.addAll(flags);
            }
        }
        return after;
    }

    Set<Integer> expunge(Collection<Integer> among) {
        var gone = new TreeSet<Integer>();
        for (int uid : among) {
            Set<String> flags = messages.get(uid);
            if (flags != null && flags.contains("\\Deleted")) gone.add(uid);
        }
        gone.forEach(messages::remove);
        return gone;
    }

    long modSeq(int uid) {
        return modSeqs.getOrDefault(uid, 0L);
    }

    long highest() {
        return highest;
    }

    /** The server's mailbox must hold the same, and its change numbers must have risen where something changed only. */
    void compare(MailboxView view) {
        var uids = new TreeMap<Integer, Set<String>>();
        for (int i = 0; i < view.size(); i++) {
            uids.put(view.uid(i), new TreeSet<>(FlagSet.names(view.flags(i), view.keywords())));
            long modSeq = view.changeNumber(i);
            int uid = view.uid(i);
            Long before = modSeqs.get(uid);
            if (touched.contains(uid))
                assertThat(modSeq).as("MODSEQ of changed UID %d", uid).isGreaterThan(highest);
            else
                assertThat(modSeq)
                        .as("MODSEQ of UID %d that did not change", uid)
                        .isEqualTo(before);
        }
        assertThat(uids).as("the server's mailbox").isEqualTo(messages);
        for (int i = 0; i < view.size(); i++) modSeqs.put(view.uid(i), view.changeNumber(i));
        assertThat(view.changeNumber()).as("HIGHESTMODSEQ never falls").isGreaterThanOrEqualTo(highest);
        assertThat(modSeqs.values()).allMatch(modSeq -> modSeq <= view.changeNumber());
        highest = view.changeNumber();
        touched.clear();
    }
}
