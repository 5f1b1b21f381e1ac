package org.mailstead.testkit;

/**
 * Made-up servers that greet, offer and refuse as well-known ones do: forms as they are seen on the wire, with names and numbers of nobody.
 * What a test needs otherwise it changes afterwards.
 */
public final class Personalities {
    private Personalities() {}

    public static MadeUpImap dovecotImap() {
        String base = "IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+";
        return new MadeUpImap()
                .greets("* OK [CAPABILITY " + base + " STARTTLS LOGINDISABLED] Dovecot ready.")
                .plain(base + " STARTTLS LOGINDISABLED")
                .secured(base + " AUTH=PLAIN AUTH=LOGIN")
                .within(base + " SORT THREAD=REFERENCES NAMESPACE UIDPLUS CONDSTORE QRESYNC SPECIAL-USE MOVE QUOTA")
                .refuses("NO [AUTHENTICATIONFAILED] Authentication failed.");
    }

    public static MadeUpPop3 dovecotPop3() {
        return new MadeUpPop3()
                .greets("+OK Dovecot ready.")
                .plain("CAPA", "TOP", "UIDL", "RESP-CODES", "PIPELINING", "AUTH-RESP-CODE", "STLS", "SASL")
                .secured(
                        "CAPA", "TOP", "UIDL", "RESP-CODES", "PIPELINING", "AUTH-RESP-CODE", "USER", "SASL PLAIN LOGIN")
                .refuses("-ERR [AUTH] Authentication failed.");
    }

    public static MadeUpSmtp postfix() {
        return new MadeUpSmtp()
                .greets("220 mail.example.org ESMTP Postfix")
                .plain(
                        "PIPELINING",
                        "SIZE 10240000",
                        "ETRN",
                        "STARTTLS",
                        "ENHANCEDSTATUSCODES",
                        "8BITMIME",
                        "DSN",
                        "CHUNKING")
                .secured(
                        "PIPELINING",
                        "SIZE 10240000",
                        "ETRN",
                        "AUTH PLAIN LOGIN",
                        "AUTH=PLAIN LOGIN",
                        "ENHANCEDSTATUSCODES",
                        "8BITMIME",
                        "DSN",
                        "CHUNKING")
                .refuses("535 5.7.8 Error: authentication failed: (reason unavailable)");
    }

    /** It lists a way for passwords though it takes none. */
    public static MadeUpImap exchangeOnlineImap() {
        String base =
                "IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS ID UNSELECT CHILDREN IDLE NAMESPACE LITERAL+";
        return new MadeUpImap()
                .greets("* OK The Microsoft Exchange IMAP4 service is ready. [WAAAAAAAAAA=]")
                .plain(base + " STARTTLS")
                .secured(base)
                .refuses("NO AUTHENTICATE failed.");
    }

    public static MadeUpPop3 exchangeOnlinePop3() {
        return new MadeUpPop3()
                .greets("+OK The Microsoft Exchange POP3 service is ready. [WAAAAAAAAAA=]")
                .plain("TOP", "UIDL", "STLS")
                .secured("TOP", "UIDL", "SASL PLAIN XOAUTH2", "USER")
                .refuses("-ERR Logon failure: unknown user name or bad password.");
    }

    public static MadeUpSmtp exchangeOnlineSmtp() {
        return new MadeUpSmtp()
                .greets(
                        "220 AB1PR01CA0001.outlook.office365.com Microsoft ESMTP MAIL Service ready at Sat, 28 Nov 2026 10:00:00 +0000")
                .plain(
                        "SIZE 157286400",
                        "PIPELINING",
                        "DSN",
                        "ENHANCEDSTATUSCODES",
                        "STARTTLS",
                        "8BITMIME",
                        "BINARYMIME",
                        "CHUNKING",
                        "SMTPUTF8")
                .secured(
                        "SIZE 157286400",
                        "PIPELINING",
                        "DSN",
                        "ENHANCEDSTATUSCODES",
                        "AUTH LOGIN XOAUTH2",
                        "8BITMIME",
                        "BINARYMIME",
                        "CHUNKING",
                        "SMTPUTF8")
                .refuses("535 5.7.139 Authentication unsuccessful, basic authentication is disabled."
                        + " [AB1PR01CA0001.eurprd01.prod.outlook.com]");
    }

    public static MadeUpImap gmailImap() {
        String base = "IMAP4rev1 UNSELECT IDLE NAMESPACE QUOTA ID XLIST CHILDREN X-GM-EXT-1 XYZZY SASL-IR";
        return new MadeUpImap()
                .greets("* OK Gimap ready for requests from 192.0.2.77 a640c23a62f3amb1234567a")
                .secured(base + " AUTH=XOAUTH2 AUTH=PLAIN AUTH=PLAIN-CLIENTTOKEN AUTH=OAUTHBEARER")
                .within(
                        base
                                + " UIDPLUS COMPRESS=DEFLATE ENABLE MOVE CONDSTORE ESEARCH UTF8=ACCEPT LIST-EXTENDED LIST-STATUS")
                .holds(3, "INBOX", "[Gmail]/All Mail", "[Gmail]/Sent Mail", "[Gmail]/Trash")
                .quota(1_000_000, 15_728_640)
                .refuses("NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)");
    }

    public static MadeUpSmtp gmailSmtp() {
        return new MadeUpSmtp()
                .greets("220 smtp.gmail.com ESMTP a640c23a62f3a-b1234567890sm1234567a12.1 - gsmtp")
                .plain(
                        "SIZE 35882577",
                        "8BITMIME",
                        "STARTTLS",
                        "ENHANCEDSTATUSCODES",
                        "PIPELINING",
                        "CHUNKING",
                        "SMTPUTF8")
                .secured(
                        "SIZE 35882577",
                        "8BITMIME",
                        "AUTH LOGIN PLAIN XOAUTH2 PLAIN-CLIENTTOKEN OAUTHBEARER XOAUTH",
                        "ENHANCEDSTATUSCODES",
                        "PIPELINING",
                        "CHUNKING",
                        "SMTPUTF8")
                .refuses("535-5.7.8 Username and Password not accepted. For more information, go to\n"
                        + "535 5.7.8  https://support.google.com/mail/?p=BadCredentials a640c23a62f3a - gsmtp");
    }

    public static MadeUpImap icloudImap() {
        String base =
                "XAPPLEPUSHSERVICE IMAP4 IMAP4rev1 SASL-IR AUTH=ATOKEN AUTH=PTOKEN AUTH=ATOKEN2 AUTH=XOAUTH2 AUTH=PLAIN";
        return new MadeUpImap()
                .greets("* OK [CAPABILITY " + base + "] (0123456789) iCloud IMAP server ready [iscream]")
                .secured(base)
                .holds(3, "INBOX", "Sent Messages", "Deleted Messages", "Archive")
                .refuses("NO [AUTHENTICATIONFAILED] Authentication Failed");
    }

    public static MadeUpSmtp icloudSmtp() {
        return new MadeUpSmtp()
                .greets("220 iCloud SMTP - ce-p00-smtp ESMTP")
                .plain("PIPELINING", "SIZE 28311552", "ENHANCEDSTATUSCODES", "STARTTLS", "8BITMIME", "SMTPUTF8")
                .secured(
                        "PIPELINING",
                        "SIZE 28311552",
                        "ENHANCEDSTATUSCODES",
                        "AUTH LOGIN PLAIN ATOKEN WSTOKEN",
                        "8BITMIME")
                .refuses("535 5.7.8 Error: authentication failed: authentication failed");
    }

    public static MadeUpImap courierImap() {
        String base = "IMAP4rev1 UIDPLUS CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT THREAD=REFERENCES SORT QUOTA IDLE";
        return new MadeUpImap()
                .greets("* OK [CAPABILITY " + base + " STARTTLS ENABLE UTF8=ACCEPT] Courier-IMAP ready."
                        + " Copyright 1998-2023 Double Precision, Inc.  See COPYING for distribution information.")
                .plain(base + " STARTTLS ENABLE UTF8=ACCEPT")
                .secured(base + " AUTH=PLAIN ENABLE UTF8=ACCEPT")
                .holds(3, "INBOX", "INBOX.Sent", "INBOX.Trash")
                .refuses("NO Login failed.");
    }

    public static MadeUpPop3 courierPop3() {
        return new MadeUpPop3()
                .greets("+OK Hello there.")
                .plain(
                        "STLS",
                        "TOP",
                        "LOGIN-DELAY 10",
                        "PIPELINING",
                        "UIDL",
                        "UTF8 USER",
                        "IMPLEMENTATION Courier Mail Server")
                .secured("USER", "TOP", "LOGIN-DELAY 10", "PIPELINING", "UIDL", "IMPLEMENTATION Courier Mail Server")
                .refuses("-ERR Login failed.");
    }

    public static MadeUpImap cyrusImap() {
        String base = "IMAP4rev1 LITERAL+ ID ENABLE";
        return new MadeUpImap()
                .greets("* OK [CAPABILITY " + base + " STARTTLS LOGINDISABLED] mail Cyrus IMAP 3.8.1 server ready")
                .plain(base + " STARTTLS LOGINDISABLED")
                .secured(base + " AUTH=PLAIN SASL-IR")
                .within(base
                        + " ACL ANNOTATE-EXPERIMENT-1 BINARY CATENATE QUOTA XLIST XMOVE X-QUOTA=STORAGE X-REPLICATION")
                .refuses("NO Login failed: authentication failure");
    }

    public static MadeUpPop3 cyrusPop3() {
        return new MadeUpPop3()
                .greets("+OK mail Cyrus POP3 3.8.1 server ready <1234567890.1764324000@mail>")
                .plain("STLS", "EXPIRE NEVER", "LOGIN-DELAY 0", "TOP", "UIDL", "RESP-CODES", "AUTH-RESP-CODE")
                .secured("SASL PLAIN", "EXPIRE NEVER", "LOGIN-DELAY 0", "TOP", "UIDL", "USER", "RESP-CODES")
                .refuses("-ERR [AUTH] Invalid login");
    }
}
