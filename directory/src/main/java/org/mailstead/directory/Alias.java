package org.mailstead.directory;

import java.util.List;

/** An address that stands for others; sub-addresses of it do too. */
public record Alias(MailAddress address, List<MailAddress> targets) {
    public Alias {
        targets = List.copyOf(targets);
    }
}
