package org.mailstead.mailbox;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntToLongFunction;

/**
 * Runs a query over a view. What the view itself can tell is asked first; a message is opened only when everything
 * cheaper has left it in question. RFC 3501 §6.4.4.
 */
final class Search {
    /** Messages looked at in one go: some milliseconds if each must be read, during which others wait to read. */
    private static final int PIECE = 256;

    /** Bytes of the messages looked at in one go, for searches through their texts. */
    private static final long PIECE_BYTES = 4L * 1024 * 1024;

    /** What must be read to answer a part of a query, cheapest first. */
    private enum Cost {
        VIEW,
        RECORD,
        HEADER,
        BODY
    }

    private interface Test {
        /** @param index of the message in the view */
        boolean matches(int index, SearchedMessage message);
    }

    /** A part of a query made ready, so that no message pays for it. */
    private record Step(Cost cost, Test test) {
        Step not() {
            return new Step(cost, (i, message) -> !test.matches(i, message));
        }
    }

    private final MailboxView view;

    private Search(MailboxView view) {
        this.view = view;
    }

    static UidSet run(MailAccount account, MailboxView view, SearchQuery query, IntConsumer progress) {
        Step step = new Search(view).step(query);
        var message = new SearchedMessage(account);
        var found = new UidSet.Builder();
        for (int next = 0; next < view.size(); ) {
            int from = next;
            int end = pieceEnd(view, from);
            Runnable piece = () -> {
                for (int i = from; i < end; i++) {
                    // The message is opened at most once for all parts of the query.
                    message.turnTo(view.messageId(i));
                    if (step.test().matches(i, message)) found.add(view.uid(i));
                }
            };
            // A message that fills a piece alone would hold up others for too long: each read of it goes by itself.
            if (step.cost() == Cost.VIEW || view.bytes(from) > PIECE_BYTES) piece.run();
            else account.reading(piece);
            next = end;
            if (next < view.size()) progress.accept(next);
        }
        return found.build();
    }

    private static int pieceEnd(MailboxView view, int from) {
        long bytes = view.bytes(from);
        int end = from + 1;
        while (end < view.size() && end < from + PIECE && bytes + view.bytes(end) <= PIECE_BYTES) {
            bytes += view.bytes(end++);
        }
        return end;
    }

    private Step step(SearchQuery query) {
        return switch (query) {
            case SearchQuery.And(var all) -> all(steps(all));
            case SearchQuery.Or(var any) -> any(steps(any));
            case SearchQuery.Not(var not) -> step(not).not();
            case SearchQuery.SentDate(var from, var to) ->
                new Step(Cost.RECORD, (_, message) -> message.sentIn(from, to));
            case SearchQuery.InThread(long thread) -> new Step(Cost.RECORD, (_, message) -> message.isInThread(thread));
            case SearchQuery.Address(var field, var text) ->
                new Step(Cost.RECORD, (_, message) -> message.addressesAre(field, text::isIn));
            case SearchQuery.Header(var name, var text) -> {
                Cost cost = SearchedMessage.isInRecord(name) ? Cost.RECORD : Cost.HEADER;
                yield new Step(cost, (_, message) -> message.headerIs(name, text::isIn));
            }
            case SearchQuery.Body(var text) -> new Step(Cost.BODY, (_, message) -> message.bodyIs(text::isIn));
            case SearchQuery.Text(var text) ->
                new Step(Cost.BODY, (_, message) -> message.anyHeaderIs(text::isIn) || message.bodyIs(text::isIn));
            case SearchQuery.OfView ofView -> new Step(Cost.VIEW, ofView(ofView));
        };
    }

    private Test ofView(SearchQuery.OfView query) {
        return switch (query) {
            case SearchQuery.All() -> (_, _) -> true;
            case SearchQuery.None() -> (_, _) -> false;
            case SearchQuery.Uids(var uids) -> (i, _) -> uids.contains(view.uid(i));
            case SearchQuery.UidFrom(int first) -> (i, _) -> view.uid(i) >= first;
            case SearchQuery.Flag(long bit) -> (i, _) -> (view.flags(i) & bit) != 0;
            case SearchQuery.Keyword(var name) -> {
                long bit = keyword(name);
                yield (i, _) -> (view.flags(i) & bit) != 0;
            }
            case SearchQuery.LargerThan(long bytes) -> (i, _) -> view.bytes(i) > bytes;
            case SearchQuery.SmallerThan(long bytes) -> (i, _) -> view.bytes(i) < bytes;
            case SearchQuery.InternalDate(var from, var to) -> within(from, to, view::internalDate);
            case SearchQuery.SavedDate(var from, var to) -> within(from, to, view::saved);
            case SearchQuery.ArrivedUntil(long seconds) -> (i, _) -> view.internalDate(i) <= seconds;
            case SearchQuery.ChangedFrom(long change) -> (i, _) -> view.changeNumber(i) >= change;
            case SearchQuery.MessageId(long id) -> (i, _) -> view.messageId(i) == id;
        };
    }

    private static Test within(LocalDate from, LocalDate to, IntToLongFunction seconds) {
        long first = from.toEpochSecond(LocalTime.MIN, ZoneOffset.UTC);
        long end = to.toEpochSecond(LocalTime.MIN, ZoneOffset.UTC);
        return (i, _) -> seconds.applyAsLong(i) >= first && seconds.applyAsLong(i) < end;
    }

    /** The bit of a keyword, none if the mailbox does not have it. */
    private long keyword(String name) {
        List<String> table = view.keywords();
        for (int k = 0; k < table.size(); k++) {
            if (table.get(k).equalsIgnoreCase(name)) return 1L << (FlagBits.FIRST_KEYWORD + k);
        }
        return 0;
    }

    /** Cheapest first, so that the dear ones are asked of few messages. */
    private Step[] steps(List<SearchQuery> queries) {
        return queries.stream()
                .map(this::step)
                .sorted(Comparator.comparing(Step::cost))
                .toArray(Step[]::new);
    }

    private static Cost dearest(Step[] steps) {
        return steps.length == 0 ? Cost.VIEW : steps[steps.length - 1].cost();
    }

    private static Step all(Step[] steps) {
        return new Step(dearest(steps), (i, message) -> {
            for (Step step : steps) if (!step.test().matches(i, message)) return false;
            return true;
        });
    }

    private static Step any(Step[] steps) {
        return new Step(dearest(steps), (i, message) -> {
            for (Step step : steps) if (step.test().matches(i, message)) return true;
            return false;
        });
    }
}
