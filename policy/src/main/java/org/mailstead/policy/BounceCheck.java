package org.mailstead.policy;

/** A report about a mail goes to the one who sent it. RFC 5321 §4.5.5. Who sends "reports" to many hides who they are. */
record BounceCheck() implements Check {
    @Override
    public Description description() {
        return new Description(
                Stage.RECIPIENT,
                "bounce",
                true,
                "Mail without a sender, as reports are, is taken for one recipient only.",
                "");
    }

    @Override
    public Verdict judge(Facts facts) {
        if (facts.sender().isPresent() || facts.recipientsBefore() == 0) return Verdict.PASS;
        return new Verdict.Refuse(
                Replies.of(550, "5.5.3", "mail without a sender is for one recipient only"),
                "it has no sender and more than one recipient");
    }
}
