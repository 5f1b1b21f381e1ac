package org.mailstead.ladder;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailstead.settings.MailServer.Protocol;

/**
 * A way to sign in, with what is said in turn.
 *
 * @param name as {@link SignIn} has it
 * @param command whether the protocol has a command of its own for it; then user and secret are said as they are
 * @param responses in base64, in order
 * @param last what is said to a server that goes on asking, so that it tells why it refuses
 */
record Sasl(String name, boolean command, List<String> responses, String last) {
    /** Gives up. RFC 9051 §6.2.2, RFC 4954 §4, RFC 5034 §4. */
    private static final String CANCEL = "*";

    @Override
    public String toString() {
        return name;
    }

    /** The best way that is offered; empty if there is none for such a secret. */
    static Optional<Sasl> best(Offers.Heard heard, Credential secret, String user) {
        Protocol protocol = heard.offer().protocol();
        Set<String> offered = heard.offer().mechanisms();
        if (secret instanceof Credential.Token(var token)) {
            if (offered.contains("XOAUTH2"))
                return Optional.of(new Sasl("XOAUTH2", false, List.of(coded(xoauth2(user, token))), ""));
            // RFC 7628 §3.2.3: after the refusal, an octet 1.
            if (offered.contains("OAUTHBEARER"))
                return Optional.of(
                        new Sasl("OAUTHBEARER", false, List.of(coded(bearer(user, token))), coded("\u0001")));
            return Optional.empty();
        }
        String text = secret.text();
        if (offered.contains("PLAIN"))
            return Optional.of(new Sasl("PLAIN", false, List.of(coded("\0" + user + "\0" + text)), CANCEL));
        // In IMAP the command stands for it: servers that list both treat both alike.
        if (offered.contains("LOGIN"))
            return Optional.of(
                    protocol == Protocol.IMAP && !heard.forbidsLogin()
                            ? new Sasl("LOGIN", true, List.of(), CANCEL)
                            : new Sasl("LOGIN", false, List.of(coded(user), coded(text)), CANCEL));
        if (offered.contains("USER") && protocol == Protocol.POP3)
            return Optional.of(new Sasl("USER", true, List.of(), CANCEL));
        return Optional.empty();
    }

    static String xoauth2(String user, String token) {
        return "user=" + user + "\u0001auth=Bearer " + token + "\u0001\u0001";
    }

    /** RFC 7628 §3.1; RFC 5801 §4 for the coding of the name. */
    private static String bearer(String user, String token) {
        return "n,a=" + user.replace("=", "=3D").replace(",", "=2C") + ",\u0001auth=Bearer " + token + "\u0001\u0001";
    }

    private static String coded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What a server asks, or says before it refuses; empty if that cannot be read. */
    static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
