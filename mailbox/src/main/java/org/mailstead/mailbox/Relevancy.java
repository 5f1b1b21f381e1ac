package org.mailstead.mailbox;

import java.util.function.Predicate;

/** How well a message that was found fits a search, 1 to 100. RFC 6203 §4. */
final class Relevancy {
    private final SearchedMessage message;

    private Relevancy(SearchedMessage message) {
        this.message = message;
    }

    static int of(MailAccount account, MailboxView view, int uid, SearchQuery query) {
        var message = new SearchedMessage(account);
        message.turnTo(view.messageId(view.indexOf(uid)));
        return new Relevancy(message).of(query);
    }

    /** What is not about texts fits fully, since the message was found. */
    private int of(SearchQuery query) {
        return switch (query) {
            case SearchQuery.And(var all) ->
                all.stream().mapToInt(this::of).min().orElse(100);
            case SearchQuery.Or(var any) ->
                any.stream().mapToInt(this::of).max().orElse(100);
            case SearchQuery.Address(var field, var text) -> best(text, each -> message.addressesAre(field, each));
            case SearchQuery.Header(var name, var text) -> best(text, each -> message.headerIs(name, each));
            case SearchQuery.Body(var text) -> best(text, message::bodyIs);
            case SearchQuery.Text(var text) -> Math.max(best(text, message::anyHeaderIs), best(text, message::bodyIs));
            case SearchQuery.Not _, SearchQuery.SentDate _, SearchQuery.InThread _, SearchQuery.OfView _ -> 100;
        };
    }

    private interface Place {
        boolean any(Predicate<String> text);
    }

    /** Looks at all texts of a place, unless one cannot be bettered. */
    private static int best(SoughtText wanted, Place place) {
        int[] best = {1};
        place.any(text -> {
            best[0] = Math.max(best[0], wanted.closeness(text));
            return best[0] == 100;
        });
        return best[0];
    }
}
