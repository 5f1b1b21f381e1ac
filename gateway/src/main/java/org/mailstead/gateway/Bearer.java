package org.mailstead.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import org.mailstead.settings.MailServer;

/** What a client says to sign in at a provider, in base64. */
final class Bearer {
    private Bearer() {}

    /** How it is signed in. */
    enum Mechanism {
        XOAUTH2(""),
        OAUTHBEARER("AQ=="),
        PLAIN("*");

        private final String afterError;

        Mechanism(String afterError) {
            this.afterError = afterError;
        }

        /** What a server wants to hear after it has said in a challenge why it refuses. RFC 7628 §3.2.3. */
        String afterError() {
            return afterError;
        }

        /** The better of those offered; for tokens the older one, which those have too that say nothing. */
        static Mechanism of(Proof proof, Collection<String> offered) {
            if (proof instanceof Proof.Password) return PLAIN;
            return offered.contains("OAUTHBEARER") && !offered.contains("XOAUTH2") ? OAUTHBEARER : XOAUTH2;
        }
    }

    static String response(Mechanism mechanism, Proof proof, MailServer server, String address) {
        String user = Proof.user(server, address);
        String text = switch (proof) {
            case Proof.Password(String password) -> "\0" + user + "\0" + password;
            case Proof.Token(String token) ->
                mechanism == Mechanism.OAUTHBEARER
                        ? "n,a=" + user.replace("=", "=3D").replace(",", "=2C") + ",\1host=" + server.host() + "\1port="
                                + server.port() + "\1auth=Bearer " + token + "\1\1"
                        : "user=" + user + "\1auth=Bearer " + token + "\1\1";
        };
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What stands in a challenge that refuses, for people; empty if that cannot be read. */
    static String error(String challenge) {
        try {
            byte[] json = Base64.getDecoder().decode(challenge.strip());
            return JsonMembers.read(json)
                    .map(members -> " " + TokenAnswer.line(String.join(" ", members.values())))
                    .orElse("");
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
