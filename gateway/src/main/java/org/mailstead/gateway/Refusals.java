package org.mailstead.gateway;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailstead.gateway.Trouble.Kind;

/** What the refusals of token services mean, for an account of which they say it. */
final class Refusals {
    /** Microsoft puts the reason into a number in the text. */
    private static final Pattern NUMBER = Pattern.compile("AADSTS(\\d{5,7})");

    private Refusals() {}

    static Trouble of(TokenAnswer.Refused refused, String address) {
        String said = refused.words().isEmpty() ? refused.error() : refused.words();
        Kind kind = kind(refused);
        String words = switch (kind) {
            case CONSENT -> "An administrator of your organisation has to allow this program once for " + address + ".";
            case POLICY ->
                "The rules of your organisation keep this program, or this place, from " + address
                        + ". Only its administrators can change that.";
            case REGISTRATION ->
                "The provider does not accept the registration of this gateway (client id, secret or"
                        + " permissions) that is set for " + address + ".";
            case ACCOUNT_LOCKED ->
                "The provider has locked or closed the account " + address
                        + ". Sign in once on its web pages, or ask its" + " administrators.";
            case PROVIDER -> "The provider gives no token for " + address + " at the moment. Nothing is to be changed.";
            default ->
                "The provider asks " + address + " to sign in again: mailstead gateway add " + address
                        + ". Passwords in mail programs stay as they are.";
        };
        return new Trouble(kind, words + " The provider says: " + said, said);
    }

    private static Kind kind(TokenAnswer.Refused refused) {
        Matcher number = NUMBER.matcher(refused.words());
        if (number.find()) {
            switch (number.group(1)) {
                case "65001", "90094", "90095" -> {
                    return Kind.CONSENT;
                }
                // Somebody else's device, place or way of signing in than the rules allow; 53003x forbid one way, such
                // as codes.
                case "53000", "53001", "53002", "53003", "53004", "50005", "50097", "50105", "500014" -> {
                    return Kind.POLICY;
                }
                case "700016", "7000218", "7000215", "7000222", "50194", "50011", "90002", "50020", "9002341" -> {
                    return Kind.REGISTRATION;
                }
                case "50053", "50057" -> {
                    return Kind.ACCOUNT_LOCKED;
                }
                case "50126", "50034", "50076", "50079", "50173", "54005", "70008", "700082", "700084" -> {
                    return Kind.SIGN_IN_AGAIN;
                }
                default -> {
                    if (number.group(1).startsWith("53003")) return Kind.POLICY;
                    // Else the error says it.
                }
            }
        }
        // The registration is for work accounts only.
        if (refused.words().contains("personal account")) return Kind.REGISTRATION;
        return switch (refused.error()) {
            case "invalid_grant", "interaction_required", "login_required", "access_denied", "authorization_declined" ->
                Kind.SIGN_IN_AGAIN;
            case "consent_required", "admin_policy_enforced" -> Kind.CONSENT;
            case "invalid_client",
                    "unauthorized_client",
                    "invalid_scope",
                    "unsupported_grant_type",
                    "unsupported_response_type",
                    "invalid_request",
                    "redirect_uri_mismatch",
                    "org_internal",
                    "deleted_client" -> Kind.REGISTRATION;
            default -> Kind.PROVIDER;
        };
    }
}
