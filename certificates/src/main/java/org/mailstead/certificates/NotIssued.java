package org.mailstead.certificates;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** There is no certificate. The message is a sentence for the owner: what happened, and what to do. */
public final class NotIssued extends Exception {
    private final transient Optional<Instant> notBefore;
    private final boolean forAll;

    private NotIssued(String sentence, Optional<Instant> notBefore, boolean forAll, @Nullable Throwable cause) {
        super(sentence, cause);
        this.notBefore = notBefore;
        this.forAll = forAll;
    }

    /** Because of this name. */
    static NotIssued because(String sentence) {
        return new NotIssued(sentence, Optional.empty(), false, null);
    }

    /** The authority wants to be left alone until then. */
    static NotIssued until(String sentence, Optional<Instant> notBefore, Throwable cause) {
        return new NotIssued(sentence, notBefore, false, cause);
    }

    /** Because of something that stops every name, such as an authority that is not reached. */
    static NotIssued forAll(String sentence, Throwable cause) {
        return new NotIssued(sentence, Optional.empty(), true, cause);
    }

    Optional<Instant> notBefore() {
        return notBefore;
    }

    boolean isForAll() {
        return forAll;
    }
}
