package org.mailstead.gateway;

import java.io.IOException;
import java.util.Optional;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.wire.Connection;

/** Reads along after the sign-in, for habits that need it: one thread for each side. */
sealed interface Following permits ImapFollowing, Pop3Following, SmtpFollowing {
    /** What ends it because it is not what the protocol says. */
    final class Strange extends IOException {
        private static final long serialVersionUID = 1;

        /** @param said the line */
        Strange(Protocol protocol, String said) {
            super("The provider's server says what is no " + protocol + ": " + TokenAnswer.line(said));
        }
    }

    /** Reads what the program says, until it ends. */
    void program() throws IOException;

    /** Reads what the provider says, until it ends. */
    void server() throws IOException;

    /**
     * The provider's side is over. Tells the program, where it can hear that in place of what it waits for; never in the middle of something,
     * which would pass for a part of it.
     *
     * @return whether nothing more is to be said to the program; else its own side says it when it has listened to the end
     */
    boolean over(String why) throws IOException;

    /** Empty where no habit needs it. */
    static Optional<Following> of(Protocol protocol, Connection program, SignedIn signedIn, Conduct conduct) {
        Habits habits = conduct.habits();
        return switch (protocol) {
            case IMAP ->
                habits.offersSignIn() || habits.keepsSent()
                        ? Optional.of(new ImapFollowing(program, signedIn.connection(), conduct))
                        : Optional.empty();
            case POP3 ->
                habits.offersSignIn()
                        ? Optional.of(new Pop3Following(program, signedIn.connection()))
                        : Optional.empty();
            case SMTP -> {
                boolean counts = habits.messageBytes().isPresent()
                        || habits.perMinute().isPresent()
                        || habits.recipientsPerDay().isPresent();
                yield counts || habits.offersSignIn() || habits.keepsSent()
                        ? Optional.of(new SmtpFollowing(program, signedIn, conduct))
                        : Optional.empty();
            }
        };
    }
}
