package org.mailstead.pop3;

import java.time.Duration;

/**
 * Numbers every POP3 session is held to.
 *
 * @param commandLine octets of a command: RFC 2449 §4 has 255, but PASS must hold 256 characters of up to 4 octets
 * @param signInLine octets of an answer in AUTH. RFC 5034 §4
 * @param signInIdle silence before sign-in: a person types user name and password into a program, not into us
 * @param idle silence after sign-in; RFC 1939 §3 wants 10 minutes at least
 * @param commandsBeforeSignIn CAPA, STLS, CAPA, USER, PASS are five; more only keep a place taken
 * @param refusedSignIns wrong passwords in one session: a program that has one wrong tries it again, then asks
 * @param malformed lines that are no command: after these the peer is no mail program
 * @param loginDelay between two sign-ins of one account; zero for none. RFC 2449 §6.5
 */
public record Pop3Limits(
        int commandLine,
        int signInLine,
        Duration signInIdle,
        Duration idle,
        int commandsBeforeSignIn,
        int refusedSignIns,
        int malformed,
        Duration loginDelay) {
    public static final Pop3Limits STANDARD =
            new Pop3Limits(1100, 12_288, Duration.ofMinutes(1), Duration.ofMinutes(10), 30, 5, 20, Duration.ZERO);

    public Pop3Limits withLoginDelay(Duration delay) {
        return new Pop3Limits(
                commandLine, signInLine, signInIdle, idle, commandsBeforeSignIn, refusedSignIns, malformed, delay);
    }
}
