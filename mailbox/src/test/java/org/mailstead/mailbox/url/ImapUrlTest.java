package org.mailstead.mailbox.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.url.ImapUrl.Access;
import org.mailstead.mailbox.url.ImapUrl.Server;
import org.mailstead.message.Section;
import org.mailstead.message.Span;

class ImapUrlTest {
    static final String WHOLE =
            "IMAP://ann%40example.test;AUTH=*@Mail.Example.test:993/Work/2026%20%c3%bc;UIDVALIDITY=38/;UID=20/;SECTION=1.2.HEADER"
                    + "/;PARTIAL=5.10;EXPIRE=2026-05-15T00:00:00Z;URLAUTH=submit+ann%40example.test:internal:"
                    + "91354a473744909de610943775f92038";

    private static ImapUrl url(String text) {
        return ImapUrl.parse(text).orElseThrow();
    }

    @Test
    void everythingAUrlCanSayIsRead() {
        ImapUrl url = url(WHOLE);
        assertThat(url.server()).isEqualTo(new Server("ann@example.test", "mail.example.test", 993));
        assertThat(url.mailbox()).isEqualTo(MailboxName.of("Work/2026 ü").orElseThrow());
        assertThat(url.uidValidity()).isEqualTo(OptionalLong.of(38));
        assertThat(url.uid()).isEqualTo(20);
        assertThat(url.section().section()).isEqualTo(new Section(List.of(1, 2), Section.Text.HEADER));
        assertThat(url.partial()).isEqualTo(new Span(5, 15));
        ImapUrl.Authorization authorization = url.authorization();
        assertThat(authorization).isNotNull();
        assertThat(authorization.expires()).isEqualTo(Instant.parse("2026-05-15T00:00:00Z"));
        assertThat(authorization.access()).isEqualTo(new Access.Submission("ann@example.test"));
        assertThat(authorization.rump()).isEqualTo(WHOLE.substring(0, WHOLE.indexOf(":internal")));
        assertThat(authorization.token()).isEqualTo(new ImapUrl.Token("INTERNAL", "91354a473744909de610943775f92038"));
    }

    @Test
    void whatIsLeftOutIsTheWholeMessageForNobodyElse() {
        ImapUrl url = url("/inbox/;UID=1");
        assertThat(url.server()).isNull();
        assertThat(url.mailbox()).isEqualTo(MailboxName.INBOX);
        assertThat(url.section()).isEqualTo(UrlSection.WHOLE);
        assertThat(url.partial()).isNull();
        assertThat(url.authorization()).isNull();
        assertThat(url(";uid=7/;partial=3").mailbox()).isNull();
        assertThat(url(";uid=7/;partial=3").partial()).isEqualTo(new Span(3, Long.MAX_VALUE));
        assertThat(url("//h/a/;UID=1").server()).isEqualTo(new Server(null, "h", -1));
        assertThat(url("imap://[::1]:143/a/;UID=1").server()).isEqualTo(new Server(null, "[::1]", 143));
    }

    @Test
    void sectionsAreThoseOfFetch() {
        UrlSection fields = url("/a/;UID=1/;SECTION=1.HEADER.FIELDS.NOT%20(From%20%22To%22)")
                .section();
        assertThat(fields.fields()).containsExactly("From", "To");
        assertThat(fields.not()).isTrue();
        assertThat(url("/a/;UID=1/;SECTION=1.mime").section().section().text()).isEqualTo(Section.Text.MIME);
        assertThat(url("/a/;UID=1/;SECTION=3").section().isPart()).isTrue();
        for (String bad :
                List.of("0", "1.", ".1", "MIME", "1.HEADER.FIELDS", "HEADER.FIELDS%20()", "x", "1..2", "01")) {
            assertThat(ImapUrl.parse("/a/;UID=1/;SECTION=" + bad)).as(bad).isEmpty();
        }
    }

    @Test
    void whatNamesNoMessageIsNoUrl() {
        String token = ":INTERNAL:00112233445566778899aabbccddeeff";
        for (String bad : List.of(
                "",
                "/",
                "imap://host",
                "imap://host/INBOX",
                "imap://host/INBOX?SUBJECT%20x",
                "http://host/INBOX/;UID=1",
                "INBOX/;UID=1",
                "/INBOX;UID=1",
                "/INBOX/;UID=0",
                "/INBOX/;UID=4294967296",
                "/INBOX/;UID=1/;UID=2",
                "/INBOX/;UID=1/",
                "/INBOX/;UID=1;SECTION=1",
                "/INBOX/;UID=1/;PARTIAL=1.0",
                "/INBOX/;UID=1/;PARTIAL=1/;SECTION=1",
                "/a b/;UID=1",
                "/a%/;UID=1",
                "/a%4/;UID=1",
                "/a%zz/;UID=1",
                "/a%00/;UID=1",
                "/a%ff/;UID=1",
                "/a//b/;UID=1",
                "imap://@host/a/;UID=1",
                "imap://u@/a/;UID=1",
                "imap://h:0/a/;UID=1",
                "imap://h:65536/a/;UID=1",
                "/a/;UID=1;URLAUTH=nobody",
                "/a/;UID=1;URLAUTH=user+",
                "/a/;UID=1;URLAUTH=anonymous:INTERNAL",
                "/a/;UID=1;URLAUTH=anonymous:INTERNAL:0011",
                "/a/;UID=1;URLAUTH=anonymous" + token + "x",
                "/a/;UID=1;EXPIRE=tomorrow;URLAUTH=anonymous" + token,
                "/a/;UID=1;EXPIRE=2026-05-15T00:00:00Z",
                "/a/;UID=1;URLAUTH=anonymous" + token + "#x")) {
            assertThat(ImapUrl.parse(bad)).as(bad).isEmpty();
        }
    }
}
