package org.mailstead.imap;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.MailStore;

/** Searches that a client has given a name, kept as annotations of the account. RFC 5466 §3.1. */
final class StoredFilters {
    private StoredFilters() {}

    /** The search keys behind a name, bytes as ISO 8859-1; one's own before one of everybody. RFC 5466 §3.2. */
    static Optional<String> find(MailStore mails, MailAccount mail, String name) {
        String entry = "/filters/values/" + name.toLowerCase(Locale.ROOT);
        return mail.annotations()
                .find(Optional.empty(), mail.id(), "/private" + entry)
                .or(() -> mails.serverAnnotations().annotations().find(Optional.empty(), mail.id(), "/shared" + entry))
                .map(value -> new String(value, StandardCharsets.ISO_8859_1));
    }
}
