package org.mailstead.gateway;

import org.mailstead.gateway.Trouble.Kind;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;

/** Gets from an account here to its provider. */
final class Reach {
    private final Outside outside;

    Reach(Outside outside) {
        this.outside = outside;
    }

    /** Connects and signs in; with a fresh token, if a good one is refused. */
    SignedIn to(ProviderAccount account, Protocol protocol) throws NotNow {
        GatewayAccount settings = account.settings();
        MailServer server = settings.server(protocol)
                .orElseThrow(() -> new NotNow(
                        Kind.PROVIDER, "The provider of " + settings.address() + " has no " + protocol + "."));
        Proof proof = account.opener().proof();
        try {
            return to(server, settings, proof);
        } catch (NotNow e) {
            if (e.trouble().kind() != Kind.REFUSED) throw e;
            Proof other = account.opener().insteadOf(proof);
            if (other.equals(proof)) throw e;
            return to(server, settings, other);
        }
    }

    SignedIn to(MailServer server, GatewayAccount settings, Proof proof) throws NotNow {
        try {
            return SigningIn.at(outside, server, settings.address()).signIn(proof, settings.habits());
        } catch (NotNow e) {
            boolean byPassword = proof instanceof Proof.Password;
            throw byPassword ? e.trouble().ofPassword().map(NotNow::new).orElse(e) : e;
        }
    }
}
