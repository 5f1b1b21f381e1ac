package org.mailstead.discovery;

import org.mailstead.exports.AutoconfigDocument;
import org.mailstead.settings.MailServer.Protocol;

/** Where the document of Mozilla's autoconfig is asked for, and the one of a whole domain. */
final class Autoconfig {
    /** On the host {@code autoconfig} of the domain. */
    static final String PATH = "/mail/config-v1.1.xml";

    /** On the domain itself. */
    static final String WELL_KNOWN = "/.well-known/autoconfig" + PATH;

    /** The same by a name that others have given it. */
    static final String ALIAS = "/.well-known/mail-v1.xml";

    static final String HOST_LABEL = "autoconfig";

    /** Any address of the domain makes the same document, since the user name is the address; every domain has this one. */
    private static final String ANYBODY = "postmaster@";

    private Autoconfig() {}

    static String of(MailSettings settings) {
        var account = settings.account(ANYBODY + settings.domain(), "");
        return new AutoconfigDocument(account, Protocol.IMAP, settings.showsPassword(), settings.oauth()).text();
    }
}
