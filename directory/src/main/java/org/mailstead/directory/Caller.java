package org.mailstead.directory;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Where somebody comes from who wants to sign in, and by which way.
 *
 * @param use what for: the protocol of the port
 * @param port of ours, 0 if there is none
 * @param tls version and cipher, empty without TLS
 * @param program what the mail program says it is, empty if it has said nothing yet; cut at 100 characters
 * @param connection its name in the log
 */
public record Caller(Use use, InetAddress from, int port, Optional<String> tls, String program, String connection) {
    /** Of a program's own words. */
    private static final int PROGRAM = 100;

    public Caller {
        program = DirectoryException.shown(program.length() > PROGRAM ? program.substring(0, PROGRAM) : program);
    }

    /** Of whom nothing more is known. */
    public static Caller of(Use use, InetAddress from) {
        return new Caller(use, from, 0, Optional.empty(), "", "");
    }

    Caller saying(String otherProgram) {
        return new Caller(use, from, port, tls, otherProgram, connection);
    }
}
