package org.mailstead.smtp;

import java.util.List;

/** Everything this server says. RFC 5321 §4.2.3, RFC 3463. */
final class SmtpReplies {
    private SmtpReplies() {}

    // Beginning and end of the session
    static final SmtpReply BYE = SmtpReply.of(221, "2.0.0", "bye");
    static final SmtpReply READY_FOR_TLS = SmtpReply.of(220, "2.0.0", "go ahead with TLS");
    static final SmtpReply SHUTTING_DOWN = SmtpReply.of(421, "4.3.2", "this server is being shut down, try again soon");
    static final SmtpReply TOO_SLOW = SmtpReply.of(421, "4.4.2", "you took too long, closing the connection");
    static final SmtpReply TOO_MANY_ERRORS = SmtpReply.of(421, "4.7.0", "too many errors, closing the connection");
    static final SmtpReply TOO_MANY_REFUSED =
            SmtpReply.of(421, "4.7.0", "too many unknown recipients, closing the connection");
    static final SmtpReply TOO_MANY_MESSAGES =
            SmtpReply.of(421, "4.7.0", "enough messages on one connection, open another for more");
    static final SmtpReply TOO_MANY_IDLE_COMMANDS =
            SmtpReply.of(421, "4.7.0", "many commands and no mail, closing the connection");
    static final SmtpReply TOO_MANY_SIGN_INS =
            SmtpReply.of(421, "4.7.0", "too many failed sign-ins, closing the connection");
    static final SmtpReply TOO_MANY_CONNECTIONS = SmtpReply.of(421, "4.7.0", "too many connections, try again later");
    static final SmtpReply NOT_HTTP = SmtpReply.of(554, "5.5.1", "this is a mail server and speaks SMTP, not HTTP");

    // Fine
    static final SmtpReply OK = SmtpReply.of(250, "2.0.0", "ok");
    static final SmtpReply SENDER_OK = SmtpReply.of(250, "2.1.0", "sender ok");
    static final SmtpReply RECIPIENT_OK = SmtpReply.of(250, "2.1.5", "recipient ok");
    static final SmtpReply SEND_MESSAGE =
            SmtpReply.plain(354, "send the message, end it with a line that is a single dot");
    static final SmtpReply SIGNED_IN = SmtpReply.of(235, "2.7.0", "signed in");
    static final SmtpReply WONT_TELL =
            SmtpReply.of(252, "2.1.5", "addresses are not told, send mail and it will arrive if the address is right");
    static final SmtpReply HELP = new SmtpReply(
            214,
            "2.0.0",
            List.of(
                    "commands: EHLO HELO MAIL RCPT DATA BDAT BURL RSET NOOP VRFY AUTH STARTTLS HELP QUIT",
                    "the standards: RFC 5321, RFC 6409, RFC 3207, RFC 4954"));

    // Grammar and order
    static final SmtpReply LHLO_WANTED = SmtpReply.of(500, "5.5.1", "this port speaks LMTP, say LHLO");
    static final SmtpReply BAD_XCLIENT = SmtpReply.of(
            501, "5.5.4", "wanted is XCLIENT with NAME, ADDR, PORT, PROTO, HELO or LOGIN, each with a value in xtext");
    static final SmtpReply XCLIENT_REFUSED =
            SmtpReply.of(550, "5.7.0", "you are not one who may say for whom it connects");
    static final SmtpReply XCLIENT_NOBODY = SmtpReply.of(550, "5.7.8", "nobody here signs in by that name");
    static final SmtpReply LMTP_STRANGER =
            SmtpReply.of(554, "5.7.1", "this port is for programs of our own, other servers use port 25");
    static final SmtpReply NO_RECIPIENTS_LMTP = SmtpReply.of(503, "5.5.1", "no recipient was accepted");
    static final SmtpReply UNKNOWN_COMMAND = SmtpReply.of(500, "5.5.1", "command not known");
    static final SmtpReply BAD_CHARACTERS = SmtpReply.of(500, "5.5.2", "a command holds printable characters only");
    static final SmtpReply NOT_UTF8 =
            SmtpReply.of(500, "5.5.2", "a command is in ASCII, or in UTF-8 where SMTPUTF8 allows it");
    static final SmtpReply LINE_TOO_LONG = SmtpReply.of(500, "5.5.2", "command line too long");
    static final SmtpReply NO_ARGUMENTS = SmtpReply.of(501, "5.5.4", "this command takes no arguments");
    static final SmtpReply BAD_HELLO = SmtpReply.of(501, "5.5.4", "say your host name or [address] after it");
    static final SmtpReply BAD_SENDER = SmtpReply.of(501, "5.1.7", "wanted is MAIL FROM:<address>");
    static final SmtpReply BAD_RECIPIENT = SmtpReply.of(501, "5.1.3", "wanted is RCPT TO:<address>");
    static final SmtpReply BAD_PARAMETER = SmtpReply.of(501, "5.5.4", "a parameter is malformed");
    static final SmtpReply UNKNOWN_PARAMETER = SmtpReply.of(555, "5.5.4", "a parameter is not known here");
    static final SmtpReply ADDRESS_NOT_ASCII =
            SmtpReply.of(553, "5.6.7", "an address with other than ASCII characters needs the parameter SMTPUTF8");
    static final SmtpReply HELLO_FIRST = SmtpReply.of(503, "5.5.1", "say EHLO first");
    static final SmtpReply MAIL_FIRST = SmtpReply.of(503, "5.5.1", "say MAIL first");
    static final SmtpReply MAIL_UNDER_WAY = SmtpReply.of(503, "5.5.1", "not while a mail is under way, say RSET first");
    static final SmtpReply NO_RECIPIENTS = SmtpReply.of(554, "5.5.1", "no recipient was accepted");
    static final SmtpReply NOT_OFFERED = SmtpReply.of(502, "5.5.1", "this command is not offered here");

    // TLS and sign-in
    static final SmtpReply TLS_ALREADY = SmtpReply.of(503, "5.5.1", "TLS is on already");
    static final SmtpReply TLS_FIRST = SmtpReply.of(530, "5.7.0", "say STARTTLS first");
    static final SmtpReply SIGN_IN_FIRST = SmtpReply.of(530, "5.7.0", "sign in first (AUTH)");
    static final SmtpReply SIGN_IN_NEEDS_TLS =
            SmtpReply.of(538, "5.7.11", "passwords are taken over TLS only, say STARTTLS first");
    static final SmtpReply SIGN_IN_ELSEWHERE =
            SmtpReply.of(502, "5.5.1", "this port is for other servers, mail programs use port 587 or 465");
    static final SmtpReply SIGNED_IN_ALREADY = SmtpReply.of(503, "5.5.1", "you are signed in already");
    static final SmtpReply UNKNOWN_MECHANISM =
            SmtpReply.of(504, "5.5.4", "this way to sign in is not offered, EHLO names those that are");
    static final SmtpReply BAD_SIGN_IN = SmtpReply.of(501, "5.5.2", "that is not well-formed for this way to sign in");
    static final SmtpReply SIGN_IN_CANCELLED = SmtpReply.of(501, "5.7.0", "sign-in cancelled");
    static final SmtpReply SIGN_IN_TOO_LONG = SmtpReply.of(500, "5.5.6", "that is too long for a sign-in");
    static final SmtpReply WRONG_PASSWORD = SmtpReply.of(535, "5.7.8", "user name or password is not right");
    /** RFC 4954 §6: 534 where another kind of proof is wanted; 454 where nothing is wrong with this one. */
    static SmtpReply signInRefused(SubmissionSignIn.Outcome.Kind kind) {
        return switch (kind) {
            case WRONG -> WRONG_PASSWORD;
            case TOO_MANY_TRIES ->
                SmtpReply.of(
                        454, "4.7.0", "too many wrong passwords from your network: wait ten minutes, then try again");
            case APP_PASSWORD_WANTED ->
                SmtpReply.of(
                        534,
                        "5.7.9",
                        "this account has a second factor, which mail programs cannot ask for: make an app password for"
                                + " this program and type it in place of your own");
            case NOT_FOR_SENDING ->
                SmtpReply.of(
                        535,
                        "5.7.8",
                        "this password or token was made for other things than sending: make one that may send");
            case NOT_FOR_ANOTHER ->
                SmtpReply.of(
                        535,
                        "5.7.8",
                        "you have proved who you are, but nobody can act in the name of another one here");
            case EXPIRED -> SmtpReply.of(535, "5.7.8", "this app password has ended: make a new one for this program");
            case TOKEN_EXPIRED ->
                SmtpReply.of(535, "5.7.8", "this token has ended: the program has to get itself a new one");
            case TOKEN_UNKNOWN ->
                SmtpReply.of(
                        535,
                        "5.7.8",
                        "this token is not good here: sign in again in the program, by way of the browser");
            case CERTIFICATE_UNKNOWN ->
                SmtpReply.of(535, "5.7.8", "the certificate of this program names nobody here, or somebody else");
            case DISABLED ->
                SmtpReply.of(
                        525,
                        "5.7.13",
                        "this account is locked where its password is kept: ask whoever looks after your accounts");
        };
    }

    static final SmtpReply SIGN_IN_UNAVAILABLE =
            SmtpReply.of(454, "4.7.0", "sign-in is not possible at the moment, try again later");

    // Recipients
    static final SmtpReply NO_SUCH_ADDRESS = SmtpReply.of(550, "5.1.1", "there is no such address here");
    static final SmtpReply KEPT_ELSEWHERE = SmtpReply.of(
            550,
            "5.1.6",
            "this mailbox is at another provider, and mail for it is not taken here: the MX record of its domain has"
                    + " to name that provider's servers");
    static final SmtpReply NO_RELAY =
            SmtpReply.of(550, "5.7.1", "that domain is not ours and we do not relay, ask its own mail server");
    static final SmtpReply TOO_MANY_RECIPIENTS =
            SmtpReply.of(452, "4.5.3", "too many recipients, send this mail to the rest of them again");
    static final SmtpReply RECIPIENT_UNCLEAR =
            SmtpReply.of(451, "4.3.0", "cannot look up the recipient at the moment, try again later");

    static final SmtpReply RELEASE_TOO_FAR =
            SmtpReply.of(501, "5.5.4", "mail is held for " + FutureRelease.LONGEST.toDays() + " days at most");
    static final SmtpReply RELEASE_PAST = SmtpReply.of(501, "5.5.4", "the time to release the mail has passed");
    static final SmtpReply PRIORITY_CHANGED =
            SmtpReply.of(250, "2.3.6", "sender ok, but with a lower priority than asked for");

    // The message
    static final SmtpReply BAD_BURL = SmtpReply.of(501, "5.5.4", "wanted is BURL url [LAST]");
    static final SmtpReply URL_NOT_AVAILABLE =
            SmtpReply.of(554, "5.6.6", "what the URL names is not there, or not for you to send; say RSET");
    static final SmtpReply URL_FOREIGN =
            SmtpReply.of(554, "5.7.14", "only URLs of this server's own mail (imap:) are taken; say RSET");
    static final SmtpReply BINARY_NEEDS_BDAT = SmtpReply.of(503, "5.5.1", "BODY=BINARYMIME goes with BDAT only");
    static final SmtpReply BAD_CHUNK = SmtpReply.of(
            501, "5.5.4", "wanted is BDAT bytes [LAST]; closing the connection, since it is not clear what follows");
    static final SmtpReply CHUNKS_UNDER_WAY =
            SmtpReply.of(503, "5.5.1", "this message comes by BDAT, go on with that or say RSET");
    static final SmtpReply CHUNKS_SPOILED =
            SmtpReply.of(503, "5.5.1", "a part of this message was refused, say RSET first");
    static final SmtpReply CANNOT_BE_CARRIED = SmtpReply.of(
            554,
            "5.6.3",
            "refused: the message holds NUL bytes where no encoding can help, in a header or in an encoded part");
    static final SmtpReply NO_REPORT = SmtpReply.of(
            550,
            "5.6.0",
            "refused: this address takes reports of mail servers (DMARC, TLS) about its own domain only; no such"
                    + " report could be read in this message, or it was for a day too long ago");
    static final SmtpReply BARE_LINE_END = SmtpReply.of(
            550,
            "5.6.0",
            "refused: a line holds a lone dot beside a bare CR or LF, which other servers could take for the end of the"
                    + " message; lines must end with CRLF");
    static final SmtpReply NUL_BYTE =
            SmtpReply.of(550, "5.6.0", "refused: the message holds a NUL byte, which mail must not");
    static final SmtpReply WAITED_FOR_DOT = SmtpReply.of(
            421,
            "4.4.2",
            "the message did not end: there was a line with a lone dot, but its line ends were bare LF or CR; end the"
                    + " message with CRLF . CRLF");
    static final SmtpReply LOOP =
            SmtpReply.of(554, "5.4.6", "mail loop: too many Received fields, this message goes round in circles");
    static final SmtpReply DISK_FULL =
            SmtpReply.of(452, "4.3.1", "no space left to store the message, try again later");
    static final SmtpReply MAILBOX_FULL = SmtpReply.of(452, "4.2.2", "a recipient's mailbox is full, try again later");
    static final SmtpReply FAULT = SmtpReply.of(451, "4.3.0", "something went wrong on our side, try again later");
    static final SmtpReply FATAL_FAULT =
            SmtpReply.of(421, "4.3.0", "something went wrong on our side, try again on a new connection");

    static SmtpReply greeting(String hostName) {
        return SmtpReply.plain(220, hostName + " ESMTP Mailstead ready");
    }

    static SmtpReply greetingLmtp(String hostName) {
        return SmtpReply.plain(220, hostName + " LMTP Mailstead ready");
    }

    static SmtpReply hello(String hostName) {
        return SmtpReply.plain(250, hostName);
    }

    static SmtpReply extendedHello(String hostName, List<String> extensions) {
        var lines = new java.util.ArrayList<String>();
        lines.add(hostName);
        lines.addAll(extensions);
        return new SmtpReply(250, "", List.copyOf(lines));
    }

    static SmtpReply notYourAddress(SmtpAddress sender, String signedInAs) {
        return SmtpReply.of(
                553,
                "5.7.1",
                "signed in as " + signedInAs + " you may not send as " + sender
                        + "; use one of your own addresses as the sender");
    }

    static SmtpReply tooLarge(long maxBytes) {
        return SmtpReply.of(552, "5.3.4", "the message is larger than the " + maxBytes + " bytes taken here");
    }

    static SmtpReply accepted(String messageId) {
        return SmtpReply.of(250, "2.6.0", "stored as " + messageId);
    }

    static SmtpReply chunkTaken(long bytes) {
        return SmtpReply.of(250, "2.0.0", bytes + " bytes so far");
    }

    static SmtpReply brokenSignIn(String why) {
        return SmtpReply.of(501, "5.5.2", "signing in broke off: " + why);
    }

    /** @param prompt in base64; empty where the mechanism has nothing to ask */
    static SmtpReply challenge(String prompt) {
        return SmtpReply.plain(334, prompt);
    }
}
