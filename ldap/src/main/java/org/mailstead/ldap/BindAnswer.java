package org.mailstead.ldap;

import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ErrorType;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ResponseControl;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.PasswordAuthority.Verdict;

/**
 * What a server thinks of a password.
 *
 * @param why for the log and for the person who set it up
 */
record BindAnswer(Verdict verdict, String why) {
    /** How Active Directory tells why, at the end of a longer text: a number of Windows, in hexadecimal. */
    private static final Pattern DATA = Pattern.compile("\\bdata ([0-9a-fA-F]{2,8})\\b");

    private static final String WRONG_PASSWORD = "wrong password";

    private static final Map<String, BindAnswer> WINDOWS = Map.ofEntries(
            Map.entry("525", new BindAnswer(Verdict.NO_SUCH_PERSON, "no such person (Active Directory, 525)")),
            Map.entry("52e", new BindAnswer(Verdict.WRONG, WRONG_PASSWORD + " (Active Directory, 52e)")),
            disabled("52f", "restrictions of the account"),
            disabled("530", "not at this time of the day"),
            disabled("531", "not from this machine"),
            disabled("532", "the password has expired"),
            disabled("533", "the account is disabled"),
            disabled("568", "in too many groups"),
            disabled("701", "the account has expired"),
            disabled("773", "the password has to be changed first"),
            disabled("775", "locked after too many wrong passwords"));

    private static Map.Entry<String, BindAnswer> disabled(String code, String why) {
        return Map.entry(code, new BindAnswer(Verdict.DISABLED, why + " (Active Directory, " + code + ")"));
    }

    static BindAnswer of(BindResult result) {
        Optional<DraftBeheraLDAPPasswordPolicy10ErrorType> policy = policy(result);
        return of(result.getResultCode(), result.getDiagnosticMessage(), policy.orElse(null));
    }

    static BindAnswer of(
            ResultCode code, @Nullable String diagnostic, @Nullable DraftBeheraLDAPPasswordPolicy10ErrorType policy) {
        if (policy != null) {
            String why = switch (policy) {
                case PASSWORD_EXPIRED -> "the password has expired";
                case ACCOUNT_LOCKED -> "the account is locked";
                case CHANGE_AFTER_RESET -> "the password has to be changed first";
                default -> "";
            };
            if (!why.isEmpty()) return new BindAnswer(Verdict.DISABLED, why + " (password policy of the server)");
        }
        String said = code.getName() + ", " + LdapTrouble.shown(diagnostic);
        return switch (code.intValue()) {
            case ResultCode.SUCCESS_INT_VALUE -> new BindAnswer(Verdict.RIGHT, "the password is right");
            case ResultCode.INVALID_CREDENTIALS_INT_VALUE ->
                windows(diagnostic).orElseGet(() -> new BindAnswer(Verdict.WRONG, WRONG_PASSWORD));
            case ResultCode.INAPPROPRIATE_AUTHENTICATION_INT_VALUE ->
                new BindAnswer(Verdict.WRONG, "the entry has no password (" + said + ")");
            case ResultCode.NO_SUCH_OBJECT_INT_VALUE, ResultCode.INVALID_DN_SYNTAX_INT_VALUE ->
                new BindAnswer(Verdict.NO_SUCH_PERSON, "there is no such entry (" + said + ")");
            // 389 Directory Server and FreeIPA answer so for locked accounts.
            case ResultCode.UNWILLING_TO_PERFORM_INT_VALUE, ResultCode.CONSTRAINT_VIOLATION_INT_VALUE ->
                new BindAnswer(Verdict.DISABLED, "the server does not let this person in (" + said + ")");
            case ResultCode.CONFIDENTIALITY_REQUIRED_INT_VALUE, ResultCode.STRONG_AUTH_REQUIRED_INT_VALUE ->
                new BindAnswer(
                        Verdict.UNAVAILABLE,
                        "the server takes passwords over TLS only (" + said
                                + "). Use ldaps:// in ldap.servers, or ldap.starttls = \"on\"");
            case ResultCode.REFERRAL_INT_VALUE ->
                new BindAnswer(
                        Verdict.UNAVAILABLE,
                        "the server names another one for this entry, which is not followed. Name that one in ldap.servers");
            default -> new BindAnswer(Verdict.UNAVAILABLE, "the server cannot say (" + said + ")");
        };
    }

    private static Optional<DraftBeheraLDAPPasswordPolicy10ErrorType> policy(BindResult result) {
        try {
            return Optional.ofNullable(DraftBeheraLDAPPasswordPolicy10ResponseControl.get(result))
                    .map(DraftBeheraLDAPPasswordPolicy10ResponseControl::getErrorType);
        } catch (LDAPException unreadable) {
            // A remark beside the answer, which stands.
            return Optional.empty();
        }
    }

    static Optional<BindAnswer> windows(@Nullable String diagnostic) {
        if (diagnostic == null) return Optional.empty();
        var data = DATA.matcher(diagnostic);
        return data.find()
                ? Optional.ofNullable(WINDOWS.get(data.group(1).toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }
}
