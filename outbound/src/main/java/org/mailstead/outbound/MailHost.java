package org.mailstead.outbound;

/**
 * A host that takes mail.
 *
 * @param name for the DNS and in certificates, or an address literal without brackets
 * @param preference hosts of lower ones are tried first
 * @param authenticated whether DNSSEC proves that it is the right one. RFC 7672 §2.2.1
 */
record MailHost(String name, int port, int preference, boolean authenticated, Access access) {
    MailHost(String name, int port, int preference, boolean authenticated) {
        this(name, port, preference, authenticated, Access.USUAL);
    }

    /** For people and in reports. */
    @Override
    public String toString() {
        return name;
    }
}
