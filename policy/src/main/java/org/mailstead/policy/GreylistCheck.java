package org.mailstead.policy;

import java.time.Duration;
import org.mailstead.smtp.SmtpAddress;

/** The first mail of somebody unknown is tried again; programs that only send do not. RFC 6647. */
record GreylistCheck(Newcomers list, Duration delay, Familiar familiar) implements Check {
    @Override
    public Description description() {
        return new Description(
                Stage.RECIPIENT,
                "greylist",
                delay.isPositive(),
                "The first mail from a sender to a recipient has to be tried again after some minutes. Not from networks that"
                        + " came back before, nor from whom somebody here wrote to, nor for postmaster and abuse.",
                "receiving.greylist-minutes = " + delay.toMinutes());
    }

    @Override
    public Verdict judge(Facts facts) {
        if (facts.isForPostmaster() || familiar.knowsSender(facts)) return Verdict.PASS;
        String sender = facts.sender().map(SmtpAddress::toString).orElse("");
        return switch (list.standing(facts.client(), sender, facts.recipient(), facts.now(), delay)) {
            case KNOWN -> Verdict.PASS;
            case TOO_EARLY ->
                new Verdict.TryLater(
                        // RFC 6647 §2.4: a temporary failure at RCPT.
                        Replies.of(
                                450,
                                "4.7.1",
                                "you are not known here yet, try again in " + delay.toMinutes()
                                        + " minutes (greylisting)"),
                        "not known yet");
        };
    }
}
