package org.mailstead.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.MailAddress;
import org.mailstead.ldap.LdapSettings.Lookup;

/** Finds the entry of a person. */
final class PersonSearch {
    /** Enough to see that there is more than one. */
    private static final int ENTRIES = 2;

    /** Values of an entry that are looked at; a person has a few addresses. */
    private static final int VALUES = 200;

    private final LdapSettings settings;

    PersonSearch(LdapSettings settings) {
        this.settings = settings;
    }

    /** Without asking anybody, where the name of the entry follows from the address. */
    static Found direct(Lookup.Direct direct, MailAddress address) {
        // Directories take "ann", " ann" and "ａnn" for the same (RFC 4518 §2); here these are different addresses.
        if (address.local().indexOf(' ') >= 0 || !Normalizer.isNormalized(address.local(), Normalizer.Form.NFKC))
            return new Found.None("the part before the @ has characters that ldap.dn is not filled with");
        try {
            return new Found.One(new Person(direct.dn().dnFor(address).toString(), List.of(address)));
        } catch (LDAPException e) {
            return new Found.None("ldap.dn cannot be filled with this address");
        }
    }

    Found search(LDAPConnection connection, Lookup.Search search, MailAddress address) throws LDAPException {
        var attributes = new LinkedHashSet<>(search.addresses());
        attributes.addAll(search.filter().attributes());
        Duration step = settings.limits().step();
        var request = new SearchRequest(
                search.base(),
                SearchScope.SUB,
                DereferencePolicy.NEVER,
                ENTRIES,
                Math.toIntExact(Math.max(1, step.toSeconds())),
                false,
                search.filter().filterFor(address),
                attributes.toArray(String[]::new));
        List<SearchResultEntry> entries;
        try {
            // References to other servers, which Active Directory adds at the root of a domain, are left alone.
            entries = listed(connection.search(request).getSearchEntries());
        } catch (LDAPSearchException e) {
            if (!e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED) || e.getEntryCount() < ENTRIES) throw e;
            entries = listed(e.getSearchEntries());
        }
        if (entries.isEmpty()) return new Found.None("no entry below " + search.base() + " fits ldap.filter");
        if (entries.size() > 1)
            return new Found.Several(entries.stream()
                    .map(entry -> LdapTrouble.shown(entry.getDN()))
                    .toList());
        return one(entries.getFirst(), search, address);
    }

    /** There is no list only where a listener was given. */
    private static List<SearchResultEntry> listed(@Nullable List<SearchResultEntry> entries) {
        return entries == null ? List.of() : entries;
    }

    private Found one(SearchResultEntry entry, Lookup.Search search, MailAddress address) {
        // A bind with an empty name is one as nobody, and succeeds. RFC 4513 §5.1.
        if (entry.getDN().isBlank()) return new Found.None("the entry that fits ldap.filter has no name");
        if (!isOf(entry, address))
            return new Found.None("the entry " + LdapTrouble.shown(entry.getDN())
                    + " fits ldap.filter, but none of its values that can be read is this address letter by letter");
        return new Found.One(new Person(entry.getDN(), addresses(entry, search)));
    }

    /** Directories compare by rules of their own, which overlook spaces and more: that is not good enough to be somebody. */
    private static boolean isOf(SearchResultEntry entry, MailAddress address) {
        for (Attribute attribute : entry.getAttributes()) {
            for (String value : values(attribute)) {
                if (address(value).filter(address::equals).isPresent()) return true;
                if (value.indexOf('@') < 0
                        && MailAddress.parse(value + "@" + address.domain())
                                .filter(address::equals)
                                .isPresent()) return true;
            }
        }
        return false;
    }

    private List<MailAddress> addresses(SearchResultEntry entry, Lookup.Search search) {
        var main = new LinkedHashSet<MailAddress>();
        var others = new LinkedHashSet<MailAddress>();
        for (String name : search.addresses()) {
            Attribute attribute = entry.getAttribute(name);
            if (attribute == null) continue;
            for (String value : values(attribute))
                address(value)
                        .filter(found -> settings.domains().contains(found.domain()))
                        // Active Directory writes the main one with capitals.
                        .ifPresent(found -> (value.startsWith("SMTP:") ? main : others).add(found));
        }
        main.addAll(others);
        return new ArrayList<>(main);
    }

    private static List<String> values(Attribute attribute) {
        String[] values = attribute.getValues();
        return List.of(values).subList(0, Math.min(VALUES, values.length));
    }

    /** With the kind before it that {@code proxyAddresses} has. */
    static Optional<MailAddress> address(String value) {
        boolean marked = value.toLowerCase(Locale.ROOT).startsWith("smtp:");
        return MailAddress.parse(marked ? value.substring("smtp:".length()) : value);
    }
}
