package org.mailstead.policy;

import org.mailstead.authenticity.SpfResult;
import org.mailstead.authenticity.SpfVerdict;

/**
 * Refuses senders whose domain does not let the client send for it. RFC 7208 §8.4. Not by default: mail that is passed on fails,
 * and DMARC, which looks at signatures too, decides better.
 */
record SpfCheck(Use use) implements Check {
    @Override
    public Description description() {
        return new Description(
                Stage.MAIL,
                "spf",
                use != Use.OFF,
                "Mail from addresses that the sender's domain does not list is refused (SPF).",
                "receiving.spf = " + use.word());
    }

    @Override
    public Verdict judge(Facts facts) {
        // Asked for with the message if it is not to decide: fewer questions for mail that is refused for other
        // reasons.
        if (use != Use.ENFORCE) return Verdict.PASS;
        SpfVerdict spf = facts.spfSender();
        if (spf.result() != SpfResult.FAIL) return Verdict.PASS;
        String theirs = spf.explanation() == null ? "" : "; " + spf.domain() + " says: " + spf.explanation();
        return new Verdict.Refuse(
                // RFC 7372 §3.2
                Replies.of(550, "5.7.23", "refused by the sender's own rule (SPF): " + spf.reason() + theirs),
                spf.reason());
    }
}
