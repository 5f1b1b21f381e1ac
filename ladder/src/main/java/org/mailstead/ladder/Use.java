package org.mailstead.ladder;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.mailstead.settings.MailServer.Protocol;

/**
 * What worked after signing in.
 *
 * @param refusals commands that were refused, in order
 * @param messages in the inbox
 * @param quotaUsed in bytes
 * @param quotaLimit in bytes
 * @param folders that there are
 * @param sizeLimit of a message to send, in bytes
 */
public record Use(
        List<Refusal> refusals,
        OptionalInt messages,
        OptionalLong quotaUsed,
        OptionalLong quotaLimit,
        OptionalInt folders,
        OptionalLong sizeLimit) {
    /** Nothing was tried. */
    public static final Use NONE = new Use(
            List.of(),
            OptionalInt.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalInt.empty(),
            OptionalLong.empty());

    public Use {
        refusals = List.copyOf(refusals);
    }

    /**
     * @param command without what stands behind its name
     * @param said the server's answer, as {@link SignIn#said}
     */
    public record Refusal(Protocol protocol, String command, String said) {}
}
