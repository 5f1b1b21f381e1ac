package org.mailstead.inbound;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.mailstead.directory.Caller;
import org.mailstead.directory.Directory;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.RefusalTexts.Said;
import org.mailstead.directory.SignIn;
import org.mailstead.directory.SignIns;
import org.mailstead.directory.Use;
import org.mailstead.sasl.Channel;
import org.mailstead.sasl.SaslExchange;
import org.mailstead.sasl.SaslMechanism;
import org.mailstead.smtp.SubmissionSignIn;
import org.mailstead.smtp.SubmissionSignIn.Outcome.Kind;
import org.mailstead.smtp.Submitter;
import org.mailstead.texts.PlainLetters;

/** Lets the people of the directory send. */
final class DirectorySignIn implements SubmissionSignIn {
    private final Directory directory;
    private final SignIns signIns;

    DirectorySignIn(Directory directory, SignIns signIns) {
        this.directory = directory;
        this.signIns = signIns;
    }

    @Override
    public Set<SaslMechanism> mechanisms() {
        return signIns.mechanisms();
    }

    @Override
    public SaslExchange<Outcome> begin(
            SaslMechanism mechanism, Channel channel, Collection<SaslMechanism> offered, From from) {
        Caller caller = caller(from);
        return signIns.begin(mechanism, channel, offered, caller).told(outcome -> outcome(outcome, caller));
    }

    @Override
    public Optional<String> withoutTls(String userName, From from) {
        return told(signIns.withoutTls(userName, caller(from)));
    }

    /** Replies of SMTP are in ASCII as long as no mail with other letters is under way. RFC 6531 §3.7.4. */
    private static Optional<String> told(Optional<Said> said) {
        return said.map(Said::text).map(PlainLetters::of);
    }

    private static Caller caller(From from) {
        return new Caller(Use.SMTP, from.address(), from.port(), from.tls(), from.greeting(), from.connection());
    }

    private Outcome outcome(SignIn outcome, Caller caller) {
        return switch (outcome) {
            case SignIn.Welcome(var account, var _) ->
                new Outcome.Welcome(
                        new Submitter(account.id().value(), account.address().toString()));
            case SignIn.Refused refused ->
                new Outcome.Refused(kind(refused.reason()), refused.toString(), told(signIns.said(refused, caller)));
            case SignIn.Unavailable() -> new Outcome.Unavailable();
        };
    }

    private static Kind kind(SignIn.Reason reason) {
        return switch (reason) {
            case NO_SUCH_ACCOUNT, WRONG_PASSWORD, CODE_WANTED, WRONG_CODE -> Kind.WRONG;
            case TOO_MANY_TRIES -> Kind.TOO_MANY_TRIES;
            case NOT_FOR_ANOTHER -> Kind.NOT_FOR_ANOTHER;
            case APP_PASSWORD_WANTED -> Kind.APP_PASSWORD_WANTED;
            case NOT_FOR_THIS -> Kind.NOT_FOR_SENDING;
            case EXPIRED -> Kind.EXPIRED;
            case TOKEN_EXPIRED -> Kind.TOKEN_EXPIRED;
            case TOKEN_UNKNOWN -> Kind.TOKEN_UNKNOWN;
            case CERTIFICATE_UNKNOWN -> Kind.CERTIFICATE_UNKNOWN;
            case DISABLED -> Kind.DISABLED;
        };
    }

    @Override
    public Optional<Submitter> known(String userName) {
        return MailAddress.parse(userName)
                .flatMap(directory::account)
                // A proxy's word for somebody opens nothing at a provider, and this server sends nothing for the
                // account.
                .filter(account -> !directory.backings().has(account.id()))
                .map(account ->
                        new Submitter(account.id().value(), account.address().toString()));
    }
}
