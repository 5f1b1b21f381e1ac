package org.mailstead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.gateway.PageLinks.Entry;
import org.mailstead.gateway.Trouble.Kind;
import org.mailstead.testkit.MovableClock;

/** Who is told what, and how often. */
class PersonNoticesTest {
    private static final String ANN = "ann@contoso.test";
    private static final String BOB = "bob@contoso.test";
    private static final Trouble ENDED = new Trouble(Kind.SIGN_IN_AGAIN, "It has ended.", "said");

    @TempDir
    Path path;

    private final MovableClock clock = new MovableClock("2026-11-28T12:00:00Z");
    private final List<String> shown = new ArrayList<>();

    private GatewayFolder folder() {
        return new GatewayFolder(path, KeyCost.CHEAP, new Random(1));
    }

    private PageLinks links() {
        return new PageLinks(folder(), clock, new Random(2));
    }

    private PersonNotices notices(PageLinks links) throws Exception {
        return new PersonNotices(
                folder(), links, Optional.of((address, trouble) -> shown.add(address + " " + trouble.kind())), clock);
    }

    private static Gateway.Status status(String address, Kind kind) {
        return new Gateway.Status(
                address, true, Optional.empty(), Optional.of(new Trouble(kind, "Something.")), Map.of());
    }

    @Test
    void onceADayForEachAccountAndMatter() throws Exception {
        PersonNotices notices = notices(links());
        for (int i = 0; i < 10; i++) {
            notices.look(status(ANN, Kind.SIGN_IN_AGAIN));
            notices.look(status(BOB, Kind.SIGN_IN_AGAIN));
            clock.advance(Duration.ofHours(1));
        }
        notices.look(status(ANN, Kind.POLICY));
        assertThat(shown).containsExactly(ANN + " SIGN_IN_AGAIN", BOB + " SIGN_IN_AGAIN", ANN + " POLICY");
        // A service that is started anew all the time says it no more often.
        notices(links()).look(status(ANN, Kind.SIGN_IN_AGAIN));
        assertThat(shown).hasSize(3);
        clock.advance(Duration.ofHours(14));
        notices(links()).look(status(ANN, Kind.SIGN_IN_AGAIN));
        assertThat(shown).hasSize(4).last().isEqualTo(ANN + " SIGN_IN_AGAIN");
    }

    @Test
    void whatPassesByItselfIsNotSaid() throws Exception {
        PersonNotices notices = notices(links());
        for (Kind kind : Kind.values()) if (!kind.needsPerson()) notices.look(status(ANN, kind));
        notices.look(new Gateway.Status(ANN, true, Optional.empty(), Optional.empty(), Map.of()));
        assertThat(shown).isEmpty();
        var outage = new Trouble(Kind.PROVIDER, "An outage.");
        assertThat(notices.toProgram(ANN, outage)).isEqualTo(outage);
    }

    @Test
    void aFileThatCannotBeReadOnlySaysItOnceMore() throws Exception {
        Files.writeString(path.resolve("notices.json"), "{\"ann@contoso.test SIGN_IN_AGAIN\":\"soon\"}");
        notices(links()).look(status(ANN, Kind.SIGN_IN_AGAIN));
        assertThat(shown).hasSize(1);
    }

    @Test
    void programsHearALinkToTheirAccountWhileThereIsAPage() throws Exception {
        PageLinks links = links();
        PersonNotices notices = notices(links);
        assertThat(notices.toProgram(ANN, ENDED)).isEqualTo(ENDED);
        links.opened(1180);
        String words = notices.toProgram(ANN, ENDED).words();
        assertThat(words)
                .matches(
                        "Sign in again: http://127\\.0\\.0\\.1:1180/[a-z2-9]{10} \\(on the machine of the gateway\\)\\."
                                + " It has ended\\.");
        assertThat(notices.toProgram(ANN, ENDED).words())
                .as("the same until it is used")
                .isEqualTo(words);
        String code = words.replaceAll(".*1180/([a-z2-9]+) .*", "$1");
        assertThat(links.take("x" + code)).isEmpty();
        assertThat(links.take("")).isEmpty();
        assertThat(links.take(code)).contains(new Entry(Optional.of(ANN)));
        assertThat(links.take(code)).isEmpty();
        assertThat(notices.toProgram(ANN, ENDED).words()).isNotEqualTo(words);
    }

    @Test
    void aLinkInAnOldLogOpensNothing() {
        PageLinks links = links();
        links.opened(1180);
        String link = links.forAccount(ANN).orElseThrow();
        clock.advance(Duration.ofDays(1));
        assertThat(links.take(link.substring(link.lastIndexOf('/') + 1))).isEmpty();
        assertThat(links.forAccount(ANN)).isPresent().get().isNotEqualTo(link);
    }

    @Test
    void theFileHasTheLinkToAllAccountsAsLongAsThereIsAPage() throws Exception {
        PageLinks links = links();
        assertThat(links.file()).isEmpty();
        links.opened(1180);
        String link = folder().page().orElseThrow();
        assertThat(links.take(link.substring(link.lastIndexOf('/') + 1))).contains(new Entry(Optional.empty()));
        assertThat(folder().page()).isPresent().get().isNotEqualTo(link);
        assertThat(links.file()).contains(path.resolve("page.html").toAbsolutePath());
        links.close();
        assertThat(folder().page()).isEmpty();
        assertThat(links.forAccount(ANN)).isEmpty();
    }
}
