package org.mailstead.mailbox;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Runs a query over a view. What the view itself can tell is asked first; a message is opened only when everything
 * cheaper has left it in question. RFC 3501 §6.4.4.
 */
final class Search {
    /** Messages between two looks at the clock: few enough if each is large and must be read. */
    private static final int PROGRESS = 64;

    private final MailboxView view;

    private Search(MailboxView view) {
        this.view = view;
    }

    static UidSet run(MailAccount account, MailboxView view, SearchQuery query, IntConsumer progress) {
        var search = new Search(view);
        SearchQuery ordered = cheapFirst(query);
        var found = new UidSet.Builder();
        for (int i = 0; i < view.size(); i++) {
            if (i % PROGRESS == PROGRESS - 1) progress.accept(i);
            // The message is opened at most once for all parts of the query.
            if (search.matches(ordered, i, new SearchedMessage(account, view.messageId(i)))) found.add(view.uid(i));
        }
        return found.build();
    }

    private boolean matches(SearchQuery query, int i, SearchedMessage message) {
        return switch (query) {
            case SearchQuery.All() -> true;
            case SearchQuery.None() -> false;
            case SearchQuery.And(var all) -> all.stream().allMatch(each -> matches(each, i, message));
            case SearchQuery.Or(var one, var other) -> matches(one, i, message) || matches(other, i, message);
            case SearchQuery.Not(var not) -> !matches(not, i, message);
            case SearchQuery.Uids(var uids) -> uids.contains(view.uid(i));
            case SearchQuery.UidFrom(int first) -> view.uid(i) >= first;
            case SearchQuery.Flag(long bit) -> (view.flags(i) & bit) != 0;
            case SearchQuery.Keyword(var name) -> hasKeyword(i, name);
            case SearchQuery.LargerThan(long bytes) -> view.bytes(i) > bytes;
            case SearchQuery.SmallerThan(long bytes) -> view.bytes(i) < bytes;
            case SearchQuery.InternalDate(var from, var to) -> within(date(view.internalDate(i)), from, to);
            case SearchQuery.SavedDate(var from, var to) -> within(date(view.saved(i)), from, to);
            case SearchQuery.ArrivedUntil(long seconds) -> view.internalDate(i) <= seconds;
            case SearchQuery.ChangedFrom(long change) -> view.changeNumber(i) >= change;
            case SearchQuery.MessageId(long id) -> view.messageId(i) == id;
            case SearchQuery.SentDate(var from, var to) ->
                message.sentDate().map(date -> within(date, from, to)).orElse(false);
            case SearchQuery.Header(var name, var text) -> message.headerIs(name, text::isIn);
            case SearchQuery.Body(var text) -> message.bodyIs(text::isIn);
            case SearchQuery.Text(var text) -> message.anyHeaderIs(text::isIn) || message.bodyIs(text::isIn);
        };
    }

    private boolean hasKeyword(int i, String name) {
        List<String> table = view.keywords();
        for (int k = 0; k < table.size(); k++) {
            if (table.get(k).equalsIgnoreCase(name)) return (view.flags(i) & 1L << (FlagBits.FIRST_KEYWORD + k)) != 0;
        }
        return false;
    }

    private static LocalDate date(long seconds) {
        return Instant.ofEpochSecond(seconds).atZone(ZoneOffset.UTC).toLocalDate();
    }

    private static boolean within(LocalDate date, LocalDate from, LocalDate to) {
        return !date.isBefore(from) && date.isBefore(to);
    }

    private static SearchQuery cheapFirst(SearchQuery query) {
        return switch (query) {
            case SearchQuery.And(var all) -> {
                var ordered = new ArrayList<SearchQuery>();
                for (SearchQuery each : all) ordered.add(cheapFirst(each));
                ordered.sort(Comparator.comparingInt(Search::cost));
                yield new SearchQuery.And(List.copyOf(ordered));
            }
            case SearchQuery.Or(var one, var other) -> {
                SearchQuery a = cheapFirst(one);
                SearchQuery b = cheapFirst(other);
                yield cost(a) <= cost(b) ? new SearchQuery.Or(a, b) : new SearchQuery.Or(b, a);
            }
            case SearchQuery.Not(var not) -> new SearchQuery.Not(cheapFirst(not));
            case SearchQuery.All _,
                    SearchQuery.None _,
                    SearchQuery.Uids _,
                    SearchQuery.UidFrom _,
                    SearchQuery.Flag _,
                    SearchQuery.Keyword _,
                    SearchQuery.LargerThan _,
                    SearchQuery.SmallerThan _,
                    SearchQuery.InternalDate _,
                    SearchQuery.SavedDate _,
                    SearchQuery.ArrivedUntil _,
                    SearchQuery.ChangedFrom _,
                    SearchQuery.MessageId _,
                    SearchQuery.SentDate _,
                    SearchQuery.Header _,
                    SearchQuery.Body _,
                    SearchQuery.Text _ -> query;
        };
    }

    /** 0: the view knows. 1: the message record knows. 2: the header must be read. 3: the whole message must be. */
    private static int cost(SearchQuery query) {
        return switch (query) {
            case SearchQuery.And(var all) ->
                all.stream().mapToInt(Search::cost).max().orElse(0);
            case SearchQuery.Or(var one, var other) -> Math.max(cost(one), cost(other));
            case SearchQuery.Not(var not) -> cost(not);
            case SearchQuery.All _,
                    SearchQuery.None _,
                    SearchQuery.Uids _,
                    SearchQuery.UidFrom _,
                    SearchQuery.Flag _,
                    SearchQuery.Keyword _,
                    SearchQuery.LargerThan _,
                    SearchQuery.SmallerThan _,
                    SearchQuery.InternalDate _,
                    SearchQuery.SavedDate _,
                    SearchQuery.ArrivedUntil _,
                    SearchQuery.ChangedFrom _,
                    SearchQuery.MessageId _ -> 0;
            case SearchQuery.SentDate _ -> 1;
            case SearchQuery.Header _ -> 2;
            case SearchQuery.Body _, SearchQuery.Text _ -> 3;
        };
    }
}
