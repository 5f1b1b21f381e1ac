package org.mailstead.authenticity;

import java.util.ArrayList;
import java.util.List;
import org.mailstead.authenticity.AuthenticationResults.Result;

/**
 * What all checks of a message found out.
 *
 * @param helo SPF for the name in HELO
 * @param sender SPF for MAIL FROM; the same as {@code helo} for a bounce
 */
public record Findings(
        MessageCheck.Envelope envelope,
        IprevVerdict iprev,
        SpfVerdict helo,
        SpfVerdict sender,
        List<DkimVerdict> signatures,
        DmarcVerdict dmarc,
        ArcVerdict chain) {
    public Findings {
        signatures = List.copyOf(signatures);
    }

    /** As the header field tells it to those who read the message later. RFC 8601 §2.2. */
    public AuthenticationResults results(String server) {
        var results = new ArrayList<Result>();
        results.add(AuthenticationResults.iprev(iprev));
        results.add(AuthenticationResults.spf(helo, "", envelope.helo()));
        if (!envelope.mailFrom().isEmpty())
            results.add(AuthenticationResults.spf(sender, envelope.mailFrom(), envelope.helo()));
        // An unsigned message is told, too: nothing said would look like nothing checked. RFC 8601 §2.7.1.
        if (signatures.isEmpty()) results.add(new Result("dkim", "none", "the message is not signed", List.of()));
        for (var signature : signatures) results.add(AuthenticationResults.dkim(signature));
        results.add(AuthenticationResults.dmarc(dmarc));
        if (chain.result() != ArcVerdict.Result.NONE) results.add(AuthenticationResults.arc(chain, envelope.client()));
        return new AuthenticationResults(server, results);
    }
}
