package org.mailstead.ladder;

import org.mailstead.ladder.View.DomainFacts;

/** Is told facts as they are seen, for whoever shows them to a waiting person. Called by many threads, by one at a time. */
public interface Progress {
    /** For whoever waits for the end. */
    Progress SILENT = _ -> {};

    void seen(Fact fact);

    /** Something that is known now and does not change any more. */
    sealed interface Fact {
        /** The lowest rung that it stands for. */
        Rung rung();

        record OfMachine(Machine machine) implements Fact {
            @Override
            public Rung rung() {
                return Rung.MACHINE;
            }
        }

        record OfDomain(DomainFacts domain) implements Fact {
            @Override
            public Rung rung() {
                return Rung.NAMES;
            }
        }

        record OfHost(HostFacts host) implements Fact {
            @Override
            public Rung rung() {
                return Rung.NAMES;
            }
        }

        record OfPort(PortFacts port) implements Fact {
            @Override
            public Rung rung() {
                return Rung.CONNECTION;
            }
        }

        record OfSignIn(SignIn signIn) implements Fact {
            @Override
            public Rung rung() {
                return Rung.SIGN_IN;
            }
        }

        record OfUse(Use use) implements Fact {
            @Override
            public Rung rung() {
                return Rung.USE;
            }
        }
    }
}
