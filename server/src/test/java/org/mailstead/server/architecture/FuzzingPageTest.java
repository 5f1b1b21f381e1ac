package org.mailstead.server.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whoever asks which parsers are fuzzed reads docs/fuzzing.md, so it must name them all and none that is gone. */
class FuzzingPageTest {
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)`");

    @Test
    void thePageNamesEveryFuzzTest() throws IOException {
        var named = new TreeSet<String>();
        var page = NAMED.matcher(Files.readString(SourceTree.ROOT.resolve("docs/fuzzing.md")));
        while (page.find()) named.add(page.group(1));
        var present = new TreeSet<String>();
        var fuzzing = new TreeSet<String>();
        for (var source : SourceTree.read()) {
            String name = source.fileName();
            if (source.main() || !name.endsWith("Test.java")) continue;
            String test = name.substring(0, name.length() - ".java".length());
            present.add(test);
            if (test.endsWith("FuzzTest")) fuzzing.add(test);
        }
        assertThat(named).containsAll(fuzzing);
        assertThat(present).containsAll(named);
    }
}
