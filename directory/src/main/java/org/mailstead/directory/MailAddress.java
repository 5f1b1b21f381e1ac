package org.mailstead.directory;

import java.util.Locale;
import java.util.Optional;

/**
 * An address as this server stores and compares it: lower case, Unicode NFC, domain without trailing dot.
 *
 * @param local the part before the last {@code @}
 * @param domain the part after it, in its Unicode form
 */
public record MailAddress(String local, String domain) {
    /** Reads an address typed by a person or sent by a peer; empty if it is none. */
    public static Optional<MailAddress> parse(String text) {
        int at = text.lastIndexOf('@');
        if (at <= 0 || at == text.length() - 1) return Optional.empty();
        return Optional.of(new MailAddress(
                text.substring(0, at).toLowerCase(Locale.ROOT),
                text.substring(at + 1).toLowerCase(Locale.ROOT)));
    }

    @Override
    public String toString() {
        return local + "@" + domain;
    }
}
