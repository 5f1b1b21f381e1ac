package org.mailstead.imap;

import java.util.List;
import org.mailstead.mailbox.Annotations;
import org.mailstead.mailbox.MailboxException;

/** Every reply that is not simply "done", by what it means. RFC 3501 §7.1, RFC 5530 §3. */
final class ImapReplies {
    static final ImapReply WRONG_CREDENTIALS = ImapReply.no(
            "AUTHENTICATIONFAILED", "The user name or the password is wrong. The user name is the whole mail address.");
    static final ImapReply NOT_FOR_ANOTHER = ImapReply.no(
            "AUTHORIZATIONFAILED", "You have proved who you are, but nobody can act in the name of another one here.");
    static final ImapReply TOO_MANY_TRIES = ImapReply.no(
            "AUTHENTICATIONFAILED",
            "Too many failed tries from here. Please wait some minutes and check the password.");
    static final ImapReply APP_PASSWORD_WANTED = ImapReply.no(
            "AUTHENTICATIONFAILED",
            "This account has a second factor, which mail programs cannot ask for: make an app password for this"
                    + " program and type it in place of your own.");
    static final ImapReply NOT_FOR_IMAP = ImapReply.no(
            "AUTHORIZATIONFAILED",
            "This password or token was made for other things than IMAP: make one that may read mail.");
    static final ImapReply PASSWORD_EXPIRED =
            ImapReply.no("EXPIRED", "This app password has ended: make a new one for this program.");
    static final ImapReply TOKEN_EXPIRED =
            ImapReply.no("AUTHENTICATIONFAILED", "This token has ended: the program has to get itself a new one.");
    static final ImapReply TOKEN_UNKNOWN = ImapReply.no(
            "AUTHENTICATIONFAILED",
            "This token is not good here: sign in again in the program, by way of the browser.");
    static final ImapReply CERTIFICATE_UNKNOWN = ImapReply.no(
            "AUTHENTICATIONFAILED", "The certificate of this program names nobody here, or somebody else.");
    static final ImapReply ACCOUNT_DISABLED = ImapReply.no(
            "CONTACTADMIN",
            "This account is locked where its password is kept. Ask whoever looks after your accounts.");
    static final ImapReply SIGN_IN_UNAVAILABLE =
            ImapReply.no("UNAVAILABLE", "Signing in is not possible right now, please try again in a moment.");

    /** @param why the mailbox, which is at another server, cannot be opened now */
    static ImapReply elsewhere(String why) {
        return ImapReply.no("UNAVAILABLE", why);
    }

    static final ImapReply TLS_FIRST = ImapReply.no(
            "PRIVACYREQUIRED",
            "This connection is not encrypted. Set the connection security to STARTTLS, or to SSL/TLS with port 993.");
    static final ImapReply PROOF_WANTED = ImapReply.no(
            "CANNOT",
            "Programs may not show a password here. Set the kind of sign-in to encrypted password, OAuth or"
                    + " certificate.");
    static final ImapReply READ_ONLY = ImapReply.no("READ-ONLY", "The mailbox was opened for reading only.");
    static final ImapReply FAULT = ImapReply.no(
            "SERVERBUG", "The server could not do this because of an error of its own; it has been logged.");
    static final ImapReply STORE_TROUBLE =
            ImapReply.no("UNAVAILABLE", "The server cannot read or write its data right now. Nothing was changed.");
    static final ImapReply BAD_CHARSET =
            ImapReply.no("BADCHARSET (US-ASCII UTF-8)", "This character set is not known here.");
    static final ImapReply FILTER_CHARSET = ImapReply.bad(
                    "Stored searches are in UTF-8, and so must be what is beside them.")
            .with("BADCHARSET (US-ASCII UTF-8)");
    static final ImapReply SEARCH_TOO_LONG = ImapReply.no(
            "LIMIT", "This search has more keys than one command may have. Please search in several steps.");
    static final ImapReply TAG_IN_USE =
            outOfPlace("A search with this tag is kept up to date already. Please use another tag.");
    static final ImapReply BAD_NAME = ImapReply.no(
            "CANNOT",
            "This is no possible mailbox name: it is too long, has an empty level, or characters not allowed or not"
                    + " written as IMAP wants it.");
    static final ImapReply UNKNOWN_MECHANISM =
            ImapReply.no("CANNOT", "This way to sign in is not offered; CAPABILITY names those that are.");
    static final ImapReply AUTHENTICATION_CANCELLED = ImapReply.bad("Signing in was cancelled.");
    static final ImapReply LATER = outOfPlace("Please sign in first.");
    static final ImapReply ALREADY_IN = outOfPlace("You are signed in already.");
    static final ImapReply NO_MAILBOX_OPEN = outOfPlace("Open a mailbox first, with SELECT or EXAMINE.");
    static final ImapReply QRESYNC_IS_OFF = outOfPlace("ENABLE QRESYNC comes first.");
    static final ImapReply UID_REQUIRED = ImapReply.bad("Message numbers cannot be used after ENABLE UIDONLY.")
            .with("UIDREQUIRED");
    static final ImapReply PARTLY_DONE = ImapReply.ok("Done for as many messages as one command may have.");
    static final ImapReply TOO_MANY_MESSAGES =
            ImapReply.no("LIMIT", "These are more messages than one command may have. Nothing was done.");
    static final ImapReply BATCHES_TOO_SMALL =
            ImapReply.no("TOOFEW", "Batches have at least " + UidBatches.SMALLEST + " messages here.");
    static final ImapReply TOO_MANY_BATCHES = ImapReply.no(
            "TOOMANY", "At most " + UidBatches.MOST + " batches are told at once. Ask for larger or for fewer ones.");
    static final ImapReply NO_PERMISSION = ImapReply.no("NOPERM", "You have no right to do this here.");
    static final ImapReply NOT_YOURS = ImapReply.no("CANNOT", "Only the owner of this mailbox can do this.");
    static final ImapReply SHARED_NAME = ImapReply.no(
            "CANNOT", "Mailboxes that other people share with you are below \"Shared\", so it cannot be one of yours.");
    static final ImapReply BETWEEN_ACCOUNTS = ImapReply.no(
            "CANNOT", "A mailbox cannot be moved to another account. Make one there and move the messages.");
    static final ImapReply NO_SUCH_PERSON = ImapReply.no(
            "CANNOT", "Nobody here has this address. Others can be named as \"anyone\" or \"authenticated\".");
    static final ImapReply NO_SUCH_USE = ImapReply.no(
            "USEATTR", "A mailbox can be for \\Archive, \\Drafts, \\Important, \\Junk, \\Sent or \\Trash only.");
    static final ImapReply ADMINISTRATOR_ONLY =
            ImapReply.no("NOPERM", "Only an administrator of this server can set this.");
    static final ImapReply READ_ONLY_ENTRY =
            ImapReply.no("CANNOT", "This entry is told by the server and cannot be set.");
    static final ImapReply MIXED_ENTRIES = ImapReply.no(
            "CANNOT", "Entries of the server for everybody and entries for oneself cannot be set in one command.");
    static final ImapReply NO_SUCH_LIMIT =
            ImapReply.no("CANNOT", "A limit is a number from 1 on. To have no limit, leave the resource out.");
    static final ImapReply VALUE_TOO_LONG = ImapReply.no(
            "METADATA MAXSIZE " + Annotations.VALUE_BYTES,
            "The value of an entry may have at most " + Annotations.VALUE_BYTES + " bytes.");
    static final ImapReply NO_QUOTA_ROOT = ImapReply.no("NONEXISTENT", "There is no quota of this name.");
    static final ImapReply SOME_UNREADABLE = ImapReply.no(
            "CORRUPTION", "Some messages are damaged where the server keeps them and could not be read; it is logged.");
    static final ImapReply SOME_GONE = ImapReply.ok(
                    "Some of these messages are gone already; another program removed them.")
            .with("EXPUNGEISSUED");
    static final ImapReply SOME_MODIFIED = ImapReply.ok("Some messages had changed meanwhile and were left alone.");
    static final ImapReply UNKNOWN_COMPRESSION =
            ImapReply.no("CANNOT", "This way to compress is not offered; DEFLATE is.");
    static final ImapReply COMPRESSION_IS_ON = ImapReply.no("COMPRESSIONACTIVE", "Compression is on already.");
    static final ImapReply TLS_TOO_LATE = outOfPlace("TLS has to come before compression.");
    static final ImapReply UNKNOWN_ENCODING =
            ImapReply.no("UNKNOWN-CTE", "The content is encoded in a way that is not known here.");
    static final ImapReply BINARY_IMPOSSIBLE = ImapReply.no(
            "UNKNOWN-CTE",
            "NUL bytes can be kept in the body of a part only, and only if its encoding is binary or 8bit.");
    static final ImapReply NO_MESSAGE = ImapReply.no("CANNOT", "A message of no bytes is none. Nothing was stored.");
    static final ImapReply NOTHING_TO_REPLACE =
            ImapReply.no("EXPUNGEISSUED", "The message to be replaced is gone. Nothing was stored.");
    static final ImapReply TOO_MANY_NOTIFICATIONS =
            ImapReply.no("NOTIFICATIONOVERFLOW", "These are more mailboxes than can be followed at once.");
    static final ImapReply TLS_IS_ON = outOfPlace("TLS is on already.");

    static final String GREETING = "Mailstead is ready for IMAP.";
    static final String BYE = "Goodbye.";
    static final String BYE_IDLE = "Nothing was heard from you for too long. Goodbye.";
    static final String BYE_MISTAKES = "Too many commands that are not IMAP. Goodbye.";
    static final String BYE_TRIES = "Too many failed tries to sign in. Goodbye.";
    static final String BYE_SHUTDOWN = "The server is being stopped; please connect again later.";
    static final String BYE_TOO_BIG = "[TOOBIG] That is more than can be skipped. Goodbye.";
    static final String BYE_CONNECTIONS = "Too many connections, please try again later.";
    static final String BYE_WRONG_PROTOCOL = "This is an IMAP server. Goodbye.";
    static final String BYE_GARBAGE = "That is not compressed as agreed. Goodbye.";
    static final String NOTIFICATION_OVERFLOW =
            "[NOTIFICATIONOVERFLOW] Too much has changed to tell; nothing more will be told unasked";
    static final String STILL_HERE = "Still here";

    private ImapReplies() {}

    static String lineTooLong(int limit) {
        return "A command line may have at most " + limit + " bytes.";
    }

    static ImapReply tooBig(long limit) {
        return ImapReply.no("TOOBIG", "A message may have at most " + limit + " bytes here.");
    }

    /** The client has lost sight of where the session stands. RFC 5530 §3, CLIENTBUG. */
    private static ImapReply outOfPlace(String text) {
        return ImapReply.bad(text).with("CLIENTBUG");
    }

    /** RFC 5267 §4.3.1. */
    static ImapReply noUpdate(String tag) {
        return ImapReply.no("NOUPDATE \"" + tag + "\"", "This search is not kept up to date.");
    }

    /** RFC 5465 §3.1. */
    static ImapReply badEvent(List<String> offered) {
        return ImapReply.no("BADEVENT (" + String.join(" ", offered) + ")", "Only these events can be told here.");
    }

    /** RFC 5466 §3.1. */
    static ImapReply undefinedFilter(String name) {
        return ImapReply.no("UNDEFINED-FILTER " + name, "There is no filter of this name.");
    }

    /** @param url as the client wrote it. RFC 4469 §4.1 */
    static ImapReply badUrl(String url) {
        // Neither a bracket nor a line end may end the code early.
        String shown = url.replaceAll("[^ -~]|[\\]\\\\]", "?");
        return ImapReply.no(
                "BADURL " + (shown.isBlank() ? "?" : shown), "This names no message or part that is within reach.");
    }

    /** @param code what is missing where a mailbox was to be written to: then TRYCREATE */
    static ImapReply of(MailboxException e, String code) {
        String text = sentence(e.getMessage());
        return switch (e.reason()) {
            case NONEXISTENT -> ImapReply.no(code, text);
            case ALREADYEXISTS -> ImapReply.no("ALREADYEXISTS", text);
            case HASCHILDREN -> ImapReply.no("HASCHILDREN", text);
            case CANNOT -> ImapReply.no("CANNOT", text);
            case LIMIT -> ImapReply.no("LIMIT", text);
            case OVERQUOTA -> ImapReply.no("OVERQUOTA", text);
        };
    }

    /** One line of ASCII with a capital: names in it may be in any script. RFC 3501 §9, resp-text. */
    private static String sentence(@org.jspecify.annotations.Nullable String message) {
        String text = message == null ? "This cannot be done" : message;
        var ascii = new StringBuilder();
        text.codePoints().forEach(c -> ascii.appendCodePoint(c >= ' ' && c <= '~' ? c : '?'));
        ascii.setCharAt(0, Character.toUpperCase(ascii.charAt(0)));
        return ascii.append('.').toString();
    }
}
