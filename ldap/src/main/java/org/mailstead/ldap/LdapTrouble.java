package org.mailstead.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Set;
import javax.net.ssl.SSLException;

/** A server could not be asked. The message is a sentence or two for the person who set it up: what happened, and what to do. */
final class LdapTrouble extends Exception {
    private static final long serialVersionUID = 1L;

    /** Nothing came back, or nothing that could be read: another connection may do better. */
    private static final Set<ResultCode> BROKEN = Set.of(
            ResultCode.SERVER_DOWN,
            ResultCode.CONNECT_ERROR,
            ResultCode.TIMEOUT,
            ResultCode.DECODING_ERROR,
            ResultCode.ENCODING_ERROR,
            ResultCode.LOCAL_ERROR,
            ResultCode.UNAVAILABLE,
            ResultCode.BUSY);

    /** What servers write is shown up to here. */
    private static final int SHOWN = 200;

    LdapTrouble(String sentence) {
        super(sentence);
    }

    LdapTrouble(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    static boolean isBroken(LDAPException e) {
        return BROKEN.contains(e.getResultCode());
    }

    /** Why no connection came to be. */
    static LdapTrouble connecting(LDAPException e, String step) {
        String said = causes(e);
        if (said.contains("unable to find valid certification path"))
            return new LdapTrouble(
                    "its certificate is signed by nobody whom this machine trusts. Name the file with the certificate of your own"
                            + " authority in ldap.ca-file",
                    e);
        if (said.contains("expired") || said.contains("NotAfter"))
            return new LdapTrouble("its certificate has expired. It needs a new one", e);
        if (said.contains("hostname") || said.contains("No subject alternative") || said.contains("No name matching"))
            return new LdapTrouble(
                    "its certificate is for another name. Write the name that stands in the certificate in ldap.servers",
                    e);
        return switch (root(e)) {
            case UnknownHostException _ ->
                new LdapTrouble("there is no machine of that name. Look at the spelling in ldap.servers", e);
            case SocketTimeoutException _ -> new LdapTrouble(step + " took too long. " + AWAY, e);
            case NoRouteToHostException _ -> new LdapTrouble("there is no way to it. " + AWAY, e);
            case ConnectException _ -> new LdapTrouble("nobody listens there. " + AWAY, e);
            case CertificateException _, SSLException _ ->
                new LdapTrouble(
                        "TLS does not come about: " + shown(String.valueOf(root(e).getMessage()))
                                + ". Look whether the port of ldap.servers speaks it: ldaps:// is TLS from the start (636), ldap:// with"
                                + " ldap.starttls asks for it (389)",
                        e);
            default ->
                e.getResultCode().equals(ResultCode.TIMEOUT)
                        ? new LdapTrouble(step + " took too long. " + AWAY, e)
                        : new LdapTrouble(step + " failed: " + shown(e.getMessage()), e);
        };
    }

    private static final String AWAY =
            "Look whether the server runs, and whether ldap.servers and a firewall are right";

    private static Throwable root(Throwable e) {
        Throwable deepest = e;
        // Chains are short; a ring would be somebody's fault, but not ours to hang in.
        for (int i = 0; i < 20 && deepest.getCause() != null; i++) deepest = deepest.getCause();
        return deepest;
    }

    private static String causes(Throwable e) {
        var all = new StringBuilder();
        Throwable each = e;
        for (int i = 0; i < 20 && each != null; i++, each = each.getCause())
            all.append(each.getMessage()).append('\n');
        return all.toString();
    }

    /** What a server wrote, on one line of bounded length. */
    static String shown(@org.jspecify.annotations.Nullable String text) {
        if (text == null) return "(nothing)";
        String line = text.codePoints()
                .limit(SHOWN)
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return text.length() > SHOWN ? line + "…" : line;
    }
}
