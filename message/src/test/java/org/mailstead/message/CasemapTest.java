package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CasemapTest {
    @Test
    void caseAndCompositionMakeNoDifference() {
        assertThat(Casemap.fold("Hello, World 1")).isEqualTo(Casemap.fold("hELLO, wORLD 1"));
        assertThat(Casemap.fold("Köln")).isEqualTo(Casemap.fold("KO\u0308LN"));
        assertThat(Casemap.fold("ς")).as("two small sigmas").isEqualTo(Casemap.fold("σ"));
        assertThat(Casemap.fold("ǆ")).isEqualTo(Casemap.fold("Ǆ"));
        assertThat(Casemap.fold("a")).isNotEqualTo(Casemap.fold("ä"));
        assertThat(Casemap.fold("")).isEmpty();
    }
}
