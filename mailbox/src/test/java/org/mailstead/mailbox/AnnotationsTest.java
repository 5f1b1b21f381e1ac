package org.mailstead.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mailstead.mailbox.MailFixture.BY;
import static org.mailstead.mailbox.MailFixture.name;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mailstead.mailbox.MailboxException.Reason;

class AnnotationsTest {
    private final MailFixture fixture = new MailFixture();
    private final MailAccount account = fixture.account;
    private final Annotations annotations = account.annotations();
    private final Optional<MailboxId> inbox = Optional.of(fixture.inbox.id());

    @Test
    void privateEntriesAreOneReadersOwn() {
        set(inbox, "ann", "/private/comment", "mine");
        set(inbox, "bob", "/private/comment", "his");
        set(inbox, "bob", "/shared/Comment", "ours");
        assertThat(get(inbox, "ann", "/private/comment")).contains("mine");
        assertThat(get(inbox, "bob", "/PRIVATE/comment")).contains("his");
        assertThat(get(inbox, "ann", "/shared/comment")).contains("ours");
        assertThat(annotations.all(inbox, "ann")).containsOnlyKeys("/private/comment", "/shared/comment");
        assertThat(annotations.all(inbox, "an")).containsOnlyKeys("/shared/comment");
        assertThat(annotations.all(Optional.empty(), "ann")).isEmpty();
    }

    @Test
    void nothingRemovesAnEntry() {
        set(Optional.empty(), "ann", "/private/a", "1");
        set(Optional.empty(), "ann", "/private/a", null);
        set(Optional.empty(), "ann", "/private/never/there", null);
        assertThat(annotations.all(Optional.empty(), "ann")).isEmpty();
    }

    @Test
    void renamingKeepsAndDeletingDrops() {
        MailboxId old = account.create(name("old"), Set.of(), BY).id();
        set(Optional.of(old), "ann", "/shared/comment", "stays");
        account.rename(name("old"), name("new"), BY);
        assertThat(get(Optional.of(old), "ann", "/shared/comment")).contains("stays");
        account.delete(name("new"), BY);
        assertThat(annotations.all(Optional.of(old), "ann")).isEmpty();
        refused(Reason.NONEXISTENT, () -> set(Optional.of(old), "ann", "/shared/comment", "late"));
    }

    @Test
    void namesAndSizesHaveLimits() {
        for (String bad : new String[] {
            "/other/x",
            "comment",
            "/private/",
            "/shared//x",
            "/private/x/",
            "/private/a*",
            "/private/a%",
            "/private/ä",
            "/private/a b",
            "/private/" + "x".repeat(250)
        }) {
            refused(Reason.CANNOT, () -> set(inbox, "ann", bad, "x"));
        }
        set(inbox, "ann", "/private/big", "x".repeat(Annotations.VALUE_BYTES));
        refused(Reason.LIMIT, () -> set(inbox, "ann", "/private/big", "x".repeat(Annotations.VALUE_BYTES + 1)));
        assertThat(annotations.find(inbox, "ann", "/private/big"))
                .map(v -> v.length)
                .contains(Annotations.VALUE_BYTES);
    }

    @Test
    void tooManyAreRefusedTogetherAndChangeNothing() {
        var many = new HashMap<String, byte @Nullable []>();
        for (int i = 0; i <= Annotations.ENTRIES; i++) many.put("/private/" + i, new byte[1]);
        refused(Reason.LIMIT, () -> annotations.set(inbox, "ann", many, BY));
        assertThat(annotations.all(inbox, "ann")).isEmpty();
        many.remove("/private/0");
        annotations.set(inbox, "ann", many, BY);
        assertThat(annotations.all(inbox, "ann")).hasSize(Annotations.ENTRIES);
        // Another reader is not held up by it.
        set(inbox, "bob", "/private/comment", "fine");
        var large = new HashMap<String, byte @Nullable []>();
        for (int i = 0; i < 9; i++) large.put("/shared/" + i, new byte[Annotations.VALUE_BYTES]);
        refused(Reason.LIMIT, () -> annotations.set(inbox, "ann", large, BY));
    }

    private void set(Optional<MailboxId> where, String who, String entry, @Nullable String value) {
        var change = new HashMap<String, byte @Nullable []>();
        change.put(entry, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
        annotations.set(where, who, change, BY);
    }

    private Optional<String> get(Optional<MailboxId> where, String who, String entry) {
        return annotations.find(where, who, entry).map(value -> new String(value, StandardCharsets.UTF_8));
    }

    private static void refused(Reason reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        MailboxException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
