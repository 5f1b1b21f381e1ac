package org.mailstead.exports;

import java.util.Optional;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.texts.Language;

/**
 * How an export is wanted.
 *
 * @param reading IMAP or POP3; empty for the better one that there is
 * @param passwords where programs get the password from that take it from a command
 */
public record Wish(Language language, Optional<Protocol> reading, PasswordSource passwords) {
    public static Wish in(Language language) {
        return new Wish(language, Optional.empty(), PasswordSource.PASS);
    }
}
