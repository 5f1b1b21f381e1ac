package org.mailstead.server;

import java.util.ArrayList;
import java.util.List;
import org.mailstead.outbound.MailQueue;

/** The mail of an account that waits in the queue, when its sending is paused and when it may send again. */
public final class PausedMail {
    private PausedMail() {}

    /** Returns how many messages are held now. */
    public static int hold(MailQueue queue, String accountId) {
        int count = 0;
        for (String id : of(queue, accountId)) if (queue.hold(id)) count++;
        return count;
    }

    /** Returns how many messages go on. */
    public static int release(MailQueue queue, String accountId) {
        int count = 0;
        for (String id : of(queue, accountId)) if (queue.release(id)) count++;
        return count;
    }

    private static List<String> of(MailQueue queue, String accountId) {
        var ids = new ArrayList<String>();
        queue.each((message, _) -> {
            if (accountId.equals(message.submitter())) ids.add(message.id());
            return true;
        });
        return ids;
    }
}
