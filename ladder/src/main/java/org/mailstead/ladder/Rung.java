package org.mailstead.ladder;

/** The rungs, from the ground up: each can hold only if those below do. */
public enum Rung {
    /** What was typed. */
    INPUT,
    /** This machine: clock, network, whatever sits between. */
    MACHINE,
    /** Names in the DNS. */
    NAMES,
    /** Connections to ports. */
    CONNECTION,
    /** What a server says first. */
    GREETING,
    /** TLS and certificates. */
    ENCRYPTION,
    /** What a server offers. */
    OFFER,
    /** Signing in. */
    SIGN_IN,
    /** Reading and sending. */
    USE,
    /** Whether others take the domain's mail. */
    REPUTATION;

    /** What came of one. */
    public enum Light {
        GREEN,
        /** It works, and something should be mended. */
        YELLOW,
        RED,
        /** Not tried. */
        DARK
    }
}
