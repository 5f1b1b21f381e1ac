package org.mailstead.certificates;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeNetworkException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import org.shredzone.acme4j.exception.AcmeServerException;
import org.shredzone.acme4j.exception.AcmeUserActionRequiredException;

/** What an authority refuses, in words for the owner: what happened, and what to do. */
record AcmeWords(AcmeSettings settings, String name) {
    private static final String TYPE = "urn:ietf:params:acme:error:";
    private static final int SHOWN = 300;

    NotIssued failed(AcmeException e) {
        return switch (e) {
            case AcmeRateLimitedException limited ->
                NotIssued.until(
                        "The authority takes no more requests for now: " + said(limited.getProblem()),
                        limited.getRetryAfter(),
                        e);
            case AcmeUserActionRequiredException action ->
                NotIssued.forAll(
                        "The authority wants something from you first: " + said(action.getProblem()) + " Open "
                                + action.getInstance() + " .",
                        e);
            case AcmeServerException refused -> refused(refused.getProblem(), "The authority refused");
            case AcmeNetworkException network -> unreached(network);
            default ->
                NotIssued.until(
                        "The exchange with the authority " + settings.directory() + " failed: "
                                + printable(e.getMessage()) + ".",
                        Optional.empty(),
                        e);
        };
    }

    private NotIssued unreached(AcmeException e) {
        Throwable cause = e.getCause();
        String said = cause instanceof IOException io ? io.getMessage() : e.getMessage();
        // Java says nothing where its name is not found.
        String why = said == null || said.isBlank() ? "nobody is found there, or nobody answers" : printable(said);
        if (cause instanceof SSLException)
            return NotIssued.forAll(
                    "The authority " + settings.directory() + " does not prove who it is (" + why
                            + "). For an authority of your own put its certificate into acme.ca-file.",
                    e);
        return NotIssued.forAll(
                "The authority " + settings.directory() + " cannot be reached (" + why
                        + "). See acme.directory, and whether this machine may open connections there.",
                e);
    }

    /** @param otherwise what to say where the authority says nothing */
    NotIssued refused(@Nullable Problem problem, String otherwise) {
        if (problem == null) return NotIssued.because(otherwise + ".");
        String type = problem.getType().toString();
        String kind = type.startsWith(TYPE) ? type.substring(TYPE.length()) : type;
        return NotIssued.because(explained(kind) + " It says: " + said(problem));
    }

    /** RFC 8555 §6.7. */
    private String explained(String kind) {
        return switch (kind) {
            case "connection" ->
                switch (settings.challenge()) {
                    case HTTP_01 ->
                        "The authority could not connect to " + name
                                + " on port 80. Open that port in firewalls and routers, and see listen.http.";
                    case TLS_ALPN_01 ->
                        "The authority could not connect to " + name
                                + " on port 443. Open that port in firewalls and routers, and see listen.https.";
                    case DNS_01 -> "The authority could not ask the DNS for " + name + ".";
                };
            case "dns" -> "The authority could not look up " + name + " in the DNS. See its A and AAAA records.";
            case "unauthorized", "incorrectResponse" ->
                switch (settings.challenge()) {
                    case HTTP_01 ->
                        "Port 80 of " + name
                                + " is answered by somebody else: the authority did not find there what this"
                                + " server showed. Lead that port to this server, for every address that the name has.";
                    case TLS_ALPN_01 ->
                        "Port 443 of " + name
                                + " is answered by somebody else: the authority did not find there what this"
                                + " server showed. Lead that port to this server unchanged, for every address that the name"
                                + " has.";
                    case DNS_01 ->
                        "The authority did not find the record at _acme-challenge." + name
                                + ". Perhaps the other servers of the zone are slow to take it over: see acme.dns-wait-seconds.";
                };
            case "tls" ->
                "The authority found no TLS as it wants it on port 443 of " + name
                        + ". Lead that port to this server unchanged, not through a proxy that ends TLS.";
            case "caa" ->
                "CAA records of " + name + " do not let this authority issue certificates. Add a line for it, or ask"
                        + " another (acme.directory).";
            case "rejectedIdentifier" -> "The authority issues no certificates for " + name + ".";
            case "externalAccountRequired" ->
                "The authority takes only accounts that were made on its own pages, which this server does not know yet. Use"
                        + " another (acme.directory).";
            case "invalidContact", "unsupportedContact" ->
                "The authority does not take " + settings.email() + " as an address to write to. See acme.email.";
            case "accountDoesNotExist" -> "The authority does not know our account any more.";
            case "serverInternal" -> "The authority has trouble of its own.";
            default -> "The authority refused (" + printable(kind) + ").";
        };
    }

    private static String said(Problem problem) {
        String detail = problem.getDetail().or(problem::getTitle).orElse("nothing");
        String more = problem.getSubProblems().stream()
                .map(each -> each.getDetail().orElse(""))
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining("; "));
        return printable(more.isEmpty() ? detail : detail + " (" + more + ")") + ".";
    }

    /** Others wrote it: one line, of a length that can be read, without a dot at its end. */
    static String printable(@Nullable String text) {
        if (text == null || text.isBlank()) return "no reason known";
        String plain = text.replaceAll("[\\p{Cntrl}\\p{Cf}]", " ").strip();
        String cut = plain.length() > SHOWN ? plain.substring(0, SHOWN) + "…" : plain;
        return cut.endsWith(".") ? cut.substring(0, cut.length() - 1) : cut;
    }
}
