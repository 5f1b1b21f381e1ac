package org.mailstead.consulting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailstead.ladder.Credential;
import org.mailstead.testkit.MadeUpImap;
import org.mailstead.testkit.MovableClock;
import org.mailstead.texts.Language;

/** What somebody is told who watches an account, and how often it is signed in to. */
@Timeout(300)
class FollowingTest {
    private final MovableClock clock = new MovableClock("2026-11-28T08:00:00Z");
    private final Hosts world = new Hosts();
    private final List<String> told = new ArrayList<>();
    private final List<Duration> waited = new ArrayList<>();

    FollowingTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        world.close();
    }

    /** @param events what happens during each wait; after the last the person ends it */
    private boolean follows(String password, List<Runnable> events) {
        var examiner = world.examiner(Elsewhere.NOBODY);
        var question =
                new Question(Hosts.ANN, Optional.empty(), Optional.of(new Credential.Password(password)), Set.of(), "");
        var prepared = examiner.prepare(question, examiner.find(Hosts.ANN));
        var coming = new ArrayList<>(events);
        var following = new Following(
                examiner,
                new Following.Speech(Language.ENGLISH, clock, ZoneOffset.UTC),
                time -> {
                    if (coming.isEmpty()) throw new InterruptedException("Ctrl-C");
                    waited.add(time);
                    clock.advance(time);
                    coming.removeFirst().run();
                },
                told::add);
        boolean well = following.follow(prepared);
        assertThat(Thread.interrupted()).isTrue();
        return well;
    }

    private long tries() {
        return Collections.frequency(world.imap.heard(), "AUTHENTICATE");
    }

    @Test
    void onlyWhatChangesIsTold() {
        var host = world.hosts.host("mail.example.org");
        assertThat(follows(
                        Hosts.PASSWORD,
                        List.of(
                                () -> {},
                                () -> world.imap.holds(4),
                                () -> host.refuses(993).refuses(143),
                                () -> {},
                                () -> host.imaps(world.imap))))
                .isTrue();
        assertThat(told.getFirst()).startsWith("ann@example.org works.");
        assertThat(told.get(1)).startsWith("Looking again every minute");
        assertThat(told.stream()
                        .filter(each ->
                                each.startsWith("08:01") || each.startsWith("08:02") || each.startsWith("08:04")))
                .isEmpty();
        assertThat(told).anyMatch(each -> each.equals("08:03:00  ann@example.org does not work."));
        assertThat(told).anyMatch(each -> each.matches("08:03:00  D\\d\\d .* → .*"));
        assertThat(told).anyMatch(each -> each.matches("08:05:00  mended: D\\d\\d .*"));
        assertThat(told.getLast()).startsWith("08:05:00");
        assertThat(String.join("\n", told)).doesNotContain(Hosts.PASSWORD);
        assertThat(waited).containsOnly(Duration.ofMinutes(1));
    }

    @Test
    void afterARefusalNothingIsTriedThatLooksTheSame() {
        assertThat(follows("wrong", Collections.nCopies(30, () -> {}))).isFalse();
        long first = tries();
        assertThat(first).isBetween(1L, 2L);
        assertThat(told).hasSize(2);
        assertThat(waited).contains(Duration.ofMinutes(5));
    }

    @Test
    void anAccountIsNotLockedByAServerThatChangesAllTheTime() {
        var host = world.hosts.host("mail.example.org");
        var events = new ArrayList<Runnable>();
        for (int i = 0; i < 60; i++) {
            boolean even = i % 2 == 0;
            events.add(() -> host.shows(
                    world.hosts.authority().of("mail.example.org", even ? "a.example.org" : "b.example.org")));
        }
        follows("wrong", events);
        assertThat(tries()).isLessThanOrEqualTo(6).isGreaterThan(2);
        assertThat(told).anyMatch(each -> each.contains("Signing in is not tried again"));
    }

    @Test
    void aLockedAccountIsLeftAlone() {
        world.imap.refuses("NO [AUTHENTICATIONFAILED] Account locked: too many failed logins");
        var host = world.hosts.host("mail.example.org");
        follows(
                "wrong",
                List.of(
                        () -> host.shows(world.hosts.authority().of("mail.example.org", "x.example.org")),
                        () -> clock.advance(Duration.ofHours(2)),
                        () -> host.imaps(new MadeUpImap().let(Hosts.ANN, "wrong"))));
        assertThat(tries()).isEqualTo(1);
    }

    @Test
    void signsInAgainWhenSomethingWasMended() {
        var host = world.hosts.host("mail.example.org");
        assertThat(follows("new one", List.of(() -> {}, () -> clock.advance(Duration.ofHours(1)), () -> {
                    host.shows(world.hosts.authority().of("mail.example.org", "new.example.org"));
                    host.imaps(new MadeUpImap().let(Hosts.ANN, "new one"));
                    world.smtp.let(Hosts.ANN, "new one");
                })))
                .isTrue();
        assertThat(told).anyMatch(each -> each.endsWith("ann@example.org works."));
    }
}
