package org.mailstead.directory;

import java.util.List;
import java.util.Optional;

/**
 * An address that stands for others, here or elsewhere; sub-addresses of it do too.
 *
 * @param address {@code *@} a domain stands for all of its addresses that nobody has
 * @param owner gets the reports about mail to those elsewhere; empty: the sender of the mail gets them
 */
public record Alias(MailAddress address, List<MailAddress> targets, Optional<MailAddress> owner) {
    public Alias {
        targets = List.copyOf(targets);
    }
}
