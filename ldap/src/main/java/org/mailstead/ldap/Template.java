package org.mailstead.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.mailstead.directory.MailAddress;

/**
 * A search filter or a name of an entry (DN) with places for what somebody typed: {@code {address}}, {@code {local}}, {@code {domain}}.
 * What is put there is only ever a value: no character of it means anything to the filter or the name.
 */
public final class Template {
    private static final Pattern PLACE = Pattern.compile("\\{(address|local|domain)}");

    /** People write a line or two. */
    private static final int CHARACTERS = 4096;

    private static final MailAddress SAMPLE = new MailAddress("ann", "example.org");

    private final String text;
    private final Set<String> places;

    private Template(String text) {
        this.text = text;
        var found = new LinkedHashSet<String>();
        var place = PLACE.matcher(text);
        while (place.find()) found.add(place.group(1));
        places = Set.copyOf(found);
    }

    /** A search filter (RFC 4515), such as {@code (mail={address})}; empty if it is none, or asks for everybody. */
    public static Optional<Template> filter(String text) {
        return of(text).filter(template -> {
            try {
                template.filterFor(SAMPLE);
                return true;
            } catch (LDAPException e) {
                return false;
            }
        });
    }

    /** A name of an entry (RFC 4514), such as {@code uid={local},ou=people,dc=example,dc=org}; empty if it is none. */
    public static Optional<Template> dn(String text) {
        return of(text).filter(template -> {
            try {
                return !template.dnFor(SAMPLE).isNullDN();
            } catch (LDAPException e) {
                return false;
            }
        });
    }

    private static Optional<Template> of(String text) {
        if (text.length() > CHARACTERS) return Optional.empty();
        var template = new Template(text);
        boolean other = PLACE.matcher(text).replaceAll("").matches(".*[{}].*");
        return template.tellsPeopleApart() && !other ? Optional.of(template) : Optional.empty();
    }

    private boolean tellsPeopleApart() {
        return places.contains("address") || places.contains("local");
    }

    /** Whether people of two domains with the same name before the {@code @} could be taken for each other. */
    public boolean mixesDomains() {
        return places.contains("local") && !places.contains("domain");
    }

    Filter filterFor(MailAddress address) throws LDAPException {
        return Filter.create(with(address));
    }

    DN dnFor(MailAddress address) throws LDAPException {
        return new DN(with(address));
    }

    /** The attributes a filter compares. */
    SequencedSet<String> attributes() {
        var names = new LinkedHashSet<String>();
        try {
            collect(filterFor(SAMPLE), names);
        } catch (LDAPException e) {
            throw new IllegalStateException("was read before", e);
        }
        return names;
    }

    private static void collect(Filter filter, Set<String> names) {
        if (filter.getAttributeName() != null) names.add(filter.getAttributeName());
        for (Filter part : filter.getComponents()) collect(part, names);
        if (filter.getNOTComponent() != null) collect(filter.getNOTComponent(), names);
    }

    private String with(MailAddress address) {
        String domain = address.asciiDomain();
        String whole = new MailAddress(address.local(), domain).toString();
        // In one go: what was put in is not looked at again.
        return PLACE.matcher(text)
                .replaceAll(place -> escaped(
                                switch (place.group(1)) {
                                    case "local" -> address.local();
                                    case "domain" -> domain;
                                    default -> whole;
                                })
                        .replace("\\", "\\\\"));
    }

    /**
     * Two hex digits after a backslash stand for an octet in a filter (RFC 4515 §3) and in a name (RFC 4514 §2.4) alike, and may
     * stand for any. So nobody has to know which characters are special where.
     */
    static String escaped(String value) {
        var out = new StringBuilder();
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(octet)) out.append((char) octet);
            else out.append('\\').append(HexFormat.of().toHexDigits(octet));
        }
        return out.toString();
    }

    private static boolean isPlain(byte octet) {
        return (octet >= 'a' && octet <= 'z')
                || (octet >= 'A' && octet <= 'Z')
                || (octet >= '0' && octet <= '9')
                || octet == '.'
                || octet == '@'
                || octet == '-'
                || octet == '_';
    }

    @Override
    public String toString() {
        return text;
    }
}
