package org.mailstead.mailbox;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mailstead.mailbox.JournalEntry.Kind;
import org.mailstead.mailbox.MailboxException.Reason;
import org.mailstead.mailbox.MessageMoves.Into;
import org.mailstead.store.KeyReader;
import org.mailstead.store.RowReader;
import org.mailstead.store.Rows;

/** The mailboxes of an account by name: making, deleting, renaming, subscribing. */
final class MailboxTree {
    private static final Actor SERVER = new Actor("server", "", "");

    private final AccountPartition partition;
    private final MessageMoves moves;

    MailboxTree(AccountPartition partition, MessageMoves moves) {
        this.partition = partition;
        this.moves = moves;
    }

    /** What every new account finds, and every mail program expects. */
    void provision() {
        if (partition.rows().get(AccountKeys.ACCOUNT) != null) return;
        partition.edit(SERVER, edit -> {
            if (edit.tx().get(AccountKeys.ACCOUNT) != null) return null;
            create(edit, "INBOX", Set.of());
            create(edit, "Drafts", Set.of(SpecialUse.DRAFTS));
            create(edit, "Sent", Set.of(SpecialUse.SENT));
            create(edit, "Archive", Set.of(SpecialUse.ARCHIVE));
            create(edit, "Junk", Set.of(SpecialUse.JUNK));
            create(edit, "Trash", Set.of(SpecialUse.TRASH));
            return null;
        });
    }

    private static void create(AccountEdit edit, String text, Set<SpecialUse> uses) {
        MailboxName name = MailboxName.of(text).orElseThrow();
        edit.createMailbox(name, uses);
        edit.tx().put(AccountKeys.subscription(name), new byte[0]);
    }

    List<Mailbox> all() {
        return List.copyOf(read(partition.rows()).values());
    }

    Optional<Mailbox> find(MailboxName name) {
        Rows rows = partition.rows();
        return id(rows, name)
                .flatMap(id -> find(rows, id))
                .filter(found -> found.name().equals(name));
    }

    boolean hasBelow(MailboxName name) {
        boolean[] some = {false};
        partition.rows().scan(AccountKeys.below(name), (_, _) -> {
            some[0] = true;
            return false;
        });
        return some[0];
    }

    Optional<Mailbox> find(MailboxId id) {
        return find(partition.rows(), id);
    }

    private static Optional<Mailbox> find(Rows rows, MailboxId id) {
        byte[] row = rows.get(AccountKeys.mailbox(id));
        return row == null
                ? Optional.empty()
                : Optional.of(MailboxRow.decode(row).as(id));
    }

    private static Optional<MailboxId> id(Rows rows, MailboxName name) {
        byte[] row = rows.get(AccountKeys.name(name));
        return row == null ? Optional.empty() : Optional.of(id(row));
    }

    /** What stands under a name. */
    static MailboxId id(byte[] nameRow) {
        return new MailboxId((int) new RowReader(nameRow).varint());
    }

    private static SortedMap<MailboxName, Mailbox> read(Rows rows) {
        var all = new TreeMap<MailboxName, Mailbox>();
        rows.scan(AccountKeys.MAILBOXES, (key, value) -> {
            var in = new KeyReader(key);
            in.u8();
            Mailbox mailbox = MailboxRow.decode(value).as(new MailboxId((int) in.u32()));
            all.put(mailbox.name(), mailbox);
            return true;
        });
        return all;
    }

    Mailbox create(MailboxName name, Set<SpecialUse> uses, Actor by) {
        return create(name, uses, null, by);
    }

    /** @param renamed what it stands for to those who hear of it, if that was another mailbox before */
    private Mailbox create(MailboxName name, Set<SpecialUse> uses, @Nullable MailboxName renamed, Actor by) {
        return partition.edit(by, edit -> {
            var all = read(edit.tx());
            if (all.containsKey(name)) throw exists(name);
            refuseTaken(all, uses);
            MailboxId id = null;
            for (MailboxName level : levels(name)) {
                if (all.containsKey(level)) continue;
                edit.requireRoom(0, 0, 1);
                id = edit.createMailbox(level, level.equals(name) ? copyOf(uses) : Set.of());
                all.put(level, edit.mailbox(id).as(id));
                if (all.size() > MailboxLimits.MAILBOXES) throw tooMany();
            }
            if (id == null) throw exists(name);
            if (renamed != null) edit.record(Kind.MAILBOX_RENAMED, id, renamed.toString());
            return edit.mailbox(id).as(id);
        });
    }

    private static Set<SpecialUse> copyOf(Set<SpecialUse> uses) {
        return uses.isEmpty() ? Set.of() : EnumSet.copyOf(uses);
    }

    /** Two mailboxes with one use would leave programs guessing which to take. */
    private static void refuseTaken(Map<MailboxName, Mailbox> all, Set<SpecialUse> uses) {
        for (Mailbox other : all.values()) {
            for (SpecialUse use : uses) {
                if (other.uses().contains(use)) {
                    throw new MailboxException(
                            Reason.CANNOT,
                            "the mailbox " + other.name() + " is already the one for " + use.attribute());
                }
            }
        }
    }

    /** {@code a}, {@code a/b}, {@code a/b/c}. */
    private static List<MailboxName> levels(MailboxName name) {
        var levels = new ArrayList<MailboxName>();
        for (@Nullable MailboxName level = name;
                level != null;
                level = level.parent().orElse(null)) {
            levels.addFirst(level);
        }
        return levels;
    }

    /** Changes what a mailbox is for. RFC 6154 §4. */
    void uses(MailboxId id, Set<SpecialUse> uses, Actor by) {
        partition.edit(by, edit -> {
            var others = read(edit.tx());
            others.values().removeIf(mailbox -> mailbox.id().equals(id));
            refuseTaken(others, uses);
            if (!uses.isEmpty() && edit.mailbox(id).name().isInbox()) {
                // Programs empty the mailbox for \Trash without asking.
                throw new MailboxException(Reason.CANNOT, "INBOX can be for nothing else than mail that comes in");
            }
            edit.mailbox(id, edit.mailbox(id).withUses(copyOf(uses), edit.change()));
            edit.record(Kind.ANNOTATED, id, SpecialUse.ENTRY);
            return null;
        });
    }

    void delete(MailboxName name, Actor by) {
        if (name.isInbox()) throw new MailboxException(Reason.CANNOT, "INBOX cannot be deleted");
        Mailbox mailbox = find(name).orElseThrow(() -> onlyAName(name));
        boolean gone = false;
        while (!gone) {
            moves.remove(mailbox.id(), UidSet.ALL, by);
            // Mail may arrive between the two commits: then once more.
            gone = partition.edit(by, edit -> {
                if (edit.mailbox(mailbox.id()).messages() > 0) return false;
                edit.deleteMailbox(mailbox.id());
                return true;
            });
        }
    }

    void rename(MailboxName from, MailboxName to, Actor by) {
        if (from.isInbox()) {
            Mailbox inbox = find(from).orElseThrow(() -> missing(from));
            Mailbox made = create(to, Set.of(), from, by);
            moves.move(inbox.id(), UidSet.ALL, Into.whole(made.id()), by);
            return;
        }
        if (to.isBelow(from)) {
            throw new MailboxException(Reason.CANNOT, "a mailbox cannot be moved into itself");
        }
        partition.edit(by, edit -> {
            renameAll(edit, from, to);
            return null;
        });
    }

    private static void renameAll(AccountEdit edit, MailboxName from, MailboxName to) {
        var all = read(edit.tx());
        if (!all.containsKey(from) && all.keySet().stream().noneMatch(name -> name.isBelow(from))) throw missing(from);
        if (all.containsKey(to)) throw exists(to);
        var staying = new TreeSet<MailboxName>();
        var moving = new TreeMap<MailboxName, MailboxId>();
        for (Mailbox mailbox : all.values()) {
            boolean moves = mailbox.name().equals(from) || mailbox.name().isBelow(from);
            if (moves) moving.put(mailbox.name(), mailbox.id());
            else staying.add(mailbox.name());
        }
        for (MailboxName level : levels(to)) {
            if (!level.equals(to) && !staying.contains(level) && !moving.containsKey(level)) {
                edit.requireRoom(0, 0, 1);
                edit.createMailbox(level, Set.of());
                staying.add(level);
            }
        }
        if (staying.size() + moving.size() > MailboxLimits.MAILBOXES) throw tooMany();
        moving.forEach((name, id) -> {
            MailboxName moved = name.moved(from, to)
                    .orElseThrow(() -> new MailboxException(
                            Reason.LIMIT, "the mailbox " + name + " below it would get too long a name"));
            if (staying.contains(moved)) throw exists(moved);
            edit.renameMailbox(id, moved);
        });
    }

    void subscribe(MailboxName name, boolean on, Actor by) {
        byte[] key = AccountKeys.subscription(name);
        partition.edit(by, edit -> {
            boolean already = edit.tx().get(key) != null;
            if (on && !already) {
                if (subscriptions(edit.tx()).size() >= MailboxLimits.SUBSCRIPTIONS) {
                    throw new MailboxException(
                            Reason.LIMIT, "no more than " + MailboxLimits.SUBSCRIPTIONS + " names can be subscribed");
                }
                edit.tx().put(key, new byte[0]);
            } else if (!on && already) {
                edit.tx().delete(key);
            }
            if (on != already) edit.record(Kind.SUBSCRIPTION_CHANGED, MailboxId.NONE, name.toString());
            return null;
        });
    }

    SortedSet<MailboxName> subscriptions() {
        return subscriptions(partition.rows());
    }

    private static SortedSet<MailboxName> subscriptions(Rows rows) {
        var names = new TreeSet<MailboxName>();
        rows.scan(AccountKeys.SUBSCRIPTIONS, (key, _) -> {
            MailboxName.of(new String(key, 1, key.length - 1, java.nio.charset.StandardCharsets.UTF_8))
                    .ifPresent(names::add);
            return true;
        });
        return names;
    }

    /** What a client sees as a level without a mailbox cannot be deleted, but is no mistake either. RFC 9051 §6.3.5. */
    private MailboxException onlyAName(MailboxName name) {
        return all().stream().anyMatch(mailbox -> mailbox.name().isBelow(name))
                ? new MailboxException(Reason.HASCHILDREN, "there are mailboxes below " + name + "; delete them first")
                : missing(name);
    }

    private static MailboxException missing(MailboxName name) {
        return new MailboxException(Reason.NONEXISTENT, "there is no mailbox named " + name);
    }

    private static MailboxException exists(MailboxName name) {
        return new MailboxException(Reason.ALREADYEXISTS, "there already is a mailbox named " + name);
    }

    private static MailboxException tooMany() {
        return new MailboxException(
                Reason.LIMIT, "an account may have at most " + MailboxLimits.MAILBOXES + " mailboxes");
    }
}
