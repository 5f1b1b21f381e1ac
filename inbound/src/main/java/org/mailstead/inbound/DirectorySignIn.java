package org.mailstead.inbound;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import org.mailstead.directory.Directory;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.SignIn;
import org.mailstead.smtp.SubmissionSignIn;
import org.mailstead.smtp.Submitter;

/** Lets the people of the directory send. */
final class DirectorySignIn implements SubmissionSignIn {
    private final Directory directory;

    DirectorySignIn(Directory directory) {
        this.directory = directory;
    }

    @Override
    public Outcome signIn(String userName, String password, InetAddress from) {
        return switch (directory.signIn(userName, password, from)) {
            case SignIn.Welcome(var account) ->
                new Outcome.Welcome(
                        new Submitter(account.id().value(), account.address().toString()));
            case SignIn.Refused(var reason) ->
                new Outcome.Refused(reason.name().toLowerCase(Locale.ROOT).replace('_', ' ') + who(userName));
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

    /** People do type their password where the name belongs: only what looks like an address goes into the log. */
    private static String who(String userName) {
        return MailAddress.parse(userName).map(address -> ", " + address).orElse("");
    }
}
