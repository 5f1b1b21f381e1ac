package org.mailstead.ladder;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.mailstead.ladder.SignIn.Came;
import org.mailstead.settings.MailServer.Protocol;

/** Reads what servers say to somebody who signs in. */
final class SignInReply {
    /** Troubles of the server's own. RFC 5530 §3, RFC 3206 §4, RFC 2449 §8.1. */
    private static final Pattern NOT_NOW =
            Pattern.compile("\\[(UNAVAILABLE|SERVERBUG|INUSE|LIMIT|SYS/TEMP|IN-USE|LOGIN-DELAY)\\b.*");

    /** After which every further try makes it worse. */
    private static final Pattern LOCKED = Pattern.compile(
            "\\block|too many|suspend|blocked|banned|disabled|suspicious|unusual|web ?(mail )?log-?in required"
                    + "|web ?browser|try again (later|in)|wait \\d+",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern USER = Pattern.compile(
            "user ?(name)? ?(is )?(unknown|not found|does not exist|invalid)|(unknown|no such|invalid|bad) (user|account|login name|mailbox)"
                    + "|(full|complete|whole) (e-?mail )?address|domain (is )?(missing|required)|(account|mailbox) (is )?(unknown|not found|does not exist)"
                    + "|(user ?name|login) format",
            Pattern.CASE_INSENSITIVE);

    private SignInReply() {}

    /** @param lines of the answer, the deciding one last */
    static Came came(Protocol protocol, List<String> lines) {
        String last = lines.getLast().toUpperCase(Locale.ROOT);
        return switch (protocol) {
            case IMAP -> {
                String rest = last.replaceFirst("^\\S+ ", "");
                if (last.startsWith("* BYE")) yield Came.CUT;
                if (rest.equals("OK") || rest.startsWith("OK ")) yield Came.LET_IN;
                yield isForNow(rest.replaceFirst("^(NO|BAD) ", "")) ? Came.NOT_NOW : Came.REFUSED;
            }
            case POP3 -> {
                if (last.equals("+OK") || last.startsWith("+OK ")) yield Came.LET_IN;
                yield isForNow(last.replaceFirst("^-ERR ", "")) ? Came.NOT_NOW : Came.REFUSED;
            }
            case SMTP -> {
                if (last.startsWith("235")) yield Came.LET_IN;
                yield last.startsWith("4") ? Came.NOT_NOW : Came.REFUSED;
            }
        };
    }

    private static boolean isForNow(String text) {
        return NOT_NOW.matcher(text).matches();
    }

    /** Whether nobody should try again, here or at the account's other servers. */
    static boolean isLocked(String said) {
        return LOCKED.matcher(said).find();
    }

    /** Whether it is about the user name, and not about name or password. */
    static boolean isAboutTheUser(String said) {
        return USER.matcher(said).find() && !said.toLowerCase(Locale.ROOT).contains("password");
    }
}
