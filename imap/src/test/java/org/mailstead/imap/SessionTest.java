package org.mailstead.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionTest {
    private static final String MESSAGE = "From: Ann <ann@example.test>\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\n"
            + "Date: Mon, 2 Nov 2026 10:00:00 +0000\nX-A: 1\n\nHello body\n";

    private final ImapFixture fixture = new ImapFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void theGreetingAndCapabilitiesFitTheState() {
        try (ImapClient client = fixture.connect()) {
            assertThat(client.line())
                    .startsWith("* OK [CAPABILITY IMAP4rev1 ")
                    .contains("STARTTLS")
                    .contains("AUTH=PLAIN");
            assertThat(client.last("SELECT INBOX")).startsWith("a BAD");
            assertThat(client.last("FETCH 1 FLAGS")).startsWith("a BAD");
            String ok = client.last("LOGIN \"ann@example.test\" {11+}\r\nsecret-1234");
            assertThat(ok).startsWith("a OK [CAPABILITY IMAP4rev1").doesNotContain("AUTH=PLAIN");
            assertThat(client.last("LOGIN a b")).startsWith("a BAD");
            assertThat(client.last("FETCH 1 FLAGS")).startsWith("a BAD");
            assertThat(client.command("LOGOUT")).hasSize(2).first().asString().startsWith("* BYE");
            assertThat(client.isHungUp()).isTrue();
        }
    }

    @Test
    void signingInByAuthenticate() {
        String plain = "AGFubkBleGFtcGxlLnRlc3QAc2VjcmV0LTEyMzQ=";
        try (ImapClient client = fixture.connect()) {
            client.line();
            assertThat(client.last("AUTHENTICATE PLAIN " + plain)).startsWith("a OK");
        }
        try (ImapClient client = fixture.connect()) {
            client.line();
            client.send("x AUTHENTICATE PLAIN\r\n");
            assertThat(client.line()).startsWith("+");
            client.send("*\r\n");
            assertThat(client.line()).startsWith("x BAD");
            client.send("x AUTHENTICATE LOGIN\r\n");
            assertThat(client.line()).isEqualTo("+ VXNlcm5hbWU6");
            client.send("YW5uQGV4YW1wbGUudGVzdA==\r\n");
            assertThat(client.line()).isEqualTo("+ UGFzc3dvcmQ6");
            client.send("c2VjcmV0LTEyMzQ=\r\n");
            assertThat(client.line()).startsWith("x OK");
        }
    }

    @Test
    void threeWrongPasswordsEndTheSession() {
        try (ImapClient client = fixture.connect()) {
            client.line();
            for (int i = 0; i < 3; i++) {
                assertThat(client.last("LOGIN ann@example.test wrong")).startsWith("a NO [AUTHENTICATIONFAILED]");
            }
            assertThat(client.line()).startsWith("* BYE");
            assertThat(client.isHungUp()).isTrue();
        }
    }

    @Test
    void appendFetchAndEveryItem() {
        try (ImapClient client = fixture.signedIn()) {
            assertThat(client.append("INBOX", "(\\Flagged work) \"17-Jul-1996 02:44:25 -0700\"", MESSAGE))
                    .matches("a OK \\[APPENDUID \\d+ 1\\].*");
            assertThat(client.append("nowhere", "", MESSAGE)).contains("NO [TRYCREATE]");
            List<String> select = client.command("SELECT inbox");
            assertThat(select)
                    .contains("* 1 EXISTS", "* 1 RECENT")
                    .anyMatch(line -> line.startsWith("* FLAGS (\\Seen") && line.contains("work"))
                    .anyMatch(line -> line.startsWith("* OK [UNSEEN 1]"))
                    .anyMatch(line -> line.startsWith("* OK [UIDNEXT 2]"));
            assertThat(select.getLast()).startsWith("a OK [READ-WRITE]");
            assertThat(client.ok("FETCH 1 ALL").getFirst())
                    .startsWith("* 1 FETCH (FLAGS (\\Flagged work \\Recent) INTERNALDATE \"17-Jul-1996 09:44:25 +0000\""
                            + " RFC822.SIZE ")
                    .contains("ENVELOPE (\"Mon, 2 Nov 2026 10:00:00 +0000\" \"=?utf-8?q?Gr=C3=BC=C3=9Fe?=\""
                            + " ((\"Ann\" NIL \"ann\" \"example.test\"))");
            String fields = "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nX-A: 1\r\n\r\n";
            assertThat(client.ok("FETCH 1 (BODY.PEEK[HEADER.FIELDS (Subject x-a)])"))
                    .containsExactly("* 1 FETCH (BODY[HEADER.FIELDS (Subject x-a)] {" + fields.length() + "}\r\n"
                            + fields + ")");
            assertThat(client.ok("UID FETCH 1:* BODY[TEXT]<2.5>"))
                    .containsExactly(
                            "* 1 FETCH (UID 1 BODY[TEXT]<2> {5}\r\nllo b FLAGS (\\Seen \\Flagged work \\Recent))");
            assertThat(client.ok("FETCH 1 (RFC822.SIZE UID BODY[1] BODY[2] BODYSTRUCTURE)")
                            .getFirst())
                    .contains("BODY[1] {12}\r\nHello body\r\n")
                    .contains("BODY[2] NIL")
                    .contains(
                            "BODYSTRUCTURE (\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7bit\" 12 1 NIL NIL NIL NIL)");
            assertThat(client.ok("FETCH 1 RFC822").getFirst()).endsWith(MESSAGE.replace("\n", "\r\n") + ")");
            assertThat(client.last("FETCH 2 FLAGS")).startsWith("a BAD");
            assertThat(client.last("FETCH 1 NONSENSE")).startsWith("a BAD");
        }
    }

    @Test
    void storeSearchCopyMoveExpunge() {
        try (ImapClient client = fixture.inbox()) {
            for (int i = 1; i <= 5; i++) client.append("INBOX", "", "Subject: number " + i + "\n\nbody " + i + "\n");
            assertThat(client.ok("STORE 2:3 +FLAGS (\\Deleted $Forwarded)"))
                    .anyMatch(line -> line.startsWith("* FLAGS") && line.contains("$Forwarded"))
                    .contains("* 2 FETCH (FLAGS (\\Deleted $Forwarded \\Recent))");
            assertThat(client.ok("NOOP")).as("own changes are not told twice").isEmpty();
            assertThat(client.ok("STORE 1 FLAGS.SILENT \\Seen")).isEmpty();
            assertThat(client.ok("SEARCH DELETED")).containsExactly("* SEARCH 2 3");
            assertThat(client.ok("SEARCH SUBJECT \"NUMBER 4\"")).containsExactly("* SEARCH 4");
            assertThat(client.ok("UID SEARCH OR (BODY \"body 5\" UNSEEN) SEEN")).containsExactly("* SEARCH 1 5");
            assertThat(client.ok("SEARCH NOT KEYWORD $Forwarded UID 3:*")).containsExactly("* SEARCH 4 5");
            assertThat(client.last("SEARCH CHARSET nope ALL")).startsWith("a NO [BADCHARSET");
            assertThat(client.last("SEARCH NONSENSE")).startsWith("a BAD");
            assertThat(client.last("COPY 1 Nowhere")).startsWith("a NO [TRYCREATE]");
            assertThat(client.last("COPY 1,4 Archive")).matches("a OK \\[COPYUID \\d+ 1,4 1:2\\].*");
            List<String> moved = client.command("UID MOVE 5 Archive");
            assertThat(moved.get(0)).matches("\\* OK \\[COPYUID \\d+ 5 3\\].*");
            assertThat(moved.get(1)).isEqualTo("* 5 EXPUNGE");
            assertThat(client.ok("EXPUNGE")).containsExactly("* 2 EXPUNGE", "* 2 EXPUNGE");
            assertThat(client.ok("FETCH 1:* UID")).containsExactly("* 1 FETCH (UID 1)", "* 2 FETCH (UID 4)");
            assertThat(client.ok("STATUS Archive (MESSAGES UNSEEN UIDNEXT)"))
                    .containsExactly("* STATUS Archive (MESSAGES 3 UNSEEN 2 UIDNEXT 4)");
            client.ok("EXAMINE Archive");
            assertThat(client.last("STORE 1 +FLAGS (\\Seen)")).startsWith("a NO [READ-ONLY]");
            client.ok("CLOSE");
            assertThat(client.last("FETCH 1 FLAGS")).startsWith("a BAD");
        }
    }

    @Test
    void mailboxesAndTheirNames() {
        try (ImapClient client = fixture.signedIn()) {
            assertThat(client.ok("LIST \"\" \"\"")).containsExactly("* LIST (\\Noselect) \"/\" \"\"");
            assertThat(client.ok("LIST \"\" %"))
                    .contains("* LIST (\\HasNoChildren) \"/\" INBOX", "* LIST (\\HasNoChildren \\Sent) \"/\" Sent");
            client.ok("CREATE \"a/b c/\"");
            client.ok("CREATE &U,BTFw-/&ZeVnLIqe-");
            assertThat(client.ok("LIST \"\" a*"))
                    .containsExactly("* LIST (\\HasChildren) \"/\" a", "* LIST (\\HasNoChildren) \"/\" \"a/b c\"");
            assertThat(client.ok("LIST \"\" &U,BTFw-*")).hasSize(2);
            client.ok("DELETE a");
            assertThat(client.ok("LIST \"\" a%")).containsExactly("* LIST (\\Noselect \\HasChildren) \"/\" a");
            assertThat(client.last("SELECT a")).startsWith("a NO [NONEXISTENT]");
            assertThat(client.last("CREATE inBox")).startsWith("a NO [ALREADYEXISTS]");
            assertThat(client.last("DELETE INBOX")).startsWith("a NO [CANNOT]");
            assertThat(client.last("CREATE a//b")).startsWith("a NO [CANNOT]");
            client.ok("RENAME \"a/b c\" z/y");
            client.ok("SUBSCRIBE z/y");
            assertThat(client.ok("LSUB \"\" z*")).containsExactly("* LSUB () \"/\" z/y");
            assertThat(client.ok("LSUB \"\" z%"))
                    .as("% shows the level above")
                    .containsExactly("* LSUB (\\Noselect) \"/\" z");
            client.ok("UNSUBSCRIBE z/y");
            assertThat(client.ok("NAMESPACE")).containsExactly("* NAMESPACE ((\"\" \"/\")) ((\"Shared/\" \"/\")) NIL");
            assertThat(client.ok("ID (\"name\" \"test\" \"version\" NIL)").getFirst())
                    .startsWith("* ID (");
            assertThat(client.ok("ENABLE CONDSTORE")).containsExactly("* ENABLED CONDSTORE");
        }
    }

    @Test
    void malformedCommandsLeaveTheStreamInStep() {
        try (ImapClient client = fixture.inbox()) {
            assertThat(client.last("NONSENSE {3+}\r\nabc {2+}\r\nxy")).startsWith("a BAD");
            assertThat(client.last("LOGIN {3+}\r\nabc {2+}\r\nxy")).startsWith("a BAD");
            assertThat(client.last("FETCH 0 FLAGS")).startsWith("a BAD");
            assertThat(client.last("FETCH 1:* (FLAGS")).startsWith("a BAD");
            assertThat(client.last("SEARCH " + "(".repeat(60) + "ALL" + ")".repeat(60)))
                    .startsWith("a BAD");
            assertThat(client.last("CREATE {5000+}\r\n" + "x".repeat(5000))).startsWith("a BAD");
            client.send("y NOOP" + "x".repeat(20_000) + "\r\n");
            assertThat(client.line()).startsWith("y BAD");
            client.send("\r\n");
            assertThat(client.line()).startsWith("* BAD");
            assertThat(client.append("INBOX", "", "x".repeat(1024 * 1024 + 1))).contains("NO [TOOBIG]");
            client.ok("NOOP");
        }
    }

    @Test
    void otherProtocolsAreSentAway() {
        try (ImapClient client = fixture.connect()) {
            client.line();
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.line()).startsWith("* ");
            assertThat(client.isHungUp()).isTrue();
        }
    }

    @Test
    void whatIsSentAheadOfTlsIsDropped() {
        try (ImapClient client = fixture.connect()) {
            client.line();
            client.send("x STARTTLS\r\ny LOGIN ann@example.test secret-1234\r\n");
            assertThat(client.line()).startsWith("x OK");
            client.startTls();
            assertThat(client.ok("CAPABILITY").getFirst())
                    .doesNotContain("STARTTLS")
                    .contains("AUTH=PLAIN");
            assertThat(client.last("STARTTLS")).startsWith("a BAD");
            client.ok("LOGIN ann@example.test secret-1234");
            client.ok("SELECT INBOX");
            client.send("i IDLE\r\n");
            assertThat(client.line()).startsWith("+");
            assertThat(client.line()).as("a sign of life, through TLS").isEqualTo("* OK Still here");
            client.send("DONE\r\n");
            assertThat(client.responses("i").getLast()).startsWith("a OK");
        }
    }
}
