package org.mailstead.policy;

import java.time.Duration;
import java.util.List;
import org.mailstead.milter.MilterAnswer;
import org.mailstead.smtp.SmtpReply;

/** What a check says, with its reason in words for people: for the log, and for the story of the message. */
public sealed interface Verdict {
    String reason();

    /** Nothing against it; the reason is empty if there is nothing to tell. */
    record Pass(String reason) implements Verdict {}

    /** Never. */
    record Refuse(SmtpReply reply, String reason) implements Verdict {}

    /** Perhaps later: an honest sender tries again. */
    record TryLater(SmtpReply reply, String reason) implements Verdict {}

    /** It is let in as unwanted mail. */
    record Mark(String reason) implements Verdict {}

    /**
     * It is let in with another header.
     *
     * @param junk whether as unwanted mail
     * @param changes of its envelope and text
     */
    record Change(List<MilterAnswer.Edit> edits, boolean junk, String reason, MilterAnswer.Changes changes)
            implements Verdict {
        public Change {
            edits = List.copyOf(edits);
        }
    }

    /** It is let in after a while. */
    record SlowDown(Duration by, String reason) implements Verdict {}

    Verdict PASS = new Pass("");
}
