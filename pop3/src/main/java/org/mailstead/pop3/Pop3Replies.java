package org.mailstead.pop3;

/** Every answer POP3 gives, by what it means. */
final class Pop3Replies {
    /** No timestamp in angle brackets: that would offer APOP, which needs passwords in clear on the server. */
    static final Pop3Reply GREETING = Pop3Reply.ok("Mailstead is ready");

    static final Pop3Reply CAPABILITIES = Pop3Reply.ok("here is what this server can do");
    static final Pop3Reply BEGIN_TLS = Pop3Reply.ok("begin TLS now");
    static final Pop3Reply NOTHING_DONE = Pop3Reply.ok("still here");
    static final Pop3Reply NOTHING_MARKED = Pop3Reply.ok("no message is marked as deleted any more");
    static final Pop3Reply GOODBYE = Pop3Reply.ok("goodbye");

    /** The same whether there is such an account or not. */
    static final Pop3Reply PASSWORD_PLEASE = Pop3Reply.ok("now the password");

    static final Pop3Reply WRONG_PASSWORD = Pop3Reply.error("AUTH", "user name or password is wrong");
    static final Pop3Reply TOO_MANY_TRIES =
            Pop3Reply.error("SYS/TEMP", "too many wrong passwords from your network: wait ten minutes, then try again");
    static final Pop3Reply CANNOT_CHECK_PASSWORDS =
            Pop3Reply.error("SYS/TEMP", "passwords cannot be checked just now: try again in a minute");
    static final Pop3Reply NOT_FOR_ANOTHER =
            Pop3Reply.error("AUTH", "the password is right, but nobody can act in the name of another one here");
    static final Pop3Reply UNKNOWN_MECHANISM =
            Pop3Reply.error("this way to sign in is not offered, CAPA names those that are");
    static final Pop3Reply MECHANISMS = Pop3Reply.ok("ways to sign in");
    static final Pop3Reply SIGN_IN_CANCELLED = Pop3Reply.error("signing in was cancelled");
    static final Pop3Reply NO_BASE64 = Pop3Reply.error("that is not base64");
    static final Pop3Reply TLS_FIRST = Pop3Reply.error(
            "passwords are taken over TLS only: set this account to SSL/TLS, or to STARTTLS, in your mail program");
    static final Pop3Reply TLS_ALREADY = Pop3Reply.error("this connection has TLS already");
    static final Pop3Reply USER_FIRST = Pop3Reply.error("USER comes before PASS");
    static final Pop3Reply SIGN_IN_FIRST = Pop3Reply.error("sign in first, with USER and PASS");
    static final Pop3Reply SIGNED_IN_ALREADY = Pop3Reply.error("you are signed in already");

    static final Pop3Reply UNKNOWN_COMMAND = Pop3Reply.error("this is no command that this server knows");
    static final Pop3Reply WRONG_ARGUMENTS = Pop3Reply.error("this command wants other arguments");
    static final Pop3Reply LINE_TOO_LONG = Pop3Reply.error("this line is too long");
    static final Pop3Reply NO_SUCH_MESSAGE = Pop3Reply.error("there is no message of that number");
    static final Pop3Reply DELETED_ALREADY = Pop3Reply.error("this message is marked as deleted already");

    static final Pop3Reply FAULT =
            Pop3Reply.error("SYS/TEMP", "something went wrong on this server; it is in its log. Try again later");
    static final Pop3Reply NOTHING_DELETED =
            Pop3Reply.error("SYS/TEMP", "the messages could not be deleted and are still there. Try again later");
    static final Pop3Reply TOO_MANY_MISTAKES = Pop3Reply.error("too many lines that are no commands: goodbye");
    static final Pop3Reply TOO_MANY_COMMANDS = Pop3Reply.error("too many commands without signing in: goodbye");
    static final Pop3Reply TOO_MANY_CONNECTIONS =
            Pop3Reply.error("SYS/TEMP", "too many connections at this moment: try again in a minute");

    private Pop3Replies() {}

    static Pop3Reply brokenSignIn(String why) {
        return Pop3Reply.error("signing in broke off: " + why);
    }

    static Pop3Reply signedIn(int messages) {
        return Pop3Reply.ok(messages(messages));
    }

    static Pop3Reply count(int messages, long octets) {
        return Pop3Reply.ok(messages + " " + octets);
    }

    static Pop3Reply list(int messages, long octets) {
        return Pop3Reply.ok(messages(messages) + ", " + octets + " octets");
    }

    static Pop3Reply size(int number, long octets) {
        return Pop3Reply.ok(number + " " + octets);
    }

    static Pop3Reply uniqueId(int number, String id) {
        return Pop3Reply.ok(number + " " + id);
    }

    static Pop3Reply uniqueIds(int messages) {
        return Pop3Reply.ok("unique ids of " + messages(messages));
    }

    static Pop3Reply message(long octets) {
        return Pop3Reply.ok(octets + " octets");
    }

    static Pop3Reply top(long lines) {
        return Pop3Reply.ok("header and up to " + lines + " lines");
    }

    static Pop3Reply markedAsDeleted(int number) {
        return Pop3Reply.ok("message " + number + " goes at QUIT");
    }

    static Pop3Reply goodbye(long deleted) {
        return Pop3Reply.ok("goodbye, " + messages(deleted) + " deleted");
    }

    private static String messages(long count) {
        return count == 1 ? "1 message" : count + " messages";
    }
}
