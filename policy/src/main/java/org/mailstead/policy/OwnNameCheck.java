package org.mailstead.policy;

/** Nobody else has our name. */
record OwnNameCheck() implements Check {
    @Override
    public Description description() {
        return new Description(
                Stage.HELLO, "own-name", true, "A client that calls itself by this server's name is refused.", "");
    }

    @Override
    public Verdict judge(Facts facts) {
        String name = facts.hello();
        boolean ours = name.equalsIgnoreCase(facts.hostName()) || name.equalsIgnoreCase(facts.hostName() + ".");
        if (!ours) return Verdict.PASS;
        return new Verdict.Refuse(
                Replies.of(550, "5.7.1", name + " is this server's own name; say yours"),
                "it says it is " + name + ", which is our own name");
    }
}
