package org.mailstead.dns;

/** Whose word is taken for an answer being authenticated. */
public enum Dnssec {
    /** Ours only: every answer is proved from the root's key down. The servers asked must pass signatures on. */
    VALIDATE,
    /** That of the servers asked, who all must be on this machine: the network between would otherwise be trusted too. */
    TRUST_LOOPBACK,
    /** Nobody's: no answer is authenticated, so nothing that needs it (DANE) is used. */
    OFF
}
