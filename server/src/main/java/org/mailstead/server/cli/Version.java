package org.mailstead.server.cli;

/** The version of the program; a test compares it with the build's. */
final class Version {
    static final String NUMBER = "0.1.0";

    private Version() {}
}
