package org.mailstead.doctor;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What servers mean by their refusals. The words are those that servers of large providers and the usual programs say; the first that fits
 * counts, so that the special ones stand before the general ones.
 */
final class Replies {
    /** Of a text that is looked at: answers are shorter, and what people paste is cut. */
    private static final int CHARACTERS = 2000;

    private record Words(Case means, Pattern pattern) {}

    private static final List<Words> WORDS = List.of(
            words(Case.SENDING_SWITCHED_OFF, "smtpclientauthentication is disabled"),
            words(Case.OLD_TLS, "421[- ]4\\.7\\.66|tls 1\\.[01] .{0,40}(not supported|no longer)"),
            words(
                    Case.BROWSER_SIGN_IN_ONLY,
                    "basic auth(entication)? is (disabled|not supported)|5\\.7\\.30\\b|aadsts500(76|79|74)\\b"),
            words(
                    Case.COMPANY_RULES,
                    "did not meet the criteria|security defaults|conditional access|aadsts(5300[0-4]|50097|50005|530034)\\b"),
            words(Case.CONSENT_MISSING, "aadsts(65001|90094|90095|700016)\\b|admin(istrator)? (consent|approval)"),
            words(
                    Case.PROGRAM_NOT_REGISTERED,
                    "aadsts(7000215|7000218|7000222|50011|50194|90002|9002341)\\b|(invalid|unauthorized|deleted)_client\\b"
                            + "|redirect_uri_mismatch|personal account"),
            words(
                    Case.KEPT_SIGN_IN_UNREADABLE,
                    "the vault .{0,300}(tampered with|is no vault|of a newer version|cannot be (read|locked|written)|is that of)"
                            + "|was changed by something else than the gateway"),
            words(Case.SIGNED_IN_AS_ANOTHER, "authenticated but not connected|connection closed\\. 14\\b"),
            words(
                    Case.GOOGLE_APP_PASSWORD,
                    "application-specific password|534[- ]5\\.7\\.9\\b|app(lication)? password (is )?required"),
            words(Case.PROGRAM_UNKNOWN, "unsafe login"),
            words(
                    Case.ACCOUNT_LOCKED,
                    "web login required|5\\.7\\.14\\b|log ?in (via|with|through|using) (your|a) (web )?browser"
                            + "|aadsts500(53|57)\\b"
                            + "|(account|user|mailbox) (is |has been |was )?(temporarily )?(locked|disabled|suspended|blocked)"
                            + "|too many (failed|unsuccessful|login|log-?in|bad|wrong|invalid|authentication)"),
            words(
                    Case.PROGRAMS_NOT_ALLOWED,
                    "(imap|pop3?) (access |use )?(is |has been )?(disabled|switched off|not enabled)"
                            + "|not enabled for (imap|pop3?)|yet to enable (imap|pop3?)"),
            words(
                    Case.TOO_MANY_CONNECTIONS,
                    "too many (simultaneous |concurrent |open )?(imap |pop3? )?(connections|sessions)"
                            + "|(maximum|max) (number of|allowed)? ?(concurrent |simultaneous )?(user )?connections"
                            + "|connection limit"),
            words(
                    Case.SIGN_IN_EXPIRED,
                    "aadsts(700082|700084|70008|70043|50173|54005)\\b|invalid_grant|invalid_token"
                            + "|token (is |has |was )?(been )?(expired|revoked|no longer valid)"),
            words(
                    Case.MECHANISM_MISSING,
                    "504[- ]5\\.7\\.4\\b|unrecogni[sz]ed auth(entication)? type"
                            + "|(unsupported|unknown|invalid) (sasl |auth(entication)? )*mechanism"
                            + "|mechanism (is )?(not|un)[ -]?(supported|available)|secure password authentication"
                            + "|no (supported|usable) auth(entication)? (method|mechanism)"),
            words(
                    Case.SENDER_NOT_OWN,
                    "sendasdenied|5\\.2\\.252\\b|5\\.7\\.60\\b|not owned by|not allowed to send (as|from)"
                            + "|not (authori[sz]ed|permitted) to send (as|on behalf|from)"
                            + "|sender (address )?(is )?(rejected|not allowed|not authori[sz]ed|mismatch)"),
            words(
                    Case.SENDING_WITHOUT_SIGN_IN,
                    "530[- ]5\\.7\\.(57|0)\\b|client (was |is )?not authenticated|auth(entication)? (is )?(required|needed)"
                            + "|must (first )?authenticate|authenticate first|not authenticated"),
            words(
                    Case.WRONG_OUTGOING_SERVER,
                    "relay(ing)? (access )?(is )?(denied|not permitted|not allowed|prohibited)|unable to relay|not relay"),
            words(
                    Case.MESSAGE_TOO_LARGE,
                    "5\\.3\\.4\\b|message (size|length) exceeds|message (is )?too (large|big|long)"),
            words(
                    Case.MAILBOX_FULL,
                    "overquota|[45]\\.2\\.2\\b|over (the )?(storage )?quota|mailbox (is )?full|quota (is )?(exceeded|reached)"),
            words(
                    Case.TOO_MUCH_SENT,
                    "432[- ]4\\.3\\.2\\b|sender thread limit|5\\.4\\.5\\b|(daily|hourly|sending|sent) (user )?(sending )?(limit|quota)"
                            + "|450[- ]4\\.7\\.1\\b|rate limit|too many (messages|recipients|mails)|421[- ]4\\.7\\.0\\b"),
            words(
                    Case.RECIPIENT_REFUSED,
                    "5\\.1\\.1\\b|user unknown|no such (user|recipient|mailbox)|unknown (user|recipient)"
                            + "|(recipient|user|mailbox) (address )?(was |is )?(rejected|not found|unknown|unavailable)"),
            words(
                    Case.SENDER_DISTRUSTED,
                    "spamhaus|(block|black|deny) ?list|5\\.7\\.26\\b|5\\.1\\.8\\b|\\bspf\\b|\\bdmarc\\b|\\bdkim\\b|reputation"
                            + "|considered spam|likely (unsolicited|spam)|spam (message|content) (rejected|detected)"),
            words(
                    Case.PROVIDER_TROUBLE,
                    "\\[unavailable]|\\[serverbug]|\\[sys/temp]|454[- ]4\\.7\\.0\\b|temporar(y|ily)|generic failure|(server|internal) error"
                            + "|try again|service (is )?(not |un)available"));

    private Replies() {}

    private static Words words(Case means, String pattern) {
        return new Words(means, Pattern.compile(pattern, Pattern.CASE_INSENSITIVE));
    }

    /** Empty if the text says nothing in particular. */
    static Optional<Case> meaning(String text) {
        String looked = text.length() > CHARACTERS ? text.substring(0, CHARACTERS) : text;
        return WORDS.stream()
                .filter(each -> each.pattern().matcher(looked).find())
                .map(Words::means)
                .findFirst();
    }
}
