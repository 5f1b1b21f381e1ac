package org.mailstead.imap;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.mailstead.imap.EndOfCommand.Malformed;
import org.mailstead.mailbox.FlagBits;
import org.mailstead.mailbox.FlagSet;
import org.mailstead.mailbox.SearchQuery;
import org.mailstead.mailbox.SearchQuery.AddressField;
import org.mailstead.mailbox.SoughtText;
import org.mailstead.message.Charsets;

/** A search key as read; what it means depends on the mailbox it is used in. RFC 3501 §6.4.4. */
@FunctionalInterface
interface SearchKey {
    SearchQuery in(OpenMailbox open);

    /** Reads keys; knows how deep it is. */
    final class Reader {
        /** Keys in one search, those of stored ones included: each may be asked of each message. */
        private static final int KEYS = 1_000;

        private final ImapReader in;
        private final Charset charset;
        private int depth;
        private int keys;
        private boolean asksModSeq;

        /** Whether the key being read is to be compared loosely. */
        private boolean fuzzy;

        private boolean anyFuzzy;

        Reader(ImapReader in, Charset charset) {
            this.in = in;
            this.charset = charset;
        }

        boolean asksModSeq() {
            return asksModSeq;
        }

        boolean isFuzzy() {
            return anyFuzzy;
        }

        /** All of them must match. Without brackets: up to the end of the command. */
        SearchKey all(boolean inBrackets) throws IOException {
            var keys = new ArrayList<SearchKey>();
            do {
                keys.add(one());
            } while (inBrackets ? in.nextInList() : in.moreAfterSpace());
            if (keys.size() == 1) return keys.getFirst();
            List<SearchKey> all = List.copyOf(keys);
            return open ->
                    new SearchQuery.And(all.stream().map(key -> key.in(open)).toList());
        }

        private SearchKey one() throws IOException {
            if (++depth > in.limits().searchDepth()) throw new Malformed("The search is nested too deeply.");
            if (++keys > KEYS) throw ImapReplies.SEARCH_TOO_LONG.asRefusal();
            try {
                if (in.take('(')) return all(true);
                if (in.atSequenceSet()) {
                    SequenceSet numbers = in.sequenceSet();
                    return open -> {
                        if (numbers.isSaved()) return new SearchQuery.Uids(open.saved());
                        open.requireNumbers();
                        return new SearchQuery.Uids(numbers.lenientNumbers(open.view()));
                    };
                }
                return named(in.word());
            } finally {
                depth--;
            }
        }

        private SearchKey named(String name) throws IOException {
            return switch (name) {
                case "ALL" -> constant(new SearchQuery.All());
                case "ANSWERED" -> flag(FlagBits.ANSWERED);
                case "DELETED" -> flag(FlagBits.DELETED);
                case "DRAFT" -> flag(FlagBits.DRAFT);
                case "FLAGGED" -> flag(FlagBits.FLAGGED);
                case "SEEN" -> flag(FlagBits.SEEN);
                case "UNANSWERED" -> not(flag(FlagBits.ANSWERED));
                case "UNDELETED" -> not(flag(FlagBits.DELETED));
                case "UNDRAFT" -> not(flag(FlagBits.DRAFT));
                case "UNFLAGGED" -> not(flag(FlagBits.FLAGGED));
                case "UNSEEN" -> not(flag(FlagBits.SEEN));
                case "RECENT" -> open -> new SearchQuery.Uids(open.recent());
                case "OLD" -> open -> new SearchQuery.Not(new SearchQuery.Uids(open.recent()));
                case "NEW" ->
                    open -> new SearchQuery.And(List.of(
                            new SearchQuery.Uids(open.recent()),
                            new SearchQuery.Not(new SearchQuery.Flag(FlagBits.SEEN))));
                case "KEYWORD" -> constant(keyword());
                case "SAVEDATESUPPORTED" -> constant(new SearchQuery.All());
                case "UNKEYWORD" -> not(constant(keyword()));
                default -> withArgument(name);
            };
        }

        private SearchKey withArgument(String name) throws IOException {
            return switch (name) {
                case "BCC", "CC", "FROM", "TO" ->
                    constant(new SearchQuery.Address(AddressField.valueOf(name), sought()));
                case "SUBJECT" -> constant(new SearchQuery.Header(name, sought()));
                case "BODY" -> constant(new SearchQuery.Body(sought()));
                case "TEXT" -> constant(new SearchQuery.Text(sought()));
                case "FUZZY" -> fuzzy();
                case "HEADER" -> {
                    String field = text();
                    yield constant(new SearchQuery.Header(field, sought()));
                }
                case "LARGER" -> constant(new SearchQuery.LargerThan(number()));
                case "SMALLER" -> constant(new SearchQuery.SmallerThan(number()));
                case "EMAILID" -> emailId();
                case "FILTER" -> filter();
                case "MODSEQ" -> constant(new SearchQuery.ChangedFrom(modSeq()));
                case "UID" -> {
                    in.space();
                    SequenceSet uids = in.sequenceSet();
                    yield open -> new SearchQuery.Uids(uids.isSaved() ? open.saved() : uids.uids(open.view()));
                }
                case "NOT" -> {
                    in.space();
                    yield not(one());
                }
                case "OR" -> anyOf();
                case "THREADID" -> threadId();
                default -> aboutTime(name);
            };
        }

        private SearchKey aboutTime(String name) throws IOException {
            return switch (name) {
                case "BEFORE" -> constant(new SearchQuery.InternalDate(LocalDate.MIN, date()));
                case "SINCE" -> constant(new SearchQuery.InternalDate(date(), LocalDate.MAX));
                case "ON" -> {
                    LocalDate day = date();
                    yield constant(new SearchQuery.InternalDate(day, day.plusDays(1)));
                }
                case "SENTBEFORE" -> constant(new SearchQuery.SentDate(LocalDate.MIN, date()));
                case "SENTSINCE" -> constant(new SearchQuery.SentDate(date(), LocalDate.MAX));
                case "SENTON" -> {
                    LocalDate day = date();
                    yield constant(new SearchQuery.SentDate(day, day.plusDays(1)));
                }
                case "OLDER" -> {
                    long seconds = interval();
                    yield open -> new SearchQuery.ArrivedUntil(open.now() - seconds);
                }
                case "YOUNGER" -> {
                    long seconds = interval();
                    yield open -> new SearchQuery.Not(new SearchQuery.ArrivedUntil(open.now() - seconds - 1));
                }
                case "SAVEDBEFORE" -> constant(new SearchQuery.SavedDate(LocalDate.MIN, date()));
                case "SAVEDSINCE" -> constant(new SearchQuery.SavedDate(date(), LocalDate.MAX));
                case "SAVEDON" -> {
                    LocalDate day = date();
                    yield constant(new SearchQuery.SavedDate(day, day.plusDays(1)));
                }
                default -> throw new Malformed("There is no search key " + name + ".");
            };
        }

        /**
         * A tree of ORs, read without recursion: programs that look for many addresses at once nest one in the other.
         * It does not matter how, only which keys are at its ends.
         */
        private SearchKey anyOf() throws IOException {
            var any = new ArrayList<SearchKey>();
            for (int missing = 2; missing > 0; missing--) {
                in.space();
                for (; in.peekWord().equals("OR"); missing++) {
                    in.word();
                    in.space();
                }
                any.add(one());
            }
            List<SearchKey> ends = List.copyOf(any);
            return open ->
                    new SearchQuery.Or(ends.stream().map(key -> key.in(open)).toList());
        }

        /** The keys of a stored search, which are in UTF-8. RFC 5466 §3.1. */
        private SearchKey filter() throws IOException {
            in.space();
            String name = in.filterName();
            if (!charset.equals(StandardCharsets.UTF_8) && !charset.equals(StandardCharsets.US_ASCII)) {
                throw ImapReplies.FILTER_CHARSET.asRefusal();
            }
            if (in.insertFilter(name)) return all(true);
            return _ -> {
                throw ImapReplies.undefinedFilter(name).asRefusal();
            };
        }

        /** RFC 8474 §5.2. */
        private SearchKey threadId() throws IOException {
            in.space();
            String id = in.astring();
            return open -> {
                var thread = ObjectIds.threadId(open.mail(), id);
                return thread.isPresent() ? new SearchQuery.InThread(thread.getAsLong()) : new SearchQuery.None();
            };
        }

        /** RFC 8474 §5.1. An id of another form belongs to no message. */
        private SearchKey emailId() throws IOException {
            in.space();
            String id = in.astring();
            return open -> {
                var messageId = ObjectIds.messageId(open.mail(), id);
                return messageId.isPresent()
                        ? new SearchQuery.MessageId(messageId.getAsLong())
                        : new SearchQuery.None();
            };
        }

        /** {@code MODSEQ ["entry" type] n}: there is one change number for all of a message. RFC 7162 §3.1.5. */
        private long modSeq() throws IOException {
            asksModSeq = true;
            in.space();
            if (in.peekIs('"')) {
                in.string();
                in.space();
                String type = in.word();
                if (!type.equals("PRIV") && !type.equals("SHARED") && !type.equals("ALL")) {
                    throw in.wanted("priv, shared or all");
                }
                in.space();
            }
            return in.modSeq();
        }

        private static SearchKey constant(SearchQuery query) {
            return _ -> query;
        }

        private static SearchKey flag(long bit) {
            return constant(new SearchQuery.Flag(bit));
        }

        private static SearchKey not(SearchKey key) {
            return open -> new SearchQuery.Not(key.in(open));
        }

        private SearchQuery keyword() throws IOException {
            in.space();
            String name = in.astring();
            // Some programs ask for system flags this way.
            return FlagSet.systemBit(name)
                    .<SearchQuery>map(SearchQuery.Flag::new)
                    .orElseGet(() -> new SearchQuery.Keyword(name));
        }

        /** What is compared with texts in the next key is compared loosely. RFC 6203 §3. */
        private SearchKey fuzzy() throws IOException {
            in.space();
            boolean before = fuzzy;
            fuzzy = true;
            anyFuzzy = true;
            SearchKey key = one();
            fuzzy = before;
            return key;
        }

        private SoughtText sought() throws IOException {
            return fuzzy ? SoughtText.about(text()) : SoughtText.exactly(text());
        }

        private String text() throws IOException {
            in.space();
            byte[] bytes = in.astring().getBytes(StandardCharsets.ISO_8859_1);
            return Charsets.decode(bytes, charset.name());
        }

        private long number() {
            in.space();
            return in.number();
        }

        /** Seconds of age, at least one. RFC 5032 §4. */
        private long interval() {
            long seconds = number();
            if (seconds < 1) throw in.wanted("a number of seconds from 1 on");
            return seconds;
        }

        private LocalDate date() throws IOException {
            in.space();
            return ImapDates.date(in.astring());
        }
    }
}
