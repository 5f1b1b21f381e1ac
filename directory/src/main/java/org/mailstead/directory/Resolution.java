package org.mailstead.directory;

import java.util.List;

/** What an address of a recipient stands for here. */
public sealed interface Resolution {
    /** Delivered to these accounts, each once; aliases are already followed. */
    record Local(List<Account> accounts) implements Resolution {}

    /** The domain is ours, the address is not known. */
    record NoSuchAddress() implements Resolution {}

    /** The domain is not ours. */
    record Elsewhere() implements Resolution {}
}
