package org.mailstead.certificates;

/** Puts proofs where authorities look for them. */
interface Proofs {
    /** @throws NotIssued if it cannot be put there */
    void show(Proof proof) throws NotIssued, InterruptedException;

    /** Never fails: a proof that stays does no harm. */
    void withdraw(Proof proof);
}
