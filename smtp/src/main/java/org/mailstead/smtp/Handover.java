package org.mailstead.smtp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailstead.message.Spool;
import org.mailstead.smtp.MailParameters.Body;

/** Looks over a message that has come whole, and has the rest of the server take it. */
final class Handover {
    private final SmtpSession session;

    Handover(SmtpSession session) {
        this.session = session;
    }

    /**
     * What is said at the end of a message: one reply, or with LMTP one for each recipient, in their order. RFC 2033 §4.2.
     *
     * @param spool holds the trace fields and the content; closed by whoever opened it
     */
    List<SmtpReply> replies(Content content, SmtpEnvelope envelope, Spool spool) {
        List<SmtpReply> replies = judge(content, envelope, spool);
        for (SmtpReply reply : replies.stream().distinct().toList())
            session.messageEnded(envelope, content.bytes(), reply);
        return replies;
    }

    private List<SmtpReply> judge(Content content, SmtpEnvelope envelope, Spool spool) {
        SmtpReply bad = malformed(content, envelope);
        if (bad != null) return toAll(envelope, bad);
        try {
            content.throwSpoolFailure();
            spool.finish();
            SmtpLimits limits = session.limits();
            try (var message = spool.open()) {
                if (Trace.countReceived(message, limits.receivedFields() + 2) > limits.receivedFields() + 1)
                    return toAll(envelope, SmtpReplies.LOOP);
            }
            return switch (session.gate().message(envelope, spool)) {
                case Gate.Judged.Refused(var reply) -> {
                    session.services().drop().refused(envelope.with(noted(Notes.NONE)), spool, reply);
                    yield toAll(envelope, reply);
                }
                case Gate.Judged.Taken(var message, var notes, var changed) -> {
                    try (message) {
                        yield delivered(possible(envelope, changed).with(noted(notes)), message);
                    }
                }
            };
        } catch (IOException | RuntimeException e) {
            return toAll(envelope, failed(envelope, e));
        }
    }

    private List<SmtpReply> toAll(SmtpEnvelope envelope, SmtpReply reply) {
        return Collections.nCopies(isLmtp() ? envelope.recipients().size() : 1, reply);
    }

    private boolean isLmtp() {
        return session.profile() == SmtpProfile.LMTP;
    }

    private SmtpReply failed(SmtpEnvelope envelope, Exception e) {
        session.logFault("cannot take the message " + envelope.id(), e);
        return DiskFull.caused(e) ? SmtpReplies.DISK_FULL : SmtpReplies.FAULT;
    }

    private @Nullable SmtpReply malformed(Content content, SmtpEnvelope envelope) {
        // Binary content has no lines, and NUL is a byte like any other. RFC 3030 §3.
        boolean text = envelope.parameters().body() != Body.BINARY;
        if (text && content.lineEnds().sawLoneDot()) return SmtpReplies.BARE_LINE_END;
        if (text && content.lineEnds().sawNul()) return SmtpReplies.NUL_BYTE;
        long most = session.limits().messageBytes();
        return content.bytes() > most ? SmtpReplies.tooLarge(most) : null;
    }

    private Notes noted(Notes found) {
        return found.after(session.refusedInMail());
    }

    /** Without recipients that were put in since and that the client could not have named. */
    private SmtpEnvelope possible(SmtpEnvelope before, SmtpEnvelope after) {
        if (after.recipients().equals(before.recipients())) return after;
        var possible = new ArrayList<SmtpRecipient>();
        for (SmtpRecipient each : after.recipients()) {
            boolean known = before.recipients().contains(each);
            var verdict = known
                    ? Recipients.Verdict.DELIVERED_HERE
                    : session.services().recipients().judge(each.address(), after.sender(), after.peer());
            boolean may = verdict == Recipients.Verdict.DELIVERED_HERE
                    || (verdict == Recipients.Verdict.ELSEWHERE
                            && after.peer().signedIn().isPresent());
            if (may) possible.add(each);
            else session.logEvent("a filter wants it for <" + each.address() + ">, which cannot be: " + verdict);
        }
        return after.with(after.sender(), possible.isEmpty() ? before.recipients() : possible);
    }

    /** Over LMTP each recipient on its own: whoever brings the mail keeps it for those who could not get it. */
    private List<SmtpReply> delivered(SmtpEnvelope envelope, Spool message) {
        if (!isLmtp()) return List.of(deliveredTo(envelope, message));
        var replies = new ArrayList<SmtpReply>();
        for (SmtpEnvelope each : envelope.forEach()) {
            try {
                replies.add(deliveredTo(each, message));
            } catch (RuntimeException e) {
                replies.add(failed(each, e));
            }
        }
        return replies;
    }

    private SmtpReply deliveredTo(SmtpEnvelope envelope, Spool message) {
        return switch (session.services().drop().accept(envelope, message)) {
            case ON_DISK -> SmtpReplies.accepted(envelope.id());
            case MAILBOX_FULL -> SmtpReplies.MAILBOX_FULL;
            case CANNOT_BE_CARRIED -> SmtpReplies.CANNOT_BE_CARRIED;
            case NO_REPORT -> SmtpReplies.NO_REPORT;
            case TRY_LATER -> SmtpReplies.FAULT;
        };
    }
}
