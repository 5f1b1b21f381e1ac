# Mozilla User Preferences

/* As versions of years ago wrote it, and as people change it by hand. */
user_pref("mail.accountmanager.accounts", "account2,account1,account3,account4");
user_pref("mail.account.account1.identities", "id1");
user_pref("mail.account.account1.server", "server1");
user_pref("mail.account.account2.server", "server2");
user_pref('mail.account.account3.identities', 'id2');
user_pref("mail.account.account3.server", "server3");
user_pref("mail.account.account4.identities", "id3");
user_pref("mail.account.account4.server", "server4");
user_pref("mail.server.server1.type", "imap");
user_pref("mail.server.server1.hostname", "localhost");
user_pref("mail.server.server1.realhostname", "Mail.Example.ORG");
user_pref("mail.server.server1.userName", "old");
user_pref("mail.server.server1.realuserName", "b\x6fb");
user_pref("mail.server.server1.socketType", 1);
user_pref("mail.server.server2.type", "none");
user_pref("mail.server.server2.hostname", "Local Folders");
user_pref("mail.server.server3.type", "pop3");
user_pref("mail.server.server3.hostname", "pop.example.net");
user_pref("mail.server.server3.socketType", 3);
user_pref("mail.server.server3.userName", "cy");
user_pref("mail.server.server4.type", "ews");
user_pref("mail.server.server4.hostname", "outlook.office365.com");
user_pref("mail.identity.id1.useremail", "bob@example.org");
user_pref("mail.identity.id1.smtpServer", "smtp1");
user_pref("mail.identity.id2.useremail", "cy@example.net");
user_pref("mail.identity.id2.smtpServer", "gone");
user_pref("mail.identity.id3.useremail", "dora@example.com");
user_pref("mail.smtp.defaultserver", "smtp1");
user_pref("mail.smtpserver.smtp1.hostname", "mail.example.org");
user_pref("mail.smtpserver.smtp1.port", 25);
user_pref("mail.smtpserver.smtp1.authMethod", 1);
user_pref("mail.smtpservers", "smtp1");
