package org.mailstead.imap;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.Actor;
import org.mailstead.mailbox.Annotations;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.Mailbox;
import org.mailstead.mailbox.MailboxException;
import org.mailstead.mailbox.MailboxException.Reason;
import org.mailstead.mailbox.MailboxId;
import org.mailstead.mailbox.SpecialUse;

/**
 * The annotations of one mailbox, or of the server, as one client sees them: those that are kept, and those that tell what
 * the server knows by itself. RFC 5464 §3, §6; RFC 6154 §4.
 *
 * @param mail the account they are kept in
 * @param mailbox empty for the server's
 * @param reader id of the account of the client
 * @param server of the server as a whole; null for a mailbox
 */
record Metadata(
        MailAccount mail,
        Optional<Mailbox> mailbox,
        String reader,
        @Nullable OfServer server) {
    private static final String SPECIAL_USE = SpecialUse.ENTRY;
    private static final String ADMIN = "/shared/admin";
    private static final String SHARED = "/shared/";

    /**
     * What is the same for everybody.
     *
     * @param admin how to reach who runs the server, as a URI
     * @param settable whether this client answers for the server. RFC 5464 §3.3
     */
    record OfServer(Annotations annotations, String admin, boolean settable) {}

    /** Of the server: what a client keeps there for itself is kept with the account. */
    static Metadata ofServer(ImapSession session, WithAccount state) {
        ImapServer server = session.server();
        var ofServer = new OfServer(
                server.mail().serverAnnotations().annotations(),
                admin(state),
                server.directory().isAdministrator(state.account().id()));
        return new Metadata(state.mail(), Optional.empty(), state.mail().id(), ofServer);
    }

    static Metadata of(Located located, Mailbox mailbox, WithAccount state) {
        return new Metadata(located.mail(), Optional.of(mailbox), state.mail().id(), null);
    }

    private static String admin(WithAccount state) {
        String address = state.account().address().toString();
        return "mailto:postmaster" + address.substring(address.lastIndexOf('@'));
    }

    private Optional<MailboxId> id() {
        return mailbox.map(Mailbox::id);
    }

    /** Whether it is the client's own account: what a mailbox is for concerns its owner's programs only. */
    private boolean own() {
        return mail.id().equals(reader);
    }

    Optional<byte[]> find(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        byte[] known = known().get(lower);
        if (known != null) return Optional.of(known);
        return keptIn(lower).find(id(), reader, lower);
    }

    /** By name in lower case. */
    SortedMap<String, byte[]> all() {
        var all = mail.annotations().all(id(), reader);
        if (server != null) all.putAll(server.annotations().all(id(), reader));
        all.putAll(known());
        return all;
    }

    private Map<String, byte[]> known() {
        if (server != null) return Map.of(ADMIN, server.admin().getBytes(StandardCharsets.US_ASCII));
        if (mailbox.isEmpty()) return Map.of();
        Set<SpecialUse> uses = mailbox.get().uses();
        if (!own() || uses.isEmpty()) return Map.of();
        String value = uses.stream().map(SpecialUse::attribute).collect(Collectors.joining(" "));
        return Map.of(SPECIAL_USE, value.getBytes(StandardCharsets.US_ASCII));
    }

    /** Sets entries, and removes those without a value. What a mailbox is for comes first, since it may be refused. */
    void set(Map<String, byte @Nullable []> changes, Actor by) {
        var kept = new HashMap<String, byte @Nullable []>();
        changes.forEach((name, value) -> kept.put(name.toLowerCase(Locale.ROOT), value));
        if (server != null) refuseServers(kept.keySet(), server);
        if (mailbox.isPresent() && own() && kept.containsKey(SPECIAL_USE)) {
            setUses(mailbox.get().id(), kept.remove(SPECIAL_USE), by);
        }
        if (kept.isEmpty()) return;
        try {
            keptIn(kept.keySet().iterator().next()).set(id(), reader, kept, by);
        } catch (MailboxException e) {
            if (e.reason() != Reason.LIMIT) throw e;
            throw ImapReplies.of(e, "NONEXISTENT").with("METADATA TOOMANY").asRefusal();
        }
    }

    /** Where an entry is kept; its name in lower case. */
    private Annotations keptIn(String name) {
        return server != null && name.startsWith(SHARED) ? server.annotations() : mail.annotations();
    }

    private static void refuseServers(Set<String> names, OfServer server) {
        long shared = names.stream().filter(name -> name.startsWith(SHARED)).count();
        if (shared == 0) return;
        if (!server.settable()) throw ImapReplies.ADMINISTRATOR_ONLY.asRefusal();
        // The configuration says who is to be asked.
        if (names.contains(ADMIN)) throw ImapReplies.READ_ONLY_ENTRY.asRefusal();
        // All or none (RFC 5464 §4.3), and the two kinds are kept in two places.
        if (shared < names.size()) throw ImapReplies.MIXED_ENTRIES.asRefusal();
    }

    private void setUses(MailboxId id, byte @Nullable [] value, Actor by) {
        Set<SpecialUse> uses = EnumSet.noneOf(SpecialUse.class);
        String text = value == null ? "" : new String(value, StandardCharsets.ISO_8859_1).strip();
        for (String attribute : text.split(" +")) {
            if (attribute.isEmpty()) continue;
            uses.add(SpecialUse.ofAttribute(attribute).orElseThrow(ImapReplies.NO_SUCH_USE::asRefusal));
        }
        try {
            mail.uses(id, uses, by);
        } catch (MailboxException e) {
            if (e.reason() != Reason.CANNOT) throw e;
            throw ImapReplies.of(e, "NONEXISTENT").with("USEATTR").asRefusal();
        }
    }
}
