package org.mailstead.inbound;

import java.net.InetAddress;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mailstead.directory.Directory;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.SignIn;
import org.mailstead.sasl.Channel;
import org.mailstead.sasl.SaslExchange;
import org.mailstead.sasl.SaslMechanism;
import org.mailstead.smtp.SubmissionSignIn;
import org.mailstead.smtp.Submitter;

/** Lets the people of the directory send. */
final class DirectorySignIn implements SubmissionSignIn {
    private final Directory directory;

    DirectorySignIn(Directory directory) {
        this.directory = directory;
    }

    @Override
    public Set<SaslMechanism> mechanisms() {
        return SaslMechanism.USUAL;
    }

    @Override
    public SaslExchange<Outcome> begin(
            SaslMechanism mechanism, Channel channel, Collection<SaslMechanism> offered, InetAddress from) {
        return directory.begin(mechanism, channel, offered, from).told(DirectorySignIn::outcome);
    }

    private static Outcome outcome(SignIn outcome) {
        return switch (outcome) {
            case SignIn.Welcome(var account) ->
                new Outcome.Welcome(
                        new Submitter(account.id().value(), account.address().toString()));
            case SignIn.Refused(var reason, var user) ->
                new Outcome.Refused(
                        reason.name().toLowerCase(Locale.ROOT).replace('_', ' ') + (user.isEmpty() ? "" : ", " + user));
            case SignIn.Unavailable() -> new Outcome.Unavailable();
        };
    }

    @Override
    public Optional<Submitter> known(String userName) {
        return MailAddress.parse(userName)
                .flatMap(directory::account)
                .map(account ->
                        new Submitter(account.id().value(), account.address().toString()));
    }
}
