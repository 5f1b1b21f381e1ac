package org.mailstead.mailbox;

import java.time.LocalDate;
import java.util.List;

/** What a message must be to match. RFC 3501 §6.4.4. Texts are compared decoded and without regard to case. */
public sealed interface SearchQuery {
    /** What can be told without reading a message. */
    sealed interface OfView extends SearchQuery {}

    record All() implements OfView {}

    /** Matches nothing: an empty set of sequence numbers, a keyword the mailbox does not know. */
    record None() implements OfView {}

    record And(List<SearchQuery> all) implements SearchQuery {}

    record Or(List<SearchQuery> any) implements SearchQuery {}

    record Not(SearchQuery query) implements SearchQuery {}

    record Uids(UidSet uids) implements OfView {}

    /** System flag by its bit. */
    record Flag(long bit) implements OfView {}

    record Keyword(String name) implements OfView {}

    /** UIDs from {@code firstUid} on, the messages that are \Recent to the session. */
    record UidFrom(int firstUid) implements OfView {}

    record LargerThan(long bytes) implements OfView {}

    record SmallerThan(long bytes) implements OfView {}

    /** Internal date, without time and zone: from {@code from} (inclusive) to {@code to} (exclusive); ends may be MIN and MAX. */
    record InternalDate(LocalDate from, LocalDate to) implements OfView {}

    /** Date header, without time and zone, likewise. */
    record SentDate(LocalDate from, LocalDate to) implements SearchQuery {}

    /** The addresses of a field contain the text, as the envelope has them. RFC 3501 §6.4.4. */
    record Address(AddressField field, SoughtText text) implements SearchQuery {}

    /** The fields of the envelope that people search. */
    enum AddressField {
        FROM,
        TO,
        CC,
        BCC
    }

    /** A header field of this name contains the text; empty text: the field is there. */
    record Header(String name, SoughtText text) implements SearchQuery {}

    /** The day it came into the mailbox, likewise. RFC 8514 §4.3. */
    record SavedDate(LocalDate from, LocalDate to) implements OfView {}

    /** Internal date and time up to {@code seconds} since 1970. RFC 5032 §3. */
    record ArrivedUntil(long seconds) implements OfView {}

    /** With this change number or a higher one. RFC 7162 §3.1.5. */
    record ChangedFrom(long change) implements OfView {}

    /** One message by {@link MailboxView#messageId}, wherever its copies are. */
    record MessageId(long id) implements OfView {}

    /** All messages of one conversation by {@link StoredMessage#thread}. */
    record InThread(long thread) implements SearchQuery {}

    record Body(SoughtText text) implements SearchQuery {}

    /** Header or body contains the text. */
    record Text(SoughtText text) implements SearchQuery {}
}
