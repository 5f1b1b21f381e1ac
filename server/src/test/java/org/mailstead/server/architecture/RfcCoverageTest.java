package org.mailstead.server.architecture;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mailstead.server.architecture.SourceTree.Source;

/** Comments of the form {@code RFC nnnn} with a section say what is implemented where; the page in docs is made of them. */
class RfcCoverageTest {
    private static final Path PAGE = SourceTree.ROOT.resolve("docs/rfc-coverage.md");
    private static final Path INDEX = SourceTree.ROOT.resolve("docs/rfc/index.tsv");
    private static final Pattern MENTION =
            Pattern.compile("\\bRFC (\\d{3,5})((?:,?(?: and)? §[0-9A-Z]+(?:\\.\\d+)*(?:[-–]\\d+)?)*)");
    private static final Pattern SECTION = Pattern.compile("§([0-9A-Z]+(?:\\.\\d+)*)");

    /** Comment lines in a row are one text: a mention may run over the end of a line. */
    private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\n\\s*(\\*(?!/)|//)?\\s*");

    private record Rfc(String title, String status) {}

    /** By RFC, then by section ("" for the RFC as a whole): the types that name it. */
    private static final Map<Integer, Map<String, TreeSet<String>>> MENTIONS = new TreeMap<>();

    @BeforeAll
    static void collect() {
        for (var source : SourceTree.read()) {
            if (!source.main()) continue;
            var mention = MENTION.matcher(LINE_BREAK.matcher(source.text()).replaceAll(" "));
            while (mention.find()) {
                var sections = MENTIONS.computeIfAbsent(
                        Integer.valueOf(mention.group(1)), _ -> new TreeMap<>(comparing(RfcCoverageTest::sortKey)));
                var named = SECTION.matcher(mention.group(2))
                        .results()
                        .map(m -> m.group(1))
                        .toList();
                for (String section : named.isEmpty() ? List.of("") : named)
                    sections.computeIfAbsent(section, _ -> new TreeSet<>()).add(place(source));
            }
        }
    }

    private static String place(Source source) {
        String type = source.fileName().replace(".java", "");
        return source.module() + "/" + (type.equals("package-info") ? "" : type);
    }

    /** 10.2 after 9.1. */
    private static String sortKey(String section) {
        return String.join(
                ".",
                Arrays.stream(section.split("\\."))
                        .map(n -> "0".repeat(Math.max(0, 4 - n.length())) + n)
                        .toList());
    }

    private static Map<Integer, Rfc> index() throws IOException {
        var index = new TreeMap<Integer, Rfc>();
        for (String line : Files.readAllLines(INDEX)) {
            if (line.isBlank() || line.startsWith("#")) continue;
            String[] columns = line.split("\t");
            assertThat(columns).as(line).hasSize(3);
            index.put(Integer.valueOf(columns[0]), new Rfc(columns[1], columns[2]));
        }
        return index;
    }

    @Test
    void everyRfcNamedIsKnown() throws IOException {
        var unknown = new ArrayList<>(MENTIONS.keySet());
        unknown.removeAll(index().keySet());
        assertThat(unknown)
                .as("named in comments, not in docs/rfc/index.tsv; add number, title and status there")
                .isEmpty();
    }

    @Test
    void thePageIsUpToDate() throws IOException {
        String page = page(index());
        if (Boolean.getBoolean("mailstead.regenerate")) Files.writeString(PAGE, page);
        assertThat(PAGE)
                .as("make it anew: mvn -q -pl server -am test -Dtest=RfcCoverageTest -Dmailstead.regenerate=true"
                        + " -Dsurefire.failIfNoSpecifiedTests=false")
                .hasContent(page);
    }

    private static String page(Map<Integer, Rfc> index) {
        var text = new StringBuilder("""
                # RFC coverage

                What the source says it follows, section by section, and which file says it. Made from the comments by
                `RfcCoverageTest`; not edited by hand.
                """);
        MENTIONS.forEach((number, sections) -> {
            var rfc = index.getOrDefault(number, new Rfc("?", "?"));
            text.append("\n## RFC %d: %s%s\n\n"
                    .formatted(number, rfc.title(), rfc.status().equals("current") ? "" : " (" + rfc.status() + ")"));
            sections.forEach((section, places) -> text.append("- %s: %s\n"
                    .formatted(section.isEmpty() ? "as a whole" : "§" + section, String.join(", ", places))));
        });
        return text.toString();
    }
}
