package org.mailstead.policy;

import org.mailstead.policy.AccountSending.Alarm;
import org.mailstead.policy.AccountSending.Limits;
import org.mailstead.policy.AccountSending.Meter;
import org.mailstead.policy.AccountSending.Pause;

/** An account that writes to more people than a person does has lost its password to somebody. */
record SendingRateCheck(Limits limits, Meter meter, AccountSending sending, Alarm alarm) implements Check {
    @Override
    public Description description() {
        return new Description(
                Stage.RECIPIENT,
                "sending-rate",
                limits.areSet(),
                "The sending of an account that writes to more recipients is paused; what waits in the queue is held, its owner is"
                        + " told.",
                "sending.recipients-per-hour = " + limits.perHour() + ", sending.recipients-per-day = "
                        + limits.perDay());
    }

    @Override
    public Verdict judge(Facts facts) {
        var who = facts.submitter();
        if (who.isEmpty()) return Verdict.PASS;
        String account = who.get().accountId();
        var paused = sending.pause(account);
        if (paused.isPresent()) return PausedCheck.verdict(paused.get());
        var tooMuch = meter.count(account, facts.now());
        if (tooMuch.isEmpty()) return Verdict.PASS;
        var pause = new Pause(facts.now(), tooMuch.get());
        if (sending.pause(account, pause)) alarm.paused(account, who.get().address(), pause);
        return PausedCheck.verdict(pause);
    }
}
