package org.mailstead.authenticity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;

class AggregateReportFuzzTest {
    @Test
    void damagedReportsAreReadOrRefused() throws Exception {
        var seeds = List.of(
                AggregateReportTest.xml(),
                AggregateReportWriter.gzip(AggregateReportTest.REPORT),
                AggregateReportTest.zip("a.xml", AggregateReportTest.xml()));
        Mutator.run(
                4, 1500, seeds, List.of("<record>", "</row>", "<count>9", "&lt;", "]]>", "<!DOCTYPE x []>"), input -> {
                    try {
                        assertThat(AggregateReportTest.read(input).published().domain())
                                .isNotEmpty();
                    } catch (MalformedReportException e) {
                        assertThat(e.getMessage()).isNotBlank();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }
}
