package org.mailstead.mailbox;

import java.time.LocalDate;
import java.util.List;

/** What a message must be to match. RFC 3501 §6.4.4. Texts are compared decoded and without regard to case. */
public sealed interface SearchQuery {
    record All() implements SearchQuery {}

    /** Matches nothing: an empty set of sequence numbers, a keyword the mailbox does not know. */
    record None() implements SearchQuery {}

    record And(List<SearchQuery> all) implements SearchQuery {}

    record Or(SearchQuery one, SearchQuery other) implements SearchQuery {}

    record Not(SearchQuery query) implements SearchQuery {}

    record Uids(UidSet uids) implements SearchQuery {}

    /** System flag by its bit. */
    record Flag(long bit) implements SearchQuery {}

    record Keyword(String name) implements SearchQuery {}

    /** UIDs from {@code firstUid} on, the messages that are \Recent to the session. */
    record UidFrom(int firstUid) implements SearchQuery {}

    record LargerThan(long bytes) implements SearchQuery {}

    record SmallerThan(long bytes) implements SearchQuery {}

    /** Internal date, without time and zone: from {@code from} (inclusive) to {@code to} (exclusive); ends may be MIN and MAX. */
    record InternalDate(LocalDate from, LocalDate to) implements SearchQuery {}

    /** Date header, without time and zone, likewise. */
    record SentDate(LocalDate from, LocalDate to) implements SearchQuery {}

    /** A header field of this name contains the text; empty text: the field is there. */
    record Header(String name, SoughtText text) implements SearchQuery {}

    /** The day it came into the mailbox, likewise. RFC 8514 §4.3. */
    record SavedDate(LocalDate from, LocalDate to) implements SearchQuery {}

    /** Internal date and time up to {@code seconds} since 1970. RFC 5032 §3. */
    record ArrivedUntil(long seconds) implements SearchQuery {}

    /** With this change number or a higher one. RFC 7162 §3.1.5. */
    record ChangedFrom(long change) implements SearchQuery {}

    /** One message by {@link MailboxView#messageId}, wherever its copies are. */
    record MessageId(long id) implements SearchQuery {}

    record Body(SoughtText text) implements SearchQuery {}

    /** Header or body contains the text. */
    record Text(SoughtText text) implements SearchQuery {}
}
