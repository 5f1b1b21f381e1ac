package org.mailstead.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailstead.texts.Language;

/** Servers that fail in every way there is a case for, and the ladder and the doctor before them: each gives exactly its code. Some at a time: most of it is waiting. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class CasesTest {
    static Stream<Row> rows() {
        return Stream.of(GroundScenes.all(), TlsScenes.all(), SignInScenes.all(), UseScenes.all(), HealthyScenes.all())
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void eachGivesExactlyItsCode(Row row) throws Exception {
        try (var scene = new Scene()) {
            row.made().in(scene);
            var report = scene.examined();
            assertThat(report.verdicts().stream()
                            .map(each -> each.what().code())
                            .collect(Collectors.joining(" ")))
                    .as(() -> ReportText.log(report))
                    .isEqualTo(row.code());
            for (Language language : Language.values()) {
                var text = new ReportText(language, Clock.systemUTC()).people(report);
                assertThat(text).contains(row.code()).doesNotContain("{").doesNotContain(Scene.PASSWORD);
            }
        }
    }

    @Test
    void everyCaseHasARow() {
        var tried = rows().map(Row::code).collect(Collectors.toCollection(TreeSet::new));
        assertThat(tried).containsAll(Stream.of(Case.values()).map(Case::code).toList());
    }

    @Test
    void whatIsInOrderIsSaidToWork() throws Exception {
        try (var scene = new Scene()) {
            var report = scene.examined();
            assertThat(report.isWell()).isTrue();
            assertThat(new ReportText(Language.ENGLISH, Clock.systemUTC()).headline(report))
                    .isEqualTo("ann@example.org works.");
        }
    }
}
