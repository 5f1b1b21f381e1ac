package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImapStructureTest {
    @Test
    void envelopeOfRfc3501() {
        String envelope = Scanned.of("""
                Date: Wed, 17 Jul 1996 02:23:25 -0700 (PDT)
                From: Terry Gray <gray@cac.washington.edu>
                Subject: IMAP4rev1 WG mtg summary and minutes
                To: imap@cac.washington.edu
                cc: minutes@CNRI.Reston.VA.US, John Klensin <KLENSIN@MIT.EDU>
                Message-Id: <B27397-0100000@cac.washington.edu>

                """).envelope();
        String gray = "((\"Terry Gray\" NIL \"gray\" \"cac.washington.edu\"))";
        assertThat(envelope)
                .isEqualTo("(\"Wed, 17 Jul 1996 02:23:25 -0700 (PDT)\" \"IMAP4rev1 WG mtg summary and minutes\" "
                        + gray + " " + gray + " " + gray
                        + " ((NIL NIL \"imap\" \"cac.washington.edu\"))"
                        + " ((NIL NIL \"minutes\" \"CNRI.Reston.VA.US\")"
                        + "(\"John Klensin\" NIL \"KLENSIN\" \"MIT.EDU\"))"
                        + " NIL NIL \"<B27397-0100000@cac.washington.edu>\")");
    }

    @Test
    void senderAndReplyToAreFromUnlessTheyAreThere() {
        assertThat(Scanned.of("From: a@b\nSender: c@d\nReply-To:\n\n").envelope())
                .isEqualTo("(NIL NIL ((NIL NIL \"a\" \"b\")) ((NIL NIL \"c\" \"d\")) ((NIL NIL \"a\" \"b\"))"
                        + " NIL NIL NIL NIL NIL)");
        assertThat(Scanned.of("Subject:\nTo: x:;\n\n").envelope())
                .as("an empty field is not a missing one")
                .isEqualTo("(NIL \"\" NIL NIL NIL ((NIL NIL \"x\" NIL)(NIL NIL NIL NIL)) NIL NIL NIL NIL)");
        assertThat(Scanned.of("From: a@b\nFrom: c@d\nTo: e@f\nTo: g@h\n\n").envelope())
                .contains("((NIL NIL \"a\" \"b\")(NIL NIL \"c\" \"d\"))")
                .contains("((NIL NIL \"e\" \"f\")(NIL NIL \"g\" \"h\"))");
    }

    @Test
    void bodyStructureWithAllThereIs() {
        assertThat(Scanned.of("""
                Content-Type: multipart/mixed; boundary="b"
                Content-Language: en, de
                Content-Location: http://x/

                --b
                Content-Type: text/plain; charset=utf-8; format=flowed
                Content-Disposition: inline

                hello
                there
                --b
                Content-Type: application/pdf; name="a \\"b\\".pdf"
                Content-Transfer-Encoding: BASE64
                Content-ID: <1@x>
                Content-Description: a file
                Content-MD5: Q2hlY2sgSW50ZWdyaXR5IQ==
                Content-Disposition: attachment; filename="a.pdf"; size=3

                AAEC
                --b--
                """).bodyStructure())
                .isEqualTo(
                        "((\"text\" \"plain\" (\"charset\" \"utf-8\" \"format\" \"flowed\") NIL NIL \"7bit\" 12 1 NIL"
                                + " (\"inline\" NIL) NIL NIL)"
                                + "(\"application\" \"pdf\" (\"name\" \"a \\\"b\\\".pdf\") \"<1@x>\" \"a file\" \"BASE64\" 4"
                                + " \"Q2hlY2sgSW50ZWdyaXR5IQ==\" (\"attachment\" (\"filename\" \"a.pdf\" \"size\" \"3\")) NIL NIL)"
                                + " \"mixed\" (\"boundary\" \"b\") NIL (\"en\" \"de\") \"http://x/\")");
    }

    @Test
    void aMessageInsideHasItsEnvelopeAndStructure() {
        assertThat(Scanned.of("Content-Type: message/rfc822\n\nSubject: in\n\nx\n")
                        .bodyStructure())
                .isEqualTo("(\"message\" \"rfc822\" NIL NIL NIL \"7bit\" 18"
                        + " (NIL \"in\" NIL NIL NIL NIL NIL NIL NIL NIL)"
                        + " (\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7bit\" 3 1 NIL NIL NIL NIL)"
                        + " 3 NIL NIL NIL NIL)");
    }

    @Test
    void whatCannotBeQuotedIsALiteral() {
        assertThat(Scanned.of("Subject: \u00e4\n\n").envelope()).startsWith("(NIL {1}\r\n\u00e4 ");
        assertThat(Scanned.of("Subject: a\0b\n\n").envelope()).startsWith("(NIL {2}\r\nab ");
        assertThat(Scanned.of("Subject: a\rb\n\n").envelope()).startsWith("(NIL {3}\r\na\rb ");
        assertThat(Scanned.of("Subject: a\"b\\c\n\n").envelope()).startsWith("(NIL \"a\\\"b\\\\c\" ");
        assertThat(Scanned.of("Subject: " + "x".repeat(5000) + "\n\n").envelope())
                .startsWith("(NIL {5000}\r\nxxx");
    }

    @Test
    void aMultipartWithoutPartsIsNeverWrittenAsOne() {
        Part leaf = Scanned.of("Subject: x\n\ny\n").index().root();
        var hollow = new Part(
                "multipart/mixed",
                leaf.parameters(),
                null,
                null,
                "7bit",
                null,
                null,
                leaf.languages(),
                null,
                leaf.header(),
                leaf.body(),
                1,
                leaf.children(),
                leaf.envelope());
        assertThat(new Scanned(new byte[0], new MessageIndex(15, hollow, false, List.of())).bodyStructure())
                .startsWith("(\"text\" \"plain\" ");
    }
}
