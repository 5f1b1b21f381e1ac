package org.mailstead.imap;

import java.net.InetAddress;
import java.util.List;
import org.mailstead.directory.Account;
import org.mailstead.directory.SignIn;
import org.mailstead.imap.ImapState.Ended;
import org.mailstead.imap.ImapState.Greeted;
import org.mailstead.imap.ImapState.SignedIn;
import org.mailstead.sasl.Channel;
import org.mailstead.sasl.SaslMechanism;

/** What LOGIN and AUTHENTICATE have in common. */
final class SignInStep {
    private SignInStep() {}

    static List<SaslMechanism> offered(ImapSession session) {
        return SaslMechanism.offered(SaslMechanism.USUAL, channel(session));
    }

    static Channel channel(ImapSession session) {
        return new Channel(session.mayTakePasswords(), session.connection().channelBindings(), false);
    }

    static InetAddress from(ImapSession session) {
        return session.connection().remote().getAddress();
    }

    /** @param way how it was tried, for the log */
    static ImapReply conclude(ImapSession session, Greeted state, SignIn outcome, String way) {
        return switch (outcome) {
            case SignIn.Welcome(Account account) -> {
                var mail = session.server().mail().account(account.id().value());
                session.enabled()
                        .hide(session.server().directory().hiddenCapabilities().of(account.id()));
                session.become(new SignedIn(account, mail));
                session.log("signed in as {} ({})", account.address(), way);
                yield ImapReply.ok("Welcome.").with("CAPABILITY " + Capability.list(session));
            }
            case SignIn.Refused refused -> {
                session.log("sign-in refused: {} ({})", refused, way);
                failed(session, state);
                yield switch (refused.reason()) {
                    case NO_SUCH_ACCOUNT, WRONG_PASSWORD -> ImapReplies.WRONG_CREDENTIALS;
                    case NOT_FOR_ANOTHER -> ImapReplies.NOT_FOR_ANOTHER;
                    case TOO_MANY_TRIES -> ImapReplies.TOO_MANY_TRIES;
                };
            }
            case SignIn.Unavailable() -> ImapReplies.SIGN_IN_UNAVAILABLE;
        };
    }

    private static void failed(ImapSession session, Greeted state) {
        int tries = state.failedTries() + 1;
        boolean enough = tries >= session.server().limits().signInTries();
        session.become(enough ? new Ended(ImapReplies.BYE_TRIES) : new Greeted(tries));
    }
}
