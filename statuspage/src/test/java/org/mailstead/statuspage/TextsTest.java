package org.mailstead.statuspage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailstead.doctor.Case;
import org.mailstead.gateway.Trouble.Kind;
import org.mailstead.texts.Language;

/** Whatever can be the matter is said in each language, and is a case of the doctor's. */
class TextsTest {
    @ParameterizedTest
    @EnumSource
    void everythingIsSaid(Kind kind) {
        assertThat(Case.of(kind.doctor())).isPresent();
        for (Language each : Language.values()) {
            var wording = new Wording(each);
            assertThat(wording.get(kind + ".says", "address", "ann@contoso.test"))
                    .contains("ann@contoso.test");
            assertThat(wording.get(kind + ".do", "address", "ann@contoso.test")).isNotBlank();
        }
    }
}
