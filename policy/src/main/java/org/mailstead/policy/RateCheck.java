package org.mailstead.policy;

import java.time.Duration;

/** Nobody brings so much that others' mail has to wait. */
record RateCheck(int recipientsPerHour, TokenBuckets buckets) implements Check {
    static RateCheck of(int recipientsPerHour) {
        return new RateCheck(recipientsPerHour, new TokenBuckets(Math.max(1, recipientsPerHour), Duration.ofHours(1)));
    }

    @Override
    public Description description() {
        return new Description(
                Stage.RECIPIENT,
                "rate",
                recipientsPerHour > 0,
                "A network that brings mail for more recipients in an hour has to wait with the rest.",
                "receiving.recipients-per-hour = " + recipientsPerHour);
    }

    @Override
    public Verdict judge(Facts facts) {
        String network = ClientNetwork.of(facts.client()).toString();
        if (buckets.take(network, facts.now())) return Verdict.PASS;
        return new Verdict.TryLater(
                Replies.of(450, "4.7.1", "too much mail from your network in an hour, try again later"),
                "more than " + recipientsPerHour + " recipients in an hour from " + network);
    }
}
