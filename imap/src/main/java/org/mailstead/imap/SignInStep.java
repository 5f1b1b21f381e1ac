package org.mailstead.imap;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.mailstead.directory.Access;
import org.mailstead.directory.Account;
import org.mailstead.directory.Caller;
import org.mailstead.directory.RefusalTexts.Said;
import org.mailstead.directory.SignIn;
import org.mailstead.directory.Use;
import org.mailstead.imap.ImapState.Ended;
import org.mailstead.imap.ImapState.Greeted;
import org.mailstead.imap.ImapState.SignedIn;
import org.mailstead.sasl.Channel;
import org.mailstead.sasl.ClientCertificate;
import org.mailstead.sasl.SaslMechanism;
import org.mailstead.texts.PlainLetters;
import org.mailstead.wire.Backends.Backend;
import org.mailstead.wire.Backends.Unavailable;
import org.mailstead.wire.Connection;
import org.mailstead.wire.Signpost;

/** What LOGIN and AUTHENTICATE have in common. */
final class SignInStep {
    private SignInStep() {}

    static List<SaslMechanism> offered(ImapSession session) {
        return SaslMechanism.offered(session.server().signIns().mechanisms(), channel(session));
    }

    static Channel channel(ImapSession session) {
        return new Channel(
                session.mayTakePasswords(),
                session.connection().channelBindings(),
                session.connection().clientCertificate().map(ClientCertificate::of));
    }

    /** Where the client comes from and what it has said it is. */
    static Caller caller(ImapSession session) {
        Connection connection = session.connection();
        return new Caller(
                Use.IMAP,
                connection.remote().getAddress(),
                connection.local().getPort(),
                Optional.ofNullable(connection.tlsFacts()),
                session.program(),
                connection.id());
    }

    /** @param way how it was tried, for the log */
    static ImapReply conclude(ImapSession session, Greeted state, SignIn outcome, String way) throws IOException {
        return switch (outcome) {
            case SignIn.Welcome(Account account, Access access) -> {
                Optional<ImapReply> elsewhere = elsewhere(session, account, way);
                if (elsewhere.isPresent()) yield elsewhere.get();
                var mail = session.server().mail().account(account.id().value());
                session.enabled()
                        .hide(session.server().directory().hiddenCapabilities().of(account.id()));
                session.become(new SignedIn(account, mail));
                session.device(access.device());
                session.log("signed in as {} ({})", account.address(), way);
                yield ImapReply.ok("Welcome.").with("CAPABILITY " + Capability.list(session));
            }
            case SignIn.Refused refused -> {
                session.log("sign-in refused: {} ({})", refused, way);
                failed(session, state);
                Optional<Said> said = session.server().signIns().said(refused, caller(session));
                yield told(session, refusal(refused.reason()), said);
            }
            case SignIn.Unavailable() -> ImapReplies.SIGN_IN_UNAVAILABLE;
        };
    }

    /** What there is to say once the session is over that has gone on at another server; empty if the mailbox is here. */
    private static Optional<ImapReply> elsewhere(ImapSession session, Account account, String way) throws IOException {
        try {
            Optional<Backend> backend =
                    session.server().backends().behind(account.id().value(), Signpost.Spoken.IMAP);
            if (backend.isEmpty()) return Optional.empty();
            try (Backend there = backend.get()) {
                session.log("signed in as {} ({}), whose mailbox is elsewhere", account.address(), way);
                ImapReply welcome = ImapReply.ok("Welcome.");
                session.answerNow(
                        there.offer().isEmpty()
                                ? welcome
                                : welcome.with("CAPABILITY " + String.join(" ", there.offer())));
                there.pass(session.connection());
            }
            session.become(new Ended(""));
            return Optional.of(ImapReply.ANSWERED);
        } catch (Unavailable e) {
            session.log("the mailbox of {} cannot be reached: {}", account.address(), e.told());
            // Some programs show only alerts, some only what stands behind NO.
            session.out().untagged("NO [ALERT]", e.told());
            return Optional.of(ImapReplies.elsewhere(e.told()));
        }
    }

    private static void failed(ImapSession session, Greeted state) {
        int tries = state.failedTries() + 1;
        boolean enough = tries >= session.server().limits().signInTries();
        session.become(enough ? new Ended(ImapReplies.BYE_TRIES) : new Greeted(tries));
    }

    /** Most programs show their person an alert, and few the text of a refusal. */
    static ImapReply told(ImapSession session, ImapReply reply, Optional<Said> said) throws IOException {
        if (said.isEmpty()) return reply;
        Optional<String> sentence = said.get().sentence();
        // Letters of other languages may not stand here before the client has asked for them. RFC 6855 §3.
        if (sentence.isPresent()) session.out().untagged("NO [ALERT]", PlainLetters.of(sentence.get()));
        return new ImapReply(
                reply.status(), reply.code(), PlainLetters.of(said.get().brief()));
    }

    private static ImapReply refusal(SignIn.Reason reason) {
        return switch (reason) {
            case NO_SUCH_ACCOUNT, WRONG_PASSWORD, CODE_WANTED, WRONG_CODE -> ImapReplies.WRONG_CREDENTIALS;
            case NOT_FOR_ANOTHER -> ImapReplies.NOT_FOR_ANOTHER;
            case TOO_MANY_TRIES -> ImapReplies.TOO_MANY_TRIES;
            case APP_PASSWORD_WANTED -> ImapReplies.APP_PASSWORD_WANTED;
            case NOT_FOR_THIS -> ImapReplies.NOT_FOR_IMAP;
            case EXPIRED -> ImapReplies.PASSWORD_EXPIRED;
            case TOKEN_EXPIRED -> ImapReplies.TOKEN_EXPIRED;
            case TOKEN_UNKNOWN -> ImapReplies.TOKEN_UNKNOWN;
            case CERTIFICATE_UNKNOWN -> ImapReplies.CERTIFICATE_UNKNOWN;
            case DISABLED -> ImapReplies.ACCOUNT_DISABLED;
        };
    }
}
