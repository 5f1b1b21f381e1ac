package org.mailstead.server.cli;

/** Where commands on the directory do their work: in this process, or in a server that runs. */
interface Workplace {
    /** @return the exit code */
    int perform(OnDirectory command, Program program);
}
