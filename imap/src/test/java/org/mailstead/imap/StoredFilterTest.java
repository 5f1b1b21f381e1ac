package org.mailstead.imap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailstead.mailbox.Actor;

/** Searches kept under a name, and what may be wrong with them. RFC 5466. */
class StoredFilterTest {
    private final ImapFixture fixture = new ImapFixture();

    private void store(String name, String search) {
        var mail = fixture.annsMail();
        mail.annotations()
                .set(
                        Optional.empty(),
                        mail.id(),
                        Map.of("/private/filters/values/" + name, search.getBytes(UTF_8)),
                        new Actor("test", "", ""));
    }

    @Test
    void aFilterStandsForItsKeys() throws Exception {
        try (fixture;
                var client = fixture.signedIn()) {
            client.append("INBOX", "(\\Flagged)", "Subject: Grüße\n\n");
            client.append("INBOX", "(\\Flagged \\Seen)", "Subject: b\n\n");
            client.append("INBOX", "()", "Subject: c\n\n");
            store("on-the-road", "FLAGGED OR UNSEEN SUBJECT b");
            store("other", "NOT FILTER on-the-road");
            client.ok("SELECT INBOX");
            assertThat(client.ok("SEARCH FILTER On-The-Road")).containsExactly("* SEARCH 1 2");
            assertThat(client.ok("SEARCH FILTER other")).containsExactly("* SEARCH 3");
            assertThat(client.ok("SEARCH SEEN FILTER on-the-road 1:*")).containsExactly("* SEARCH 2");
            assertThat(client.last("SEARCH FILTER nowhere")).startsWith("a NO [UNDEFINED-FILTER nowhere]");
        }
    }

    @Test
    void aBrokenOneIsNamedAndTheSessionGoesOn() throws Exception {
        try (fixture;
                var client = fixture.signedIn()) {
            store("unclosed", "(ALL");
            store("too-much", "ALL) (ALL");
            store("itself", "OR FILTER itself FILTER itself");
            store("literal", "SUBJECT {3}");
            client.ok("SELECT INBOX");
            for (String name : new String[] {"unclosed", "literal"}) {
                assertThat(client.last("SEARCH FILTER " + name)).startsWith("a BAD");
            }
            assertThat(client.last("SEARCH FILTER itself")).startsWith("a NO [UNDEFINED-FILTER itself]");
            assertThat(client.last("SEARCH CHARSET KOI8-R FILTER unclosed")).startsWith("a BAD [BADCHARSET");
            client.last("SEARCH FILTER too-much");
            assertThat(client.last("NOOP")).startsWith("a OK");
        }
    }
}
