package org.mailstead.ladder;

import java.time.Duration;

/**
 * How long each step may take. All ports of all hosts are tried side by side, so that these do not add up.
 *
 * @param names for all questions to the DNS about one name
 * @param connect for all addresses of one family of a host
 * @param first bytes of a server that speaks first
 * @param glance for a word on ports on which servers are silent until TLS begins
 * @param answer to one command, from its first byte to its last
 * @param handshake for a whole TLS handshake
 * @param view for all that is seen of servers without signing in
 * @param total for everything
 */
public record Times(
        Duration names,
        Duration connect,
        Duration first,
        Duration glance,
        Duration answer,
        Duration handshake,
        Duration view,
        Duration total) {
    /** A person waits for it. A host that is up connects within a second, and says its first word within another. */
    public static final Times STANDARD = new Times(
            Duration.ofSeconds(3),
            Duration.ofSeconds(5),
            Duration.ofSeconds(3),
            Duration.ofMillis(400),
            Duration.ofSeconds(4),
            Duration.ofSeconds(4),
            Duration.ofMillis(8500),
            Duration.ofMillis(11_500));

    /** The same, so many times as short: for tests, in which everybody is near. */
    public Times dividedBy(int by) {
        return new Times(
                names.dividedBy(by),
                connect.dividedBy(by),
                first.dividedBy(by),
                glance.dividedBy(by),
                answer.dividedBy(by),
                handshake.dividedBy(by),
                view.dividedBy(by),
                total.dividedBy(by));
    }
}
