package org.mailstead.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailstead.directory.Tokens.Verdict;
import org.mailstead.oauth.Grant.Issued;
import org.mailstead.oauth.Grants.Refreshed;

/** Programs, thieves and time do whatever they like; what the store says agrees with what a few lines say. */
class GrantsSimulationTest {
    private static final int STEPS = 600;

    /** An access token that was given, with the refresh token's generation. */
    private record Given(String token, int generation, Instant end) {}

    /** What must be known of a program that was let in. */
    private static final class Model {
        final List<String> refresh = new ArrayList<>();
        final List<Given> accesses = new ArrayList<>();

        @Nullable
        Instant confirmed;

        boolean ended;

        int generation() {
            return refresh.size() - 1;
        }

        void issue(Issued issued, Instant now) {
            accesses.add(new Given(issued.access(), generation(), now.plus(Grants.ACCESS)));
            if (accesses.size() > Grants.ACCESSES) accesses.removeFirst();
        }
    }

    private final House house = new House();
    private final List<Model> models = new ArrayList<>();
    private Random random = new Random(0);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void itAgrees(long seed) {
        random = new Random(seed);
        for (int i = 0; i < STEPS; i++) {
            switch (random.nextInt(10)) {
                case 0 -> begin();
                case 1, 2, 3 -> refresh(0);
                case 4 -> refresh(1);
                case 5 -> refresh(random.nextInt(4));
                case 6, 7 -> check();
                case 8 -> house.clock.advance(Duration.ofSeconds(random.nextInt(90)));
                default -> house.clock.advance(Duration.ofMinutes(random.nextInt(50)));
            }
        }
        assertThat(house.grants.of(house.ann.id()))
                .hasSize((int) models.stream().filter(model -> !model.ended).count());
        assertThat(models).anyMatch(model -> model.ended).anyMatch(model -> model.generation() > 2);
    }

    private void begin() {
        if (models.stream().filter(each -> !each.ended).count() >= Grants.PER_ACCOUNT) return;
        Issued issued = house.letIn(house.ann);
        var model = new Model();
        model.refresh.add(issued.refresh());
        model.issue(issued, house.clock.instant());
        models.add(model);
    }

    private @Nullable Model any() {
        // Mostly the latest few, so that something happens to each.
        if (models.isEmpty()) return null;
        return models.get(Math.max(0, models.size() - 1 - random.nextInt(4)));
    }

    /** @param age of the token that is shown: 0 is the one that holds */
    private void refresh(int age) {
        Model model = any();
        if (model == null || age >= model.refresh.size()) return;
        Instant now = house.clock.instant();
        var outcome = house.grants.refresh(model.refresh.get(model.refresh.size() - 1 - age), "open", "", House.FROM);
        boolean again = age == 1 && (model.confirmed == null || now.isBefore(model.confirmed.plus(Grants.GRACE)));
        if (model.ended) {
            assertThat(outcome).isEqualTo(new Refreshed.Invalid());
        } else if (age == 0 || again) {
            Issued issued = ((Refreshed.Done) outcome).issued();
            if (age == 0) {
                model.refresh.add(issued.refresh());
                model.confirmed = null;
            }
            assertThat(issued.refresh()).isEqualTo(model.refresh.getLast());
            model.issue(issued, now);
        } else {
            assertThat(outcome).isInstanceOf(Refreshed.Replayed.class);
            model.ended = true;
        }
    }

    private void check() {
        Model model = any();
        if (model == null) return;
        Given given = model.accesses.get(random.nextInt(model.accesses.size()));
        Instant now = house.clock.instant();
        Verdict verdict = house.grants.check(given.token());
        if (model.ended) {
            assertThat(verdict).isEqualTo(new Verdict.Unknown());
        } else if (!now.isBefore(given.end())) {
            assertThat(verdict).isEqualTo(new Verdict.Expired());
        } else {
            assertThat(verdict).isInstanceOf(Verdict.Good.class);
            if (given.generation() == model.generation() && model.confirmed == null) model.confirmed = now;
        }
    }
}
