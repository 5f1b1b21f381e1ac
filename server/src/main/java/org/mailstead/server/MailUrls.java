package org.mailstead.server;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.mailstead.directory.MailAddress;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.url.UrlAuthorization;
import org.mailstead.mailbox.url.UrlAuthorization.Reader;
import org.mailstead.mailbox.url.UrlContent;
import org.mailstead.smtp.Submitter;
import org.mailstead.smtp.UrlContents;

/** Mail on this server that somebody sends by its URL. RFC 4468 §3.3. */
final class MailUrls implements UrlContents {
    private final OpenStore open;
    private final UrlAuthorization authorization;

    MailUrls(String hostname, OpenStore open, Clock clock) {
        this.open = open;
        authorization = new UrlAuthorization(hostname, this::account, clock);
    }

    private Optional<MailAccount> account(String user) {
        return MailAddress.parse(user)
                .flatMap(open.directory()::account)
                .map(account -> open.mail().account(account.id().value()));
    }

    @Override
    public Optional<Bytes> open(String url, Submitter who) throws IOException {
        var reader = new Reader.Submission(open.mail().account(who.accountId()));
        Optional<UrlContent> content = authorization.open(url, reader);
        return content.isEmpty()
                ? Optional.empty()
                : Optional.of(new Bytes(content.get().open(), content.get().length()));
    }
}
