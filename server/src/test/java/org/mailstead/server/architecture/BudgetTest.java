package org.mailstead.server.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mailstead.server.architecture.SourceTree.Source;

/** Budgets that keep the source readable. There is no list of exceptions. */
class BudgetTest {
    private static final int FILE_LINES = 400;
    private static final int METHOD_LINES = 50;
    private static final int CONSTRUCTOR_PARAMETERS = 6;

    private static final Set<String> EMPTY_WORDS =
            Set.of("Manager", "Helper", "Helpers", "Util", "Utils", "Impl", "Processor");
    private static final Set<String> EMPTY_FIRST_WORDS = Set.of("Abstract", "Default", "Base");
    private static final Pattern WORDS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    private static List<Source> sources = List.of();

    @BeforeAll
    static void read() {
        sources = SourceTree.read();
    }

    @Test
    void filesAreShort() {
        var wrong = new ArrayList<String>();
        for (var source : sources) {
            long lines = source.text().lines().count();
            if (lines > FILE_LINES) wrong.add(source.name() + " has " + lines + " lines");
        }
        assertThat(wrong).as("more than " + FILE_LINES + " lines").isEmpty();
    }

    @Test
    void methodsAreShort() {
        var wrong = new ArrayList<String>();
        eachMethod((source, type, method) -> {
            var positions = source.trees().getSourcePositions();
            // Without its comment and annotations: from the body's brace to its end.
            if (method.getBody() == null) return;
            long lines = source.line(positions.getEndPosition(source.tree(), method.getBody()))
                    - source.line(positions.getStartPosition(source.tree(), method.getBody()))
                    + 1;
            if (lines > METHOD_LINES) wrong.add(source.name() + " " + method.getName() + " has " + lines + " lines");
        });
        assertThat(wrong).as("more than " + METHOD_LINES + " lines").isEmpty();
    }

    @Test
    void constructorsTakeFewThings() {
        var wrong = new ArrayList<String>();
        eachMethod((source, type, method) -> {
            // A record is a list of facts; a class with many parameters does too many things.
            boolean constructor = method.getReturnType() == null && type.getKind() != Tree.Kind.RECORD;
            if (constructor && method.getParameters().size() > CONSTRUCTOR_PARAMETERS)
                wrong.add(source.name() + " takes " + method.getParameters().size());
        });
        assertThat(wrong)
                .as("more than " + CONSTRUCTOR_PARAMETERS + " parameters")
                .isEmpty();
    }

    @Test
    void namesSaySomething() {
        var wrong = new ArrayList<String>();
        for (var source : sources) {
            new TreeScanner<@Nullable Void, @Nullable Void>() {
                @Override
                public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
                    String[] words = WORDS.split(type.getSimpleName().toString());
                    boolean empty = EMPTY_FIRST_WORDS.contains(words[0]);
                    for (String word : words) empty |= EMPTY_WORDS.contains(word);
                    if (empty) wrong.add(source.name() + ": " + type.getSimpleName());
                    return super.visitClass(type, null);
                }
            }.scan(source.tree(), null);
        }
        assertThat(wrong).as("names that say nothing").isEmpty();
    }

    private interface MethodVisitor {
        void visit(Source source, ClassTree type, MethodTree method);
    }

    private static void eachMethod(MethodVisitor visitor) {
        for (var source : sources) {
            new TreeScanner<@Nullable Void, @Nullable Void>() {
                @Override
                public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
                    for (var member : type.getMembers())
                        if (member instanceof MethodTree method) visitor.visit(source, type, method);
                    return super.visitClass(type, null);
                }
            }.scan(source.tree(), null);
        }
    }
}
