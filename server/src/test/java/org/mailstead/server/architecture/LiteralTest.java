package org.mailstead.server.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mailstead.server.architecture.SourceTree.Source;

/** Replies stand in one catalogue per protocol; time, chance and the terminal come in through one door. */
class LiteralTest {
    /** How a reply to a peer begins. */
    private static final Map<String, Pattern> REPLIES = Map.of(
            "smtp", Pattern.compile("[2345]\\d\\d[ -].*", Pattern.DOTALL),
            "imap", Pattern.compile("(\\* )?(OK|NO|BAD|BYE|PREAUTH) [^\\[].*", Pattern.DOTALL),
            "pop3", Pattern.compile("(\\+OK|-ERR).*", Pattern.DOTALL));

    private static final Pattern CATALOGUE = Pattern.compile("\\w*Repl(y|ies)\\.java");

    /** Where the machine's clock, chance and terminal come in. Benchmarks and tests' tools measure the machine itself. */
    private static final String MAIN = "server/src/main/java/org/mailstead/server/cli/Main.java";

    private static final Set<String> WALL_CLOCK = Set.of(
            "Instant.now",
            "System.currentTimeMillis",
            "Clock.systemUTC",
            "Clock.systemDefaultZone",
            "LocalDate.now",
            "LocalDateTime.now",
            "ZonedDateTime.now",
            "OffsetDateTime.now",
            "ThreadLocalRandom.current",
            "Math.random",
            "UUID.randomUUID");

    private static List<Source> sources = List.of();

    @BeforeAll
    static void read() {
        sources = SourceTree.read().stream()
                .filter(source -> source.main()
                        && !Set.of("bench", "testkit", "store-contract").contains(source.module()))
                .toList();
    }

    @Test
    void repliesStandInTheCatalogue() {
        var wrong = new TreeSet<String>();
        for (var source : sources) {
            var reply = REPLIES.get(source.module());
            if (reply == null || CATALOGUE.matcher(source.fileName()).matches()) continue;
            scan(source, tree -> {
                if (tree instanceof LiteralTree literal
                        && literal.getValue() instanceof String text
                        && reply.matcher(text).matches()) wrong.add(source.name() + ": " + text.strip());
            });
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void timeAndChanceAreParameters() {
        var wrong = new TreeSet<String>();
        for (var source : sources) {
            if (source.name().equals(MAIN)) continue;
            scan(source, tree -> {
                if (tree instanceof MemberSelectTree select && WALL_CLOCK.contains(select.toString()))
                    wrong.add(source.name() + " uses " + select);
                if (tree instanceof NewClassTree made
                        && made.getIdentifier().toString().equals("Random"))
                    wrong.add(source.name() + " makes a Random");
            });
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void onlyTheCommandLinePrints() {
        var wrong = new TreeSet<String>();
        for (var source : sources) {
            if (source.name().equals(MAIN)) continue;
            scan(source, tree -> {
                if (tree instanceof MemberSelectTree select
                        && Set.of("System.out", "System.err").contains(select.toString()))
                    wrong.add(source.name() + " uses " + select);
            });
        }
        assertThat(wrong).isEmpty();
    }

    private interface TreeVisitor {
        void visit(Tree tree);
    }

    private static void scan(Source source, TreeVisitor visitor) {
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void scan(@Nullable Tree tree, @Nullable Void nothing) {
                if (tree != null) visitor.visit(tree);
                return super.scan(tree, null);
            }
        }.scan(source.tree(), null);
    }
}
