package org.mailstead.pop3;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.mailstead.directory.AccountId;
import org.mailstead.directory.Directory;
import org.mailstead.directory.Pop3Choice;
import org.mailstead.directory.Pop3Choice.OnDownload;
import org.mailstead.mailbox.Actor;
import org.mailstead.mailbox.MailStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what people want to be gone some days after POP3 first downloaded it. To be run once a day. */
public final class Expiry {
    private static final Logger LOG = LoggerFactory.getLogger(Expiry.class);

    /** Of the journal; no address, since it is this server that acts. */
    private static final Actor BY = new Actor("pop3", "", "");

    private Expiry() {}

    /** Returns how many messages were removed. */
    public static long run(Directory directory, MailStore mail, Instant now) {
        long removed = 0;
        for (Map.Entry<AccountId, Pop3Choice> each :
                directory.pop3Choices().all().entrySet()) {
            if (!(each.getValue().onDownload() instanceof OnDownload.DeleteAfter(int days))) continue;
            try {
                removed +=
                        mail.account(each.getKey().value()).fetched().removeDue(now.minus(Duration.ofDays(days)), BY);
            } catch (RuntimeException fault) {
                // The others shall not wait for this one to be mended.
                LOG.error("account {}: could not remove what POP3 downloaded long ago", each.getKey(), fault);
            }
        }
        return removed;
    }
}
