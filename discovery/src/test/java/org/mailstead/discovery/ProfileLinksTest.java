package org.mailstead.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.discovery.ProfileLinks.Meant;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.testkit.MovableClock;

class ProfileLinksTest {
    private static final Meant ANN = new Meant("ann@example.org", "Ann\nÜbung", Protocol.POP3);

    private final MovableClock clock = new MovableClock("2026-01-15T12:00:00Z");
    private final ProfileLinks links = new ProfileLinks(new byte[] {1, 2, 3}, clock);

    @Test
    void aLinkIsGoodForOneUse() {
        String link = links.make(ANN);
        assertThat(link).matches("[A-Za-z0-9_-]+");
        for (int i = 0; i < 3; i++) assertThat(links.look(link)).contains(ANN);
        clock.advance(Duration.ofHours(1));
        assertThat(links.use(link)).contains(ANN);
        // A device fetches it twice.
        clock.advance(Duration.ofSeconds(30));
        assertThat(links.use(link)).contains(ANN);
        clock.advance(Duration.ofSeconds(31));
        assertThat(links.use(link)).isEmpty();
        assertThat(links.look(link)).isEmpty();
        assertThat(links.use(links.make(ANN))).contains(ANN);
    }

    @Test
    void aLinkIsGoodForADay() {
        String link = links.make(ANN);
        clock.advance(ProfileLinks.GOOD_FOR.minusSeconds(1));
        assertThat(links.look(link)).contains(ANN);
        clock.advance(Duration.ofSeconds(1));
        assertThat(links.look(link)).isEmpty();
    }

    @Test
    void nobodyElseMakesLinks() {
        String link = links.make(ANN);
        assertThat(new ProfileLinks(new byte[] {1, 2, 4}, clock).look(link)).isEmpty();
        for (int i = 0; i < link.length(); i++) {
            String other = link.substring(0, i) + (link.charAt(i) == 'A' ? 'B' : 'A') + link.substring(i + 1);
            // The last character may have bits that stand for nothing.
            if (i < link.length() - 1) assertThat(links.look(other)).as(other).isEmpty();
        }
        for (String other : List.of("", "A", "AAAA", "*", "é", "A".repeat(5000), link + "A", link.substring(1)))
            assertThat(links.use(other)).as(other).isEmpty();
    }
}
