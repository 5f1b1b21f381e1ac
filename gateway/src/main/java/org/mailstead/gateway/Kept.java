package org.mailstead.gateway;

/** Where the secrets of one account are. */
public interface Kept {
    Secrets read() throws VaultException;

    void write(Secrets secrets) throws VaultException;
}
