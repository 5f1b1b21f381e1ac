package org.mailstead.server.cli;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.mailstead.server.Mistake;

/** Examines the accounts of a file, some side by side, and tells what came of each in their order. */
final class ExamineSeveral {
    /** Most of an examination is waiting. More at once would be more connections than servers let one address have. */
    private static final int SIDE_BY_SIDE = 4;

    private final Examination examination;
    private final Consumer<Outcome> told;

    /** @param text for whoever reads it */
    record Outcome(String text, boolean well) {}

    /** Of one account. */
    @FunctionalInterface
    interface Examination {
        Outcome of(AccountsFile.Line line);
    }

    /** @param told is told of one after the other, as soon as it and all before it have ended */
    ExamineSeveral(Examination examination, Consumer<Outcome> told) {
        this.examination = examination;
        this.told = told;
    }

    /** @return how many are well */
    int examine(List<AccountsFile.Line> lines) {
        int well = 0;
        try (var threads =
                Executors.newFixedThreadPool(SIDE_BY_SIDE, Thread.ofVirtual().factory())) {
            var coming = lines.stream()
                    .map(line -> threads.submit(() -> examination.of(line)))
                    .toList();
            for (Future<Outcome> each : coming) {
                var outcome = outcome(each);
                told.accept(outcome);
                if (outcome.well()) well++;
            }
        }
        return well;
    }

    private static Outcome outcome(Future<Outcome> coming) {
        try {
            return coming.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Mistake("The examination was broken off.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an examination failed by a fault of ours", e.getCause());
        }
    }
}
