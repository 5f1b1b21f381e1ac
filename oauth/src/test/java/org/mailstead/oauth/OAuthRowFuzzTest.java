package org.mailstead.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.oauth.Grant.Access;
import org.mailstead.store.StoreFault;
import org.mailstead.testkit.Mutator;

class OAuthRowFuzzTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    @Test
    void damagedRowsAreFaultsAndNothingElse() {
        var house = new House();
        var access = new Access(new byte[32], Scope.MAIL, NOW, 3);
        var refresh = new GrantRow.Refresh(3, new byte[32], new byte[32], NOW);
        var row = new GrantRow(House.agreed(house.ann), NOW, NOW, "192.0.2.1", refresh, List.of(access, access));
        assertThat(GrantRow.decode(row.encode()).encode()).isEqualTo(row.encode());
        Mutator.run(31, 4_000, List.of(row.encode(), code(house)), List.of("open", Scope.MAIL), bytes -> {
            isRowOrFault(() -> GrantRow.decode(bytes));
            isRowOrFault(() -> AuthorizationCodes.decode(bytes));
        });
    }

    private static byte[] code(House house) {
        house.code(house.ann);
        byte[][] found = {{}};
        house.store.rows(GrantKey.PARTITION).scan(GrantKey.CODES, (_, value) -> {
            found[0] = value;
            return true;
        });
        assertThat(found[0]).isNotEmpty();
        return found[0];
    }

    private static void isRowOrFault(Runnable read) {
        try {
            read.run();
        } catch (StoreFault damaged) {
            assertThat(damaged.getMessage()).isNotEmpty();
        }
    }
}
