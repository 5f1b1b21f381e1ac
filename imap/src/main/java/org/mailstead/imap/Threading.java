package org.mailstead.imap;

import java.io.IOException;
import java.util.Arrays;
import org.mailstead.imap.EndOfCommand.Malformed;
import org.mailstead.imap.ImapState.InMailbox;
import org.mailstead.mailbox.MailThreads;
import org.mailstead.mailbox.MailboxView;
import org.mailstead.mailbox.ThreadAlgorithm;
import org.mailstead.mailbox.UidSet;

/** THREAD and UID THREAD. RFC 5256 §3, §4. */
record Threading(String tag, ThreadAlgorithm algorithm, SearchCriteria criteria, boolean byUid)
        implements ImapCommand.InOpenMailbox {
    static Threading read(String tag, ImapReader in, boolean byUid) throws IOException {
        in.space();
        ThreadAlgorithm algorithm = algorithm(in.word());
        in.space();
        var charset = SearchCriteria.charset(in);
        in.space();
        return new Threading(tag, algorithm, SearchCriteria.readKeys(in, charset), byUid);
    }

    private static ThreadAlgorithm algorithm(String word) {
        for (ThreadAlgorithm each : ThreadAlgorithm.values()) if (each.name().equals(word)) return each;
        throw new Malformed("THREAD does not know " + word + ".");
    }

    @Override
    public boolean allowsExpunge() {
        return byUid;
    }

    @Override
    public ImapReply run(ImapSession session, InMailbox state) throws IOException {
        OpenMailbox open = state.open();
        if (!byUid) open.requireNumbers();
        if (criteria.asksModSeq()) session.wantsModSeq(open);
        MailboxView known = open.believed();
        var within = SearchLimit.of(known, session.server().limits().messages());
        UidSet found = open.mail().search(known, within.of(criteria.key().in(open)), session.progress(tag, known));
        MailThreads threads = open.mail().threads(known, found, algorithm);
        new Writer(threads, known, byUid, session.out()).write();
        return within.on(ImapReply.ok("Threaded."));
    }

    /** Writes the trees. Without recursion, since a thread may be as deep as the mailbox is large. */
    private static final class Writer {
        private final MailThreads threads;
        private final MailboxView view;
        private final boolean byUid;
        private final ImapWriter out;

        /** The children whose brackets are open. */
        private int[] open = new int[16];

        private int depth;

        Writer(MailThreads threads, MailboxView view, boolean byUid, ImapWriter out) {
            this.threads = threads;
            this.view = view;
            this.byUid = byUid;
            this.out = out;
        }

        void write() throws IOException {
            out.text("* THREAD");
            String before = " ";
            for (int root = threads.firstRoot(); root != MailThreads.NONE; root = threads.next(root)) {
                out.text(before);
                before = "";
                thread(root);
            }
            out.line();
        }

        private void thread(int root) throws IOException {
            for (int at = root; at != MailThreads.NONE; at = nextBranch()) branch(at);
        }

        /** One branch, up to where it parts into several, the first of which is then left to be written. */
        private void branch(int start) throws IOException {
            out.text("(");
            int at = start;
            String before = "";
            while (true) {
                if (threads.isMessage(at)) {
                    int uid = threads.uid(at);
                    out.text(before).number(byUid ? uid : view.indexOf(uid) + 1);
                    before = " ";
                }
                int child = threads.firstChild(at);
                if (child == MailThreads.NONE) {
                    out.text(")");
                    return;
                }
                if (threads.next(child) != MailThreads.NONE || !threads.isMessage(at)) {
                    out.text(before).text("(");
                    push(child);
                    before = "";
                }
                at = child;
            }
        }

        private void push(int child) {
            if (depth == open.length) open = Arrays.copyOf(open, depth * 2);
            open[depth++] = child;
        }

        /** The next of the innermost children; closes the brackets of those that have none left. */
        private int nextBranch() throws IOException {
            while (depth > 0) {
                int next = threads.next(open[depth - 1]);
                if (next != MailThreads.NONE) {
                    open[depth - 1] = next;
                    return next;
                }
                depth--;
                out.text(")");
            }
            return MailThreads.NONE;
        }
    }
}
