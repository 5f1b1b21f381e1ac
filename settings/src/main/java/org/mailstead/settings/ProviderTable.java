package org.mailstead.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The providers of mail that are known, by the domains of their addresses and by the hosts that take mail for their customers' own
 * domains. Only the files of those that are asked for are read: all of them would cost half a second.
 */
public final class ProviderTable {
    private static final String FOLDER = "providers/";

    private final Supplier<ProviderIndex> index;
    private final Function<String, Provider> reader;
    private final Map<String, Provider> read = new ConcurrentHashMap<>();

    private ProviderTable(Supplier<ProviderIndex> index, Function<String, Provider> reader) {
        this.index = index;
        this.reader = reader;
    }

    /** Read when the first question comes: servers have a table from their start on, and many are never asked. */
    private static final class BuiltIn {
        static final ProviderIndex INDEX = ProviderIndex.parse(resource(ProviderIndex.FILE));
    }

    /** The table that comes with the program. */
    public static ProviderTable builtIn() {
        return new ProviderTable(() -> BuiltIn.INDEX, ProviderTable::readBuiltIn);
    }

    /** A table of these. */
    public static ProviderTable of(Collection<Provider> providers) {
        var byId = providers.stream().collect(Collectors.toMap(Provider::id, Function.identity()));
        var index = ProviderIndex.of(providers);
        return new ProviderTable(() -> index, id -> Objects.requireNonNull(byId.get(id)));
    }

    private static Provider readBuiltIn(String id) {
        try {
            return ProviderFile.parse(id, resource(id + ".toml"));
        } catch (ProviderFileException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String resource(String name) {
        try (var stream = ProviderTable.class.getResourceAsStream(FOLDER + name)) {
            if (stream == null) throw new IllegalStateException("there is no " + FOLDER + name);
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(FOLDER + name + " cannot be read", e);
        }
    }

    /** @param id as in {@link Provider#id} */
    public Optional<Provider> byId(String id) {
        return index.get().ids().contains(id) ? Optional.of(read.computeIfAbsent(id, reader)) : Optional.empty();
    }

    /** Whose addresses end with this domain. */
    public Optional<Provider> byDomain(String domain) {
        return index.get().byDomain(DomainName.plain(domain)).flatMap(this::byId);
    }

    /**
     * Who has the mailboxes behind a host that takes mail for a domain; the longest end of its name that is known says it. Nobody for
     * {@linkplain #isFilter filters} and {@linkplain #forwards hosts that only pass mail on}.
     *
     * @param host from an MX record
     */
    public Optional<Provider> byMailHost(String host) {
        String plain = DomainName.plain(host);
        if (MailGateways.isFilter(plain) || MailGateways.forwards(plain)) return Optional.empty();
        return index.get().byMailHost(plain).flatMap(this::byId);
    }

    /**
     * Whose server programs read and send with that has this name, where it was found some other way: behind a filter, the host that takes
     * the mail says nothing. Of several with the same servers, the one who most likely has customers with domains of their own.
     */
    public Optional<Provider> byServer(String host) {
        return index.get().byServer(DomainName.plain(host)).flatMap(this::byId);
    }

    /** Reads every file. In the order of their ids. */
    public List<Provider> all() {
        return index.get().ids().stream().flatMap(id -> byId(id).stream()).toList();
    }

    /** Whether a host takes mail to look for spam in it, so that it says nothing of where the mailbox is. */
    public boolean isFilter(String mailHost) {
        return MailGateways.isFilter(DomainName.plain(mailHost));
    }

    /** Whether a host takes mail only to send it on to addresses of other domains: there is no mailbox to set up. */
    public boolean forwards(String mailHost) {
        return MailGateways.forwards(DomainName.plain(mailHost));
    }

    /**
     * The well-known domain that this one was probably meant to be: one slip away from it, or written with letters that only look
     * like its own. Never for a domain that is in the table itself. A guess: domains that exist may be one slip away too.
     */
    public Optional<String> meant(String domain) {
        return index.get().byDomain(DomainName.plain(domain)).isPresent()
                ? Optional.empty()
                : Misspelling.meant(domain);
    }

    /** The well-known domain that this one only looks like, by letters of other scripts or digits. Never for a domain in the table. */
    public Optional<String> lookAlike(String domain) {
        return index.get().byDomain(DomainName.plain(domain)).isPresent()
                ? Optional.empty()
                : Misspelling.lookAlike(domain);
    }
}
