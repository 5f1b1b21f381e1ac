package org.mailstead.gateway;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** Which mailbox of an account is that for sent mail: what the provider says of it, else what it is usually called. */
final class SentMailbox {
    /** Of one account there is one; a name may be told in two encodings. */
    private static final int MOST = 8;

    /**
     * The last part of names, in lower case, of providers that do not tell (RFC 6154), and in the languages in which Microsoft and Google make
     * them; in the modified UTF-7 of RFC 3501 §5.1.3. Whether a message is held back hangs on more than the name.
     */
    private static final Set<String> KNOWN = Set.of(
            "sent",
            "sent items",
            "sent mail",
            "sent messages",
            "gesendet",
            "gesendete elemente",
            "gesendete objekte",
            "&amk-l&aok-ments envoy&aok-s",
            "messages envoy&aok-s",
            "elementos enviados",
            "enviados",
            "itens enviados",
            "e-mails enviados",
            "posta inviata",
            "inviati",
            "verzonden items",
            "verzonden berichten",
            "skickat",
            "sendt post",
            "sendte elementer");

    private final Set<String> told = new LinkedHashSet<>();

    /** The provider says so. */
    synchronized void told(String name) {
        if (told.size() >= MOST) told.remove(told.iterator().next());
        told.add(name);
    }

    synchronized boolean is(String name) {
        if (!told.isEmpty()) return told.contains(name);
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('.')) + 1);
        return KNOWN.contains(last.toLowerCase(Locale.ROOT));
    }
}
