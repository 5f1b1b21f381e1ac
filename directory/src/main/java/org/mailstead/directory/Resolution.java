package org.mailstead.directory;

import java.util.List;
import java.util.Optional;

/** What an address of a recipient stands for here. */
public sealed interface Resolution {
    /**
     * Delivered to these accounts, and sent on to those elsewhere, each once; aliases are already followed. One of the
     * two has something in it.
     */
    record Local(List<Account> accounts, List<Onward> onward) implements Resolution {
        public Local {
            accounts = List.copyOf(accounts);
            onward = List.copyOf(onward);
        }

        public Local(List<Account> accounts) {
            this(accounts, List.of());
        }
    }

    /** The domain is ours, the address is not known. */
    record NoSuchAddress() implements Resolution {}

    /** The domain is ours, the address is not known, and a route leads to a server that may know it. */
    record Routed() implements Resolution {}

    /** The account of somebody whose mailbox is at a provider: here they sign in only. */
    record Backed(Account account) implements Resolution {}

    /** The domain is not ours. */
    record Elsewhere() implements Resolution {}

    /**
     * Somebody elsewhere who gets the mail of an address here.
     *
     * @param by the alias that says so
     * @param owner of that alias
     */
    record Onward(MailAddress by, MailAddress to, Optional<MailAddress> owner) {}
}
