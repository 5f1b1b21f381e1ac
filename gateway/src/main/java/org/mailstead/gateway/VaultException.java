package org.mailstead.gateway;

import java.io.IOException;
import org.mailstead.gateway.Trouble.Kind;

/** A vault cannot be read, or not be written. */
public final class VaultException extends IOException {
    private static final long serialVersionUID = 1;

    private final Kind kind;

    /** @param why a part of a sentence, without its end */
    public VaultException(String why) {
        this(Kind.VAULT, why);
    }

    private VaultException(Kind kind, String why) {
        super(why);
        this.kind = kind;
    }

    /** The account's file says to send what is kept elsewhere than where somebody has signed in. */
    static VaultException tampered(String address) {
        return new VaultException(
                Kind.TAMPERED,
                "The file of the account " + address
                        + " was changed by something else than the gateway: its servers or its sign-in are not those"
                        + " that somebody signed in with. Nothing was sent. Take the account out, and add it again:"
                        + " mailstead gateway remove " + address);
    }

    public Trouble trouble() {
        return new Trouble(kind, String.valueOf(getMessage()));
    }
}
