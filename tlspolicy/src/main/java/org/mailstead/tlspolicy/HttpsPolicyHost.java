package org.mailstead.tlspolicy;

import java.io.IOException;
import org.mailstead.dns.DnsName;
import org.mailstead.tlspolicy.TlsFailure.Kind;
import org.mailstead.wire.TlsHandshakeFailed;

/** The web server of a domain's policy. RFC 8461 §3.3. */
public final class HttpsPolicyHost implements PolicyHost {
    private static final String PATH = "/.well-known/mta-sts.txt";

    /** RFC 8461 §3.3 suggests it. */
    private static final int BYTES = 64 * 1024;

    private final Https https;
    private final int port;

    public HttpsPolicyHost(Https https) {
        this(https, Https.PORT);
    }

    HttpsPolicyHost(Https https, int port) {
        this.https = https;
        this.port = port;
    }

    @Override
    public Fetched fetch(DnsName domain) {
        var host = domain.under("mta-sts");
        if (host.isEmpty()) return failed(Kind.STS_POLICY_FETCH_ERROR, "the name of its host would be too long");
        try {
            HttpAnswer answer = https.get(host.get(), port, PATH, BYTES);
            // A page that says "not found" with 200, or one that a user of the host put there. RFC 8461 §3.3, §10.4.
            if (answer.status() != 200)
                return failed(Kind.STS_POLICY_FETCH_ERROR, host.get() + " answers " + answer.status());
            if (!answer.mediaType().equals("text/plain"))
                return failed(Kind.STS_POLICY_INVALID, host.get() + " answers with something that is not text/plain");
            return new Fetched.Policy(StsPolicy.parse(answer.body()));
        } catch (StsPolicy.Invalid e) {
            return failed(Kind.STS_POLICY_INVALID, String.valueOf(e.getMessage()));
        } catch (Https.NotProved e) {
            return failed(Kind.STS_WEBPKI_INVALID, host.get() + ": " + e.getMessage());
        } catch (TlsHandshakeFailed e) {
            return failed(Kind.STS_WEBPKI_INVALID, host.get() + ": " + e.getMessage());
        } catch (IOException e) {
            return failed(Kind.STS_POLICY_FETCH_ERROR, host.get() + ": " + e.getMessage());
        }
    }

    private static Fetched failed(Kind kind, String why) {
        return new Fetched.Failed(new TlsFailure(kind, why));
    }
}
