package org.mailstead.imap;

import java.util.EnumSet;
import java.util.Set;

/** What one client has switched on, or may not know of, which changes how it is spoken to. RFC 5161 §3.1; shared by all parts of a session. */
final class Enabled {
    private final Set<Extension> on = EnumSet.noneOf(Extension.class);

    private Set<String> hidden = Set.of();
    private boolean flagChanges = true;
    private boolean uidsWithFlags;

    boolean has(Extension extension) {
        return on.contains(extension);
    }

    /** Returns whether it was off. QRESYNC brings CONDSTORE with it. RFC 7162 §3.2.3. */
    boolean add(Extension extension) {
        if (extension == Extension.QRESYNC) on.add(Extension.CONDSTORE);
        return on.add(extension);
    }

    void clear() {
        on.clear();
        hidden = Set.of();
        flagChanges(true, false);
    }

    /** What is not to be offered to the account that has signed in, in capitals. */
    void hide(Set<String> capabilities) {
        hidden = capabilities;
    }

    /** Whether this client may know of an extension: not if it is hidden from the account. */
    boolean offers(Extension extension) {
        return !extension.isAmong(hidden);
    }

    /**
     * After NOTIFY. RFC 5465 §5.1.
     *
     * @param told whether the client hears of flags that others change in the open mailbox
     * @param withUids whether it is told the UIDs of those messages too
     */
    void flagChanges(boolean told, boolean withUids) {
        flagChanges = told;
        uidsWithFlags = withUids;
    }

    boolean tellsFlagChanges() {
        return flagChanges;
    }

    /** Whether a FETCH response with changed flags names the UID. RFC 7162 §3.2.4, RFC 9051 §7.5.2, RFC 5465 §5.1. */
    boolean tellsUidsWithFlags() {
        return uidsWithFlags || has(Extension.QRESYNC) || has(Extension.IMAP4REV2);
    }

    /** Whether messages that go are told as VANISHED with their UIDs. RFC 7162 §3.2.10, RFC 9586 §3.3. */
    boolean vanished() {
        return has(Extension.QRESYNC) || has(Extension.UIDONLY);
    }

    /** Whether mailbox names, and quoted strings in general, travel as UTF-8. RFC 9051 §5.1, RFC 6855 §3, RFC 9755 §3. */
    boolean utf8Names() {
        return has(Extension.IMAP4REV2) || has(Extension.UTF8_ACCEPT);
    }
}
