package org.mailstead.imap;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.mailstead.mailbox.MailAccount;

/** Searches that a client has given a name, kept as annotations of the account. RFC 5466 §3.1. */
final class StoredFilters {
    private StoredFilters() {}

    /** The search keys behind a name, bytes as ISO 8859-1; one's own before one of everybody. RFC 5466 §3.2. */
    static Optional<String> find(MailAccount mail, String name) {
        var all = mail.annotations().all(Optional.empty(), mail.id());
        for (String scope : new String[] {"/private", "/shared"}) {
            byte[] value = all.get(scope + "/filters/values/" + name.toLowerCase(java.util.Locale.ROOT));
            if (value != null) return Optional.of(new String(value, StandardCharsets.ISO_8859_1));
        }
        return Optional.empty();
    }
}
