package org.mailstead.finder;

/**
 * Whom a person allows to be asked who does not run the account.
 *
 * @param directory the public directory of providers at Thunderbird's, which is told the domain
 * @param microsoft Microsoft, which is told the domain
 */
public record Consent(boolean directory, boolean microsoft) {
    public static final Consent NONE = new Consent(false, false);
    public static final Consent ALL = new Consent(true, true);
}
