package org.mailstead.oauth;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.mailstead.directory.AccountId;
import org.mailstead.directory.Use;

/**
 * A program that a person has let in.
 *
 * @param id names it for commands, 32 characters
 * @param program what it calls itself, which nobody has checked
 * @param scope what it may do, by the names under which it asked
 * @param lastUsed when it signed in last or got a token, to some minutes
 * @param lastFrom the network address from which it got its last token
 */
public record Grant(
        String id, AccountId account, String program, String scope, Instant since, Instant lastUsed, String lastFrom) {
    static Grant of(byte[] id, GrantRow row) {
        return new Grant(
                HexFormat.of().formatHex(id),
                row.account(),
                row.agreed().program(),
                row.agreed().scope(),
                row.since(),
                row.lastUsed(),
                row.lastFrom());
    }

    public Set<Use> uses() {
        return Scope.uses(scope);
    }

    /** What was given with one answer: the access token, how long it holds, and the next refresh token. */
    public record Issued(String access, String refresh, String scope, long seconds) {
        @Override
        public String toString() {
            return "tokens for " + scope;
        }
    }

    /** What a person agreed to. */
    public record Agreed(AccountId account, String client, String program, String scope) {}

    /** The tokens that were given lately, the oldest first. */
    record Access(byte[] digest, String scope, Instant end, long generation) {
        static final List<Access> NONE = List.of();
    }
}
