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
 * @param admin how to reach who runs the server, as a URI
 */
record Metadata(MailAccount mail, Optional<Mailbox> mailbox, String reader, String admin) {
    private static final String SPECIAL_USE = "/private/specialuse";
    private static final String ADMIN = "/shared/admin";
    private static final String SHARED = "/shared/";

    /** Of the server: what a client keeps there is kept with the account, so that it is for no other. */
    static Metadata ofServer(WithAccount state) {
        return new Metadata(state.mail(), Optional.empty(), state.mail().id(), admin(state));
    }

    static Metadata of(Located located, Mailbox mailbox, WithAccount state) {
        return new Metadata(located.mail(), Optional.of(mailbox), state.mail().id(), admin(state));
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
        return known != null ? Optional.of(known) : mail.annotations().find(id(), reader, lower);
    }

    /** By name in lower case. */
    SortedMap<String, byte[]> all() {
        var all = mail.annotations().all(id(), reader);
        all.putAll(known());
        return all;
    }

    private Map<String, byte[]> known() {
        if (mailbox.isEmpty()) return Map.of(ADMIN, admin.getBytes(StandardCharsets.US_ASCII));
        Set<SpecialUse> uses = mailbox.get().uses();
        if (!own() || uses.isEmpty()) return Map.of();
        String value = uses.stream().map(SpecialUse::attribute).collect(Collectors.joining(" "));
        return Map.of(SPECIAL_USE, value.getBytes(StandardCharsets.US_ASCII));
    }

    /** Sets entries, and removes those without a value. What a mailbox is for comes first, since it may be refused. */
    void set(Map<String, byte @Nullable []> changes, Actor by) {
        var kept = new HashMap<String, byte @Nullable []>();
        changes.forEach((name, value) -> kept.put(name.toLowerCase(Locale.ROOT), value));
        if (mailbox.isEmpty() && kept.keySet().stream().anyMatch(name -> name.startsWith(SHARED))) {
            throw ImapReplies.ADMINISTRATOR_ONLY.asRefusal();
        }
        if (mailbox.isPresent() && own() && kept.containsKey(SPECIAL_USE)) {
            setUses(mailbox.get().id(), kept.remove(SPECIAL_USE), by);
        }
        if (kept.isEmpty()) return;
        try {
            mail.annotations().set(id(), reader, kept, by);
        } catch (MailboxException e) {
            if (e.reason() != Reason.LIMIT) throw e;
            throw ImapReplies.of(e, "NONEXISTENT").with("METADATA TOOMANY").asRefusal();
        }
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
