package org.mailstead.policy;

import org.mailstead.authenticity.IprevVerdict;

/** Every mail server's address should have a name that has the address: those of homes and infected machines mostly do not. */
record ClientNameCheck(Use use) implements Check {
    @Override
    public Description description() {
        return new Description(
                Stage.RECIPIENT,
                "client-name",
                use != Use.OFF,
                "A client whose address has no name that leads back to it has to try again later.",
                "receiving.client-name = " + use.word());
    }

    @Override
    public Verdict judge(Facts facts) {
        if (use != Use.ENFORCE) return Verdict.PASS;
        IprevVerdict iprev = facts.iprev();
        return switch (iprev.result()) {
            case PASS, TEMPERROR -> Verdict.PASS;
            // Not for ever: names in the DNS are forgotten and mended. RFC 7372 §3.3.
            case FAIL, PERMERROR ->
                new Verdict.TryLater(
                        Replies.of(
                                450,
                                "4.7.25",
                                iprev.reason() + "; give the address a name in the DNS that leads back to it"),
                        iprev.reason());
        };
    }
}
