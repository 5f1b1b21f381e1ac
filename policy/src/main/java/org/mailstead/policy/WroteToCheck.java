package org.mailstead.policy;

/** Remembers whom our people write to. */
record WroteToCheck(Acquaintances acquaintances) implements Check {
    @Override
    public Description description() {
        return new Description(
                Stage.RECIPIENT,
                "acquaintances",
                true,
                "Whom our people write to is remembered for 400 days, and is no stranger when writing back.",
                "");
    }

    @Override
    public Verdict judge(Facts facts) {
        if (facts.submitter().isPresent()) acquaintances.wroteTo(facts.recipient(), facts.now());
        return Verdict.PASS;
    }
}
