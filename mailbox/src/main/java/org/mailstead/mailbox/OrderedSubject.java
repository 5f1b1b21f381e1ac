package org.mailstead.mailbox;

/**
 * ORDEREDSUBJECT: messages with one base subject are a thread, the first one sent on top and the others below it side by
 * side. RFC 5256 §3.
 */
final class OrderedSubject {
    private OrderedSubject() {}

    static MailThreads threads(KeyTable table) {
        int[] bySubject = table.positions();
        IntSort.sort(bySubject, (one, other) -> {
            int compared = table.compare(one, other, SortKey.SUBJECT);
            return compared != 0 ? compared : table.compare(one, other, SortKey.DATE);
        });
        int[] uids = new int[table.size()];
        int[] tops = new int[table.size()];
        for (int i = 0; i < bySubject.length; i++) {
            int at = bySubject[i];
            uids[at] = table.uid(at);
            boolean same = i > 0 && table.compare(at, bySubject[i - 1], SortKey.SUBJECT) == 0;
            tops[at] = same ? tops[bySubject[i - 1]] : at;
        }
        int[] byDate = table.positions();
        IntSort.sort(byDate, (one, other) -> table.compare(one, other, SortKey.DATE));
        var threads = new MailThreads(uids, uids.length);
        for (int at : byDate) {
            if (tops[at] == at) threads.addRoot(at);
            else threads.addChild(tops[at], at);
        }
        return threads;
    }
}
