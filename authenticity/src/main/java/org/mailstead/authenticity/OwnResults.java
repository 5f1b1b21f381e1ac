package org.mailstead.authenticity;

import java.util.List;
import java.util.Optional;

/**
 * What this server found out of a message when it came, read from the message itself: it may have waited in the queue since. Only
 * what stands above the first {@code Received} is this server's word; anybody can write the rest.
 */
public final class OwnResults {
    private OwnResults() {}

    /**
     * Empty if the message was not checked.
     *
     * @param server the name under which this server writes its findings
     */
    public static Optional<AuthenticationResults> of(RawHeader header, String server) {
        for (var field : header.fields()) {
            if (field.is("Received")) break;
            if (!field.is(AuthenticationResults.FIELD)) continue;
            try {
                var results = AuthenticationResults.parse(field.value());
                if (results.server().equalsIgnoreCase(server)) return Optional.of(results);
            } catch (MalformedResultsException e) {
                // Not ours, then.
            }
        }
        return Optional.empty();
    }

    /** What they say of the chain of seals. */
    static ArcVerdict chain(AuthenticationResults results) {
        for (var result : results.results()) {
            if (!result.method().equals("arc")) continue;
            var word = result.result().equals(ArcVerdict.Result.PASS.word())
                    ? ArcVerdict.Result.PASS
                    : ArcVerdict.Result.FAIL;
            boolean temporary = result.property("policy", "arc").equals(AuthenticationResults.UNANSWERED);
            return new ArcVerdict(word, temporary, 0, List.of(), result.reason());
        }
        return NO_CHAIN;
    }

    static final ArcVerdict NO_CHAIN =
            new ArcVerdict(ArcVerdict.Result.NONE, false, 0, List.of(), "nobody sealed the message");
}
