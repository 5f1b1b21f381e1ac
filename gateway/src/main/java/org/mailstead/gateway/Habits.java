package org.mailstead.gateway;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.mailstead.settings.Provider;

/**
 * What a provider does otherwise than others. Each can be switched off.
 *
 * @param keepsSent it keeps what is sent by itself, so that a copy by the program would be a second one
 * @param wantsId it lets only programs read that have said who they are (RFC 2971)
 * @param reading connections to read over at once
 * @param sending connections to send over at once
 * @param messageBytes the largest message
 */
public record Habits(
        boolean keepsSent, boolean wantsId, OptionalInt reading, OptionalInt sending, OptionalLong messageBytes) {
    public static final Habits NONE =
            new Habits(false, false, OptionalInt.empty(), OptionalInt.empty(), OptionalLong.empty());

    /** Those of a provider in the table. */
    public static Habits of(Provider provider) {
        var limits = provider.limits();
        return new Habits(
                provider.note(Provider.Note.Kind.KEEPS_SENT).isPresent(),
                provider.note(Provider.Note.Kind.IDENTIFY).isPresent(),
                limits.connections(),
                limits.sending(),
                limits.messageBytes());
    }
}
