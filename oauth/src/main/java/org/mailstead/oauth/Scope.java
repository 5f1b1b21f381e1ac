package org.mailstead.oauth;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailstead.directory.Use;

/**
 * What a program asks for, by name (RFC 6749 §3.3): the names of draft-ietf-mailmaint-oauth-public, and short ones that programs
 * are set up with by hand. What a browser may do is never given to a program.
 */
final class Scope {
    static final String MAIL = "urn:ietf:params:oauth:scope:mail";
    static final String CONTACTS = "urn:ietf:params:oauth:scope:contacts";
    static final String CALENDARS = "urn:ietf:params:oauth:scope:calendars";

    /** Longest text of scopes that is read: all that there are fit in a quarter of it. */
    static final int CHARACTERS = 1000;

    private static final Set<Use> ALL_MAIL = Set.of(Use.IMAP, Use.POP3, Use.SMTP, Use.SIEVE);

    private static final Map<String, Set<Use>> NAMES = names();

    private Scope() {}

    private static Map<String, Set<Use>> names() {
        var names = new LinkedHashMap<String, Set<Use>>();
        names.put(MAIL, ALL_MAIL);
        names.put(CONTACTS, Set.of(Use.DAV));
        names.put(CALENDARS, Set.of(Use.DAV));
        names.put("mail", ALL_MAIL);
        names.put("imap", Set.of(Use.IMAP));
        names.put("pop", Set.of(Use.POP3));
        names.put("pop3", Set.of(Use.POP3));
        names.put("smtp", Set.of(Use.SMTP));
        names.put("sieve", Set.of(Use.SIEVE));
        names.put("dav", Set.of(Use.DAV));
        return names;
    }

    /** All names, in the order in which they are told. */
    static List<String> all() {
        return List.copyOf(NAMES.keySet());
    }

    /**
     * What is given of what was asked for. Names that mean nothing here are left out, such as {@code offline_access}, which all
     * get; who asks for nothing gets mail.
     *
     * @return empty if only such were asked for that mean nothing here
     */
    static Optional<String> given(String asked) {
        List<String> names = split(asked);
        if (names.isEmpty()) return Optional.of(MAIL);
        var known = new LinkedHashSet<String>();
        for (String name : names) if (NAMES.containsKey(name)) known.add(name);
        boolean onlyIdle = names.stream().allMatch(Scope::meansNothing);
        if (onlyIdle) return Optional.of(MAIL);
        return known.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", known));
    }

    /** What programs add out of habit. It asks for no service. */
    private static boolean meansNothing(String name) {
        return switch (name) {
            case "offline_access", "openid", "email", "profile" -> true;
            default -> false;
        };
    }

    /** A part of what was given before; empty if it asks for more. */
    static Optional<String> narrowed(String given, String asked) {
        if (split(asked).isEmpty()) return Optional.of(given);
        return given(asked).filter(some -> split(given).containsAll(split(some)));
    }

    static Set<Use> uses(String given) {
        var uses = EnumSet.noneOf(Use.class);
        for (String name : split(given)) uses.addAll(NAMES.getOrDefault(name, Set.of()));
        return uses;
    }

    static String text(Collection<Use> uses) {
        return uses.stream().sorted().map(Use::name).collect(Collectors.joining(", "));
    }

    private static List<String> split(String text) {
        if (text.length() > CHARACTERS) return List.of("");
        return Arrays.stream(text.split(" ", -1))
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
