package org.mailstead.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailstead.mailbox.MailFixture.BY;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchTest {
    private final MailFixture fixture = new MailFixture();
    private final MailboxId inbox = fixture.inbox.id();

    private void add(String message) {
        fixture.account.append(inbox, fixture.message(message), FlagSet.NONE, fixture.clock.instant(), BY);
    }

    private String search(SearchQuery query) {
        return fixture.account.search(fixture.account.view(inbox), query).toString();
    }

    @Test
    void textIsComparedDecodedAndWithoutRegardToCase() {
        add("Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe_aus?= =?utf-8?q?_K=C3=B6ln?=\nFrom: Ann <ann@x.test>\n\nplain\n");
        add("Subject: other\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
                + "R3LDvMOfZSBhdXMgS8O2bG4=\n");
        add("Subject: GRÜSSE\n\nQuarterly Numbers\n");
        assertThat(search(new SearchQuery.Header("Subject", SoughtText.exactly("GRÜSSE AUS KÖLN"))))
                .isEqualTo("1");
        assertThat(search(new SearchQuery.Header("subject", SoughtText.exactly("grüsse"))))
                .isEqualTo("1,3");
        assertThat(search(new SearchQuery.Body(SoughtText.exactly("aus köln")))).isEqualTo("2");
        assertThat(search(new SearchQuery.Text(SoughtText.exactly("ko\u0308ln"))))
                .as("o with a mark of its own")
                .isEqualTo("1:2");
        assertThat(search(new SearchQuery.Body(SoughtText.exactly("QUARTERLY"))))
                .isEqualTo("3");
        assertThat(search(new SearchQuery.Header("From", SoughtText.exactly(""))))
                .as("the field is there")
                .isEqualTo("1");
        assertThat(search(new SearchQuery.Header("From", SoughtText.exactly("ANN@"))))
                .isEqualTo("1");
    }

    @Test
    void largeMailboxesAndLargeMessagesAreSearchedInPieces() {
        for (int i = 1; i <= 600; i++) {
            if (i == 300) add("X-Mark: odd\n\n" + "long line\n".repeat(500_000) + "needle\n");
            else add("X-Mark: " + (i % 2 == 0 ? "even" : "odd") + "\n\nx\n");
        }
        var told = new ArrayList<Integer>();
        var query = new SearchQuery.Not(new SearchQuery.Header("X-Mark", SoughtText.exactly("odd")));
        UidSet found = fixture.account.search(fixture.account.view(inbox), query, told::add);
        assertThat(found.size()).isEqualTo(299);
        assertThat(found.contains(300)).isFalse();
        assertThat(told).as("each piece tells").containsExactly(256, 299, 300, 556);
        assertThat(search(new SearchQuery.Body(SoughtText.exactly("needle")))).isEqualTo("300");
    }

    @Test
    void datesSizesAndCombinations() {
        add("Subject: a\nDate: Mon, 2 Nov 2026 23:30:00 -0800\n\nx\n");
        add("Subject: b\n\n" + "long ".repeat(100) + "\n");
        LocalDate second = LocalDate.of(2026, 11, 2);
        assertThat(search(new SearchQuery.SentDate(second, second.plusDays(1))))
                .as("the sender's day")
                .isEqualTo("1");
        assertThat(search(new SearchQuery.SentDate(LocalDate.MIN, LocalDate.MAX)))
                .isEqualTo("1");
        LocalDate today = LocalDate.of(2026, 11, 23);
        assertThat(search(new SearchQuery.InternalDate(today, today.plusDays(1))))
                .isEqualTo("1:2");
        assertThat(search(new SearchQuery.InternalDate(LocalDate.MIN, today))).isEmpty();
        assertThat(search(new SearchQuery.LargerThan(200))).isEqualTo("2");
        var both = new SearchQuery.And(
                List.of(new SearchQuery.Body(SoughtText.exactly("long")), new SearchQuery.SmallerThan(10)));
        assertThat(search(both)).isEmpty();
        assertThat(search(new SearchQuery.Or(
                        List.of(both, new SearchQuery.Not(new SearchQuery.Body(SoughtText.exactly("long")))))))
                .isEqualTo("1");
    }
}
