package org.mailstead.imap;

import org.mailstead.directory.Account;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.SignIn;
import org.mailstead.imap.ImapState.Ended;
import org.mailstead.imap.ImapState.Greeted;
import org.mailstead.imap.ImapState.SignedIn;

/** What LOGIN and AUTHENTICATE have in common: a user name and a password are here. */
final class SignInStep {
    private SignInStep() {}

    /** @param actingFor whose account is wanted, empty for one's own. RFC 4616 §2 */
    record Credentials(String actingFor, String user, String password) {
        /** Naming oneself in another way is not acting for another. */
        private boolean areFor(Account account) {
            return actingFor.isEmpty()
                    || actingFor.equals(user)
                    || MailAddress.parse(actingFor)
                            .filter(account.address()::equals)
                            .isPresent();
        }

        /** A record would print the password. */
        @Override
        public String toString() {
            return "Credentials[" + user + "]";
        }
    }

    static ImapReply check(ImapSession session, Greeted state, Credentials given) {
        if (!session.mayTakePasswords()) {
            session.log("refused a password without TLS");
            return ImapReplies.TLS_FIRST;
        }
        var address = session.connection().remote().getAddress();
        return switch (session.server().directory().signIn(given.user(), given.password(), address)) {
            case SignIn.Welcome(Account account)
            when !given.areFor(account) -> {
                session.log("{} may not act for another", account.address());
                failed(session, state);
                yield ImapReplies.NOT_FOR_ANOTHER;
            }
            case SignIn.Welcome(Account account) -> {
                var mail = session.server().mail().account(account.id().value());
                session.enabled()
                        .hide(session.server().directory().hiddenCapabilities().of(account.id()));
                session.become(new SignedIn(account, mail));
                session.log("signed in as {}", account.address());
                yield ImapReply.ok("Welcome.").with("CAPABILITY " + Capability.list(session));
            }
            case SignIn.Refused(SignIn.Reason reason) -> {
                session.log("sign-in refused: {}", reason);
                failed(session, state);
                yield switch (reason) {
                    case NO_SUCH_ACCOUNT, WRONG_PASSWORD -> ImapReplies.WRONG_CREDENTIALS;
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
