package org.mailstead.directory;

import java.util.ArrayList;
import java.util.List;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;

/**
 * What the holder of an account wants of POP3.
 *
 * @param onDownload what becomes of messages that were downloaded
 * @param shown names of the mailboxes that POP3 shows besides INBOX, in their order
 * @param marksSeen whether messages that were downloaded become read for IMAP
 */
public record Pop3Choice(OnDownload onDownload, List<String> shown, boolean marksSeen) {
    /** Nobody keeps a copy on a server for longer than ten years without wanting it for ever. */
    public static final int MOST_DAYS = 3650;

    /** Mailboxes shown besides INBOX: each is read at every sign-in. */
    public static final int MOST_SHOWN = 20;

    /** The program decides, INBOX alone is shown, nothing becomes read. */
    public static final Pop3Choice USUAL = new Pop3Choice(new OnDownload.Client(), List.of(), false);

    private static final int CLIENT = 0;
    private static final int KEEP = 1;
    private static final int DELETE = 2;
    private static final int DELETE_AFTER = 3;

    /** What becomes of a message that was downloaded, in a session that ended with QUIT. */
    public sealed interface OnDownload {
        /** What the program asks for: DELE deletes. */
        record Client() implements OnDownload {}

        /** It stays, whatever the program asks for. */
        record Keep() implements OnDownload {}

        /** It goes, whether the program asks for it or not. */
        record Delete() implements OnDownload {}

        /** It stays for so many days from the first download on, whatever the program asks for, and goes then. */
        record DeleteAfter(int days) implements OnDownload {}
    }

    public Pop3Choice {
        shown = List.copyOf(shown);
    }

    public Pop3Choice with(OnDownload other) {
        return new Pop3Choice(other, shown, marksSeen);
    }

    public Pop3Choice showing(List<String> mailboxes) {
        return new Pop3Choice(onDownload, mailboxes, marksSeen);
    }

    public Pop3Choice markingSeen(boolean marks) {
        return new Pop3Choice(onDownload, shown, marks);
    }

    byte[] encode() {
        var out = new RowWriter().varint(DirectoryRow.FORM);
        switch (onDownload) {
            case OnDownload.Client() -> out.varint(CLIENT);
            case OnDownload.Keep() -> out.varint(KEEP);
            case OnDownload.Delete() -> out.varint(DELETE);
            case OnDownload.DeleteAfter(int days) -> out.varint(DELETE_AFTER).varint(days);
        }
        out.varint(shown.size());
        shown.forEach(out::string);
        return out.bool(marksSeen).toBytes();
    }

    static Pop3Choice decode(byte[] row) {
        return DirectoryRow.read(row, in -> {
            OnDownload chosen = onDownload(in);
            int count = in.count();
            if (count > MOST_SHOWN) throw DirectoryRow.damaged("POP3 that shows " + count + " mailboxes");
            var shown = new ArrayList<String>();
            for (int i = 0; i < count; i++) shown.add(in.string());
            return new Pop3Choice(chosen, shown, in.bool());
        });
    }

    private static OnDownload onDownload(RowReader in) {
        return switch (in.count()) {
            case CLIENT -> new OnDownload.Client();
            case KEEP -> new OnDownload.Keep();
            case DELETE -> new OnDownload.Delete();
            case DELETE_AFTER -> new OnDownload.DeleteAfter(in.count());
            default -> throw DirectoryRow.damaged("a choice for POP3 that is none");
        };
    }
}
