package org.mailstead.smtp;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One whom a mail is for, and what its sender wants to hear.
 *
 * @param address where it goes
 * @param events to be told of, none for NEVER; null if the sender did not say. RFC 3461 §4.1
 * @param original whom the sender named, with its type, such as {@code rfc822;ann@example.org}, printable and not
 *     in xtext; beyond ASCII only with the type {@code utf-8}; null if it did not say. RFC 3461 §4.2, RFC 6533 §3
 */
public record SmtpRecipient(
        SmtpAddress address,
        @Nullable Set<Event> events,
        @Nullable String original) {
    /** Of {@code original}, decoded. RFC 3461 §4.2. */
    public static final int ORIGINAL = 500;

    /** What senders hear of that did not ask for anything else. RFC 3461 §4.1. */
    private static final Set<Event> USUAL = Set.of(Event.FAILURE, Event.DELAY);

    public SmtpRecipient {
        events = events == null ? null : Set.copyOf(events);
    }

    /** What a sender can ask to be told of. */
    public enum Event {
        SUCCESS,
        FAILURE,
        DELAY
    }

    public static SmtpRecipient of(SmtpAddress address) {
        return new SmtpRecipient(address, null, null);
    }

    public boolean hearsOf(Event event) {
        return (events == null ? USUAL : events).contains(event);
    }

    /** Whether its sender said NEVER. */
    public boolean hearsNothing() {
        return events != null && events.isEmpty();
    }

    /** Its sender hears of delays too, if of anything. RFC 2852 §4.1.4.2. */
    public SmtpRecipient hearingOfDelay() {
        if (hearsNothing()) return this;
        var more = EnumSet.of(Event.DELAY);
        more.addAll(events == null ? USUAL : events);
        return new SmtpRecipient(address, more, original);
    }

    /** Value of NOTIFY; empty if it is none. RFC 3461 §4.1. */
    static Optional<Set<Event>> readEvents(String value) {
        if (value.equalsIgnoreCase("NEVER")) return Optional.of(Set.of());
        var events = EnumSet.noneOf(Event.class);
        for (String word : value.split(",", -1)) {
            Optional<Event> event = List.of(Event.values()).stream()
                    .filter(each -> each.name().equalsIgnoreCase(word))
                    .findAny();
            if (event.isEmpty()) return Optional.empty();
            events.add(event.get());
        }
        return Optional.of(events);
    }

    /** Value of ORCPT; empty if it is none. RFC 3461 §4.2. */
    static Optional<String> readOriginal(String value) {
        int semicolon = value.indexOf(';');
        boolean typed = semicolon > 0 && value.substring(0, semicolon).matches("[A-Za-z0-9-]+");
        if (!typed) return Optional.empty();
        String text = value.substring(semicolon + 1);
        return (isUnicode(value) ? UnicodeAddress.decode(text) : Xtext.decode(text))
                .filter(address -> !address.isEmpty() && address.length() + semicolon < ORIGINAL)
                .map(address -> value.substring(0, semicolon + 1) + address);
    }

    /** Whether what is behind the type may hold any letters. RFC 6533 §3. */
    private static boolean isUnicode(String original) {
        return original.regionMatches(true, 0, "utf-8;", 0, 6);
    }

    /** As they follow the path in RCPT, if the other server knows them. */
    String wireText(ServerFeatures server) {
        if (!server.has("DSN")) return "";
        var text = new StringBuilder();
        if (events != null) {
            String words = new TreeSet<>(events).stream().map(Event::name).collect(Collectors.joining(","));
            text.append(" NOTIFY=").append(words.isEmpty() ? "NEVER" : words);
        }
        if (original != null) {
            int typed = original.indexOf(';') + 1;
            String address = original.substring(typed);
            text.append(" ORCPT=").append(original, 0, typed);
            text.append(isUnicode(original) ? UnicodeAddress.encode(address) : Xtext.encode(address));
        }
        return text.toString();
    }
}
