package org.mailstead.policy;

import java.time.Duration;
import org.mailstead.authenticity.IprevVerdict;
import org.mailstead.authenticity.SpfResult;

/**
 * Strangers who cannot show who they are: nobody here wrote to them, their domain does not know the client, and the client has no
 * name. Whoever sends a million mails has no time to wait for each; a mail server does not mind. What the DNS did not tell counts for
 * the sender.
 */
record StrangerCheck(Use use, Familiar familiar) implements Check {
    /** For each recipient. Clients wait five minutes for the answer (RFC 5321 §4.5.3.2). */
    static final Duration WAIT = Duration.ofSeconds(5);

    @Override
    public Description description() {
        return new Description(
                Stage.RECIPIENT,
                "strangers",
                use != Use.OFF,
                "A sender to whom nobody here has written, whose domain does not know the client (SPF), and whose client has no"
                        + " name, waits 5 seconds for each recipient. Not for postmaster and abuse.",
                "receiving.strangers = " + use.word());
    }

    @Override
    public Verdict judge(Facts facts) {
        if (facts.isForPostmaster() || facts.sender().isEmpty()) return Verdict.PASS;
        if (familiar.knowsSender(facts))
            return new Verdict.Pass(
                    "somebody here has written to " + facts.sender().get());
        var iprev = facts.iprev().result();
        boolean nameless = iprev == IprevVerdict.Outcome.FAIL || iprev == IprevVerdict.Outcome.PERMERROR;
        SpfResult spf = facts.spfSender().result();
        if (!nameless || spf == SpfResult.PASS || spf == SpfResult.TEMPERROR) return Verdict.PASS;
        String why = "a stranger who cannot show who it is: spf=" + spf.word() + ", "
                + facts.iprev().reason();
        return use == Use.ENFORCE ? new Verdict.SlowDown(WAIT, why) : new Verdict.Pass("not slowed down: " + why);
    }
}
