package org.mailstead.policy;

import org.mailstead.policy.AccountSending.Pause;
import org.mailstead.smtp.Submitter;

/** Nothing leaves from an account whose sending is paused. */
record PausedCheck(AccountSending sending) implements Check {
    @Override
    public Description description() {
        return new Description(
                Stage.MAIL,
                "paused",
                true,
                "An account whose sending is paused sends nothing. See: mailstead account sending ADDRESS.",
                "");
    }

    @Override
    public Verdict judge(Facts facts) {
        return facts.submitter()
                .map(Submitter::accountId)
                .flatMap(sending::pause)
                .map(PausedCheck::verdict)
                .orElse(Verdict.PASS);
    }

    /** Later, not never: the mail stays in the outbox of the mail program. */
    static Verdict verdict(Pause pause) {
        return new Verdict.TryLater(
                Replies.of(
                        450,
                        "4.7.1",
                        "sending from this account is paused: " + pause.reason()
                                + "; if that was not you, change your password, and ask your postmaster"),
                pause.reason());
    }
}
