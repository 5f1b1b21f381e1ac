package org.mailstead.gateway;

import java.util.Optional;

/** What opens an account at its provider. */
interface Opener {
    /** What the provider is shown. May wait for it. */
    Proof proof() throws NotNow;

    /** In place of one that the mail server refused; the same if there is no other. */
    Proof insteadOf(Proof refused) throws NotNow;

    /** What is the matter with it; empty if nothing is known to be. */
    Optional<Trouble> trouble();

    /** With tokens. */
    static Opener of(AccountTokens tokens) {
        return new Opener() {
            @Override
            public Proof proof() throws NotNow {
                return new Proof.Token(tokens.access());
            }

            @Override
            public Proof insteadOf(Proof refused) throws NotNow {
                return refused instanceof Proof.Token(String text) ? new Proof.Token(tokens.insteadOf(text)) : refused;
            }

            @Override
            public Optional<Trouble> trouble() {
                return tokens.trouble();
            }
        };
    }

    /** With a password that is kept. */
    static Opener of(Kept kept) {
        return new Opener() {
            @Override
            public Proof proof() throws NotNow {
                try {
                    return new Proof.Password(kept.read().text());
                } catch (VaultException e) {
                    throw new NotNow(e.trouble());
                }
            }

            @Override
            public Proof insteadOf(Proof refused) {
                return refused;
            }

            @Override
            public Optional<Trouble> trouble() {
                return Optional.empty();
            }
        };
    }
}
