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
import org.junit.jupiter.params.provider.CsvSource;
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
            if (row.code().isEmpty())
                assertThat(report.remarks()).as(() -> ReportText.log(report)).isEmpty();
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

    /** The same case has other words where more is known. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a server that hangs up on TLS 1.3               | in which TLS 1.3 is offered, and works with TLS 1.2 alone
                    a server that bears no offer of TLS 1.3         | in which TLS 1.3 is offered, and works with TLS 1.2 alone
                    a server that hangs up on TLS 1.2               | in which TLS 1.2 is offered, and works with TLS 1.3 alone
                    something here that hangs up on TLS 1.3         | in this network breaks off encrypted connections
                    something that hangs up on the name             | blocks that name
                    a server that knows itself by another name only | Without a name it proves that it is "mail.hoster.test"
                    a server that knows no name at all              | says that it does not know that name
                    a password that the web pages take              | which the web pages of
                    """)
    void whatIsKnownIsSaid(String row, String words) throws Exception {
        var made = rows().filter(each -> each.name().equals(row)).findFirst().orElseThrow();
        try (var scene = new Scene()) {
            made.made().in(scene);
            assertThat(new ReportText(Language.ENGLISH, Clock.systemUTC()).people(scene.examined()))
                    .contains(words);
        }
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
