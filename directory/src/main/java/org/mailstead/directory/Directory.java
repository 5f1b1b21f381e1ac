package org.mailstead.directory;

import java.net.InetAddress;
import java.util.List;

/** Domains, accounts, aliases. */
public final class Directory {
    /** Accounts, aliases and sub-addresses that {@code address} stands for. postmaster@ every domain is always known. */
    public Resolution resolve(MailAddress address) {
        throw new UnsupportedOperationException();
    }

    /**
     * Checks a password. Takes about 50 ms of one core when the password was not seen lately, on purpose.
     *
     * @param userName what the mail program sent: the address, in any case
     * @param from where the try comes from, for the limit on tries
     */
    public SignIn signIn(String userName, String password, InetAddress from) {
        throw new UnsupportedOperationException();
    }

    public List<Account> accounts() {
        throw new UnsupportedOperationException();
    }
}
