package org.mailstead.imports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Files as the programs write them, or accept them: what is in them, and on which line something is wrong. */
class GoldenFilesTest {
    private static void isRead(String name, String expected) throws UnreadableProgram {
        assertThat(ProgramFiles.shown(ProgramFiles.read(name))).isEqualTo(expected);
    }

    @Test
    void thunderbirdAsItWritesItself() throws UnreadableProgram {
        isRead("thunderbird", """
            Thunderbird account1 <ann@example.org>, secret STORE Thunderbird
              IMAP imap.example.org:993 SSL/TLS ann@example.org
              SMTP smtp.example.org:587 STARTTLS ann@example.org
              ! OTHER_PROFILES profiles.ini:0
            Thunderbird account1 <sales@example.org>, secret STORE Thunderbird
              IMAP imap.example.org:993 SSL/TLS ann@example.org
              SMTP smtp.example.org:587 STARTTLS ann@example.org
              ! OTHER_PROFILES profiles.ini:0
            Thunderbird account2 <ann@old.example>, secret STORE Thunderbird
              POP3 pop.old.example:110 no encryption ann
              SMTP smtp.example.org:587 STARTTLS ann@example.org
              ! NO_ENCRYPTION prefs.js:53
              ! ENCRYPTED_PASSWORD prefs.js:48
              ! SHARED_SENDING prefs.js:76
              ! OTHER_PROFILES profiles.ini:0
            Thunderbird account3 <ann@contoso.example> tokens, secret STORE Thunderbird
              IMAP outlook.office.example:993 SSL/TLS ann@contoso.example
              SMTP smtp.office.example:587 STARTTLS ann@contoso.example
              ! OTHER_PROFILES profiles.ini:0
            """);
    }

    @Test
    void thunderbirdOfYearsAgo() throws UnreadableProgram {
        isRead("thunderbird/older.default", """
            Thunderbird account1 <bob@example.org>, secret STORE Thunderbird
              IMAP mail.example.org:143 STARTTLS bob
              SMTP mail.example.org:25 no encryption\s
              ! IF_POSSIBLE prefs.js:17
              ! NO_SIGN_IN prefs.js:34
              ! NO_ENCRYPTION prefs.js:32
              ! PORT_FOR_SERVERS prefs.js:32
            Thunderbird account3 <cy@example.net>, secret STORE Thunderbird
              POP3 pop.example.net:995 SSL/TLS cy
              SMTP mail.example.org:25 no encryption\s
              ! NO_SIGN_IN prefs.js:34
              ! NO_ENCRYPTION prefs.js:32
              ! PORT_FOR_SERVERS prefs.js:32
              ! SHARED_SENDING prefs.js:32
            Thunderbird account4 <dora@example.com>, secret STORE Thunderbird
              SMTP mail.example.org:25 no encryption\s
              ! OTHER_KIND prefs.js:24
              ! NO_SIGN_IN prefs.js:34
              ! NO_ENCRYPTION prefs.js:32
              ! PORT_FOR_SERVERS prefs.js:32
              ! SHARED_SENDING prefs.js:32
            """);
    }

    @Test
    void muttWithHooks() throws UnreadableProgram {
        isRead("mutt/neomuttrc", """
            Mutt ann@example.org <ann@example.org>, secret COMMAND pass
              IMAP mail.example.org:993 SSL/TLS ann@example.org
              SMTP mail.example.org:587 STARTTLS ann@example.org
              ! IF_POSSIBLE neomuttrc:11
              ! CERTIFICATE_UNCHECKED neomuttrc:9
              ! COMMAND_NOT_RUN neomuttrc:17
              ! NOT_FOLLOWED neomuttrc:18
            Mutt ann@work.example <ann@work.example> tokens, secret COMMAND mutt_oauth2.py
              IMAP imap.work.example:993 SSL/TLS WORK\\ann
              SMTP smtp.work.example:465 SSL/TLS ann
              ! SECRET_IN_CLEAR neomuttrc:14
              ! SECRET_IN_CLEAR work.rc:3
              ! CERTIFICATE_UNCHECKED neomuttrc:9
              ! COMMAND_NOT_RUN neomuttrc:17
              ! NOT_FOLLOWED neomuttrc:18
            """);
    }

    @Test
    void muttWithPop3() throws UnreadableProgram {
        isRead("mutt/pop.muttrc", """
            Mutt bob@example.net <bob@example.net>, secret UNKNOWN\s
              POP3 pop.example.net:995 SSL/TLS bob
              ! OTHER_PROGRAM_SENDS pop.muttrc:3
            """);
    }

    @Test
    void msmtp() throws UnreadableProgram {
        isRead("msmtprc", """
            msmtp home <ann@example.org>, secret COMMAND pass
              SMTP smtp.example.org:587 STARTTLS ann@example.org
            msmtp work <ann@work.example>, secret CLEAR msmtprc, line 21
              SMTP smtp.work.example:465 STARTTLS ann q
              ! PORT_WANTS_TLS msmtprc:18
              ! SECRET_IN_CLEAR msmtprc:21
            msmtp tokens <ann@contoso.example> tokens, secret COMMAND oauth2
              SMTP smtp.office.example:587 STARTTLS ann@contoso.example
            msmtp bare <>, secret STORE ~/.netrc
              SMTP relay.example.net:25 no encryption\s
              ! NO_SIGN_IN msmtprc:33
              ! NO_ENCRYPTION msmtprc:32
              ! PORT_FOR_SERVERS msmtprc:32
            """);
    }

    @Test
    void mbsync() throws UnreadableProgram {
        isRead("mbsyncrc", """
            mbsync home <ann@example.org>, secret COMMAND pass
              IMAP imap.example.org:993 SSL/TLS ann@example.org
            mbsync old <>, secret CLEAR mbsyncrc, line 26
              IMAP imap.old.example:143 no encryption DOM\\ann "q"
              ! NO_ENCRYPTION mbsyncrc:27
              ! SECRET_IN_CLEAR mbsyncrc:26
            mbsync inline <bob@start.example> tokens, secret CLEAR mbsyncrc, line 35
              IMAP imap.start.example:993 STARTTLS bob@start.example
              ! PORT_WANTS_TLS mbsyncrc:32
              ! SECRET_IN_CLEAR mbsyncrc:35
            mbsync tunnel <>, secret UNKNOWN\s
              ! TUNNEL mbsyncrc:38
            """);
    }

    @Test
    void offlineImap() throws UnreadableProgram {
        isRead("offlineimaprc", """
            OfflineIMAP ann <ann%q@example.org>, secret CLEAR offlineimaprc, line 20
              IMAP imap.example.org:143 STARTTLS ann%q@example.org
              ! IF_POSSIBLE offlineimaprc:16
              ! SECRET_IN_CLEAR offlineimaprc:20
            OfflineIMAP gmail <ann@gmail.com>, secret COMMAND Python
              IMAP imap.gmail.com:993 SSL/TLS ann@gmail.com
            """);
    }

    @Test
    void getmail() throws UnreadableProgram {
        isRead("getmailrc", """
            getmail getmailrc <ann@example.org>, secret CLEAR getmailrc, line 5
              POP3 pop.example.org:110 no encryption ann@example.org
              ! NO_ENCRYPTION getmailrc:2
              ! SECRET_IN_CLEAR getmailrc:5
            """);
    }

    @Test
    void aerc() throws UnreadableProgram {
        isRead("accounts.conf", """
            aerc Home <ann@example.org>, secret COMMAND pass
              IMAP imap.example.org:993 SSL/TLS ann@example.org
              SMTP smtp.example.org:587 STARTTLS ann@example.org
            aerc Work <ann@work.example>, secret CLEAR accounts.conf, line 10
              IMAP imap.work.example:143 no encryption ann
              ! NO_ENCRYPTION accounts.conf:10
              ! SECRET_IN_CLEAR accounts.conf:10
              ! OTHER_PROGRAM_SENDS accounts.conf:11
            """);
    }

    @Test
    void gitSendEmail() throws UnreadableProgram {
        isRead("gitconfig", """
            git send-email sendemail <ann@example.org>, secret STORE git credential
              SMTP smtp.example.org:587 STARTTLS ann@example.org
              ! NOT_FOLLOWED gitconfig:19
            git send-email Work <ann@work.example>, secret CLEAR gitconfig, line 17
              SMTP smtp.work.example:587 SSL/TLS ann
              ! PORT_WANTS_STARTTLS gitconfig:13
              ! SECRET_IN_CLEAR gitconfig:17
              ! NOT_FOLLOWED gitconfig:19
            """);
    }

    @Test
    void postfix() throws UnreadableProgram {
        isRead("postfix", """
            Postfix relayhost <>, secret FILE /etc/postfix/sasl_passwd_of_nobody
              SMTP smtp.example.org:587 STARTTLS\s
              ! IF_POSSIBLE main.cf:11
            """);
    }

    @Test
    void evolution() throws UnreadableProgram {
        isRead("evolution/sources", """
            Evolution ann example <ann@example.org>, secret STORE GNOME Keyring
              IMAP imap.example.org:993 SSL/TLS ann@example.org
              SMTP smtp.example.org:465 STARTTLS ann@example.org
              ! PORT_WANTS_TLS 1700000000.1.3@box.source:17
              ! ENCRYPTED_PASSWORD 1700000000.1.3@box.source:12
            """);
    }

    @Test
    void claws() throws UnreadableProgram {
        isRead("claws", """
            Claws Mail Home <ann@example.org>, secret STORE Claws Mail
              IMAP imap.example.org:993 SSL/TLS ann
              SMTP smtp.example.org:587 STARTTLS ann
            Claws Mail Old <ann@old.example>, secret CLEAR accountrc, line 27
              POP3 pop.old.example:110 no encryption ann
              SMTP smtp.old.example:25 no encryption\s
              ! NO_ENCRYPTION accountrc:29
              ! NO_SIGN_IN accountrc:28
              ! NO_ENCRYPTION accountrc:30
              ! PORT_FOR_SERVERS accountrc:30
              ! SECRET_IN_CLEAR accountrc:27
            """);
    }
}
