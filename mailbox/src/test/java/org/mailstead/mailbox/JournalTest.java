package org.mailstead.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailstead.mailbox.JournalEntry.Event;
import org.mailstead.mailbox.JournalEntry.Kind;
import org.mailstead.store.RowWriter;

class JournalTest {
    private static final Actor BY = new Actor("imap", "Mutt", "192.0.2.1", "", "c7");

    private final MailFixture fixture = new MailFixture();
    private final MailAccount ann = fixture.mail.account("ann");

    private static MailboxName name(String text) {
        return MailboxName.of(text).orElseThrow();
    }

    private List<JournalEntry> since(long version) {
        var entries = new ArrayList<JournalEntry>();
        assertThat(ann.journal().read(version, entries::add)).isEqualTo(ann.version());
        return entries;
    }

    private List<Event> events(long version) {
        return since(version).stream().flatMap(entry -> entry.events().stream()).toList();
    }

    @Test
    void itTellsNamesAndWhoseConnectionItWas() {
        Mailbox work = ann.create(name("Work"), Set.of(), BY);
        long before = ann.version();
        assertThat(since(before)).isEmpty();
        ann.rename(name("Work"), name("Play"), BY);
        ann.subscribe(name("Play"), true, BY);
        ann.subscribe(name("Play"), true, BY);
        byte[] value = "x".getBytes(StandardCharsets.UTF_8);
        ann.annotations().set(Optional.of(work.id()), "ann", Map.of("/Private/Comment", value), BY);
        ann.annotations().set(Optional.empty(), "ann", Map.of("/private/comment", value), BY);
        ann.uses(work.id(), Set.of(SpecialUse.IMPORTANT), BY);
        assertThat(since(before)).extracting(JournalEntry::by).containsOnly(BY);
        assertThat(events(before))
                .containsExactly(
                        new Event(Kind.MAILBOX_RENAMED, work.id(), UidSet.EMPTY, List.of("Work")),
                        new Event(Kind.SUBSCRIPTION_CHANGED, MailboxId.NONE, UidSet.EMPTY, List.of("Play")),
                        new Event(Kind.ANNOTATED, work.id(), UidSet.EMPTY, List.of("/private/comment")),
                        new Event(Kind.ANNOTATED, MailboxId.NONE, UidSet.EMPTY, List.of("/private/comment")),
                        new Event(Kind.ANNOTATED, work.id(), UidSet.EMPTY, List.of("/private/specialuse")));
    }

    @Test
    void whatInboxIsRenamedToSaysSo() {
        long before = ann.version();
        ann.rename(MailboxName.INBOX, name("Old"), BY);
        MailboxId old = ann.mailbox(name("Old")).orElseThrow().id();
        assertThat(events(before)).contains(new Event(Kind.MAILBOX_RENAMED, old, UidSet.EMPTY, List.of("INBOX")));
    }

    @Test
    void rowsOfOlderFormatsAreRead() {
        byte[] second = new RowWriter()
                .varint(2)
                .varint(77)
                .string("imap")
                .string("Mutt")
                .string("192.0.2.1")
                .string("bob")
                .varint(1)
                .varint(3)
                .varint(9)
                .varint(0)
                .toBytes();
        var event = new Event(Kind.EXPUNGED, new MailboxId(9), UidSet.EMPTY, List.of());
        assertThat(JournalEntry.decode(second))
                .isEqualTo(new JournalEntry(77, new Actor("imap", "Mutt", "192.0.2.1", "bob"), List.of(event)));
    }

    @Test
    void theAnnotationsOfTheServerHaveOneToo() {
        ServerAnnotations server = fixture.mail.serverAnnotations();
        long before = server.journal().version();
        byte[] value = "x".getBytes(StandardCharsets.UTF_8);
        server.annotations().set(Optional.empty(), "ann", Map.of("/shared/comment", value), BY);
        var names = new ArrayList<String>();
        server.journal().read(before, entry -> entry.events().forEach(event -> names.addAll(event.names())));
        assertThat(names).containsExactly("/shared/comment");
        assertThat(server.annotations().find(Optional.empty(), "bob", "/shared/comment"))
                .contains(value);
    }
}
