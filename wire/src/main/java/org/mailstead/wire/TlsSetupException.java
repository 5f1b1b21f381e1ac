package org.mailstead.wire;

import org.jspecify.annotations.Nullable;

/** Certificate or key cannot be used. The message is a sentence for the person who set them up. */
public final class TlsSetupException extends RuntimeException {
    public TlsSetupException(String sentence) {
        this(sentence, null);
    }

    public TlsSetupException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
