package org.mailstead.outbound;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mailstead.store.BlobId;
import org.mailstead.store.KeyRange;
import org.mailstead.store.Partition;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.store.Rows;
import org.mailstead.store.Transaction;

/** The rows of the queue: what is to be done outlives the program here. All that belongs together is one commit. */
final class QueuePartition {
    private static final Partition PARTITION = new Partition("queue", "main");

    /** Bytes of a hash of a Message-ID: among a million of a day none is like another by chance. */
    private static final int HASH = 8;

    private static final byte[] NOTHING = {};

    private final PartitionStore store;
    private final PartitionWriter writer;

    QueuePartition(PartitionStore store, PartitionWriter writer) {
        this.store = store;
        this.writer = writer;
    }

    /** A message with all that is left to do of it. */
    record Waiting(QueuedMessage message, List<Delivery> deliveries) {
        Waiting {
            deliveries = List.copyOf(deliveries);
        }
    }

    /** A message that came of another one, with the lines that lead from each to the other. */
    record Child(Waiting waiting, String toldToParent, String toldToItself) {}

    Optional<QueuedMessage> message(String id) {
        return message(rows(), id);
    }

    Optional<Delivery> delivery(DeliveryKey key) {
        return delivery(rows(), key);
    }

    Optional<Waiting> waiting(String id) {
        return message(id).map(message -> new Waiting(message, deliveries(rows(), id)));
    }

    /** Every message, in the order of their ids from {@code first} on, until {@code visitor} says stop. */
    void each(String first, BiPredicate<QueuedMessage, List<Delivery>> visitor) {
        Rows rows = rows();
        var from = new KeyRange(QueueKeys.message(first), QueueKeys.MESSAGES.to());
        rows.scan(from, (_, row) -> {
            QueuedMessage message = QueuedMessage.decode(row);
            List<Delivery> deliveries = deliveries(rows, message.id());
            // A scan is no snapshot: what was settled meanwhile has nothing left to show.
            return deliveries.isEmpty() || visitor.test(message, deliveries);
        });
    }

    List<StoryEntry> story(String id) {
        var story = new ArrayList<StoryEntry>();
        rows().scan(QueueKeys.story(id), (_, row) -> {
            story.add(StoryEntry.decode(row));
            return true;
        });
        return story;
    }

    void eachContent(Consumer<BlobId> visitor) {
        rows().scan(QueueKeys.MESSAGES, (_, row) -> {
            visitor.accept(QueuedMessage.decode(row).content());
            return true;
        });
    }

    void forgetStoriesBefore(Instant when) {
        writer.write(PARTITION, tx -> {
            tx.deleteRange(QueueKeys.storiesBefore(QueueIds.time(when)));
            tx.deleteRange(QueueKeys.messageIdsBefore(day(when)));
            return null;
        });
    }

    void add(Waiting message, Told told) {
        writer.write(PARTITION, tx -> {
            add(tx, List.of(message), told.entry());
            name(tx, told);
            return null;
        });
    }

    /**
     * What happened to a message, to be written down.
     *
     * @param messageId empty if it has none, or it is known
     */
    record Told(String id, String messageId, StoryEntry entry) {}

    void tell(List<Told> all) {
        writer.write(PARTITION, tx -> {
            for (Told told : all) {
                story(tx, told.id(), told.entry());
                name(tx, told);
            }
            return null;
        });
    }

    private static void name(Transaction tx, Told told) {
        if (told.messageId().isEmpty()) return;
        byte[] hash = hash(told.messageId());
        tx.put(QueueKeys.messageId(day(told.entry().when()), hash, told.id()), NOTHING);
    }

    /** Ids of the messages that came with this Message-ID on a day or after it, the oldest first. */
    List<String> named(String messageId, Instant from, Instant to) {
        var ids = new ArrayList<String>();
        byte[] hash = hash(messageId);
        for (long day = day(from); day <= day(to); day++) {
            rows().scan(QueueKeys.messageId(day, hash), (key, _) -> {
                ids.add(QueueKeys.messageOf(key, hash.length));
                return true;
            });
        }
        return ids;
    }

    private static long day(Instant when) {
        return Math.max(0, when.getEpochSecond() / Duration.ofDays(1).toSeconds());
    }

    private static byte[] hash(String messageId) {
        return Arrays.copyOf(
                BlobId.of(messageId.getBytes(StandardCharsets.UTF_8)).bytes(), HASH);
    }

    private static @Nullable Void add(Transaction tx, List<Waiting> messages, StoryEntry story) {
        for (Waiting each : messages) {
            tx.put(QueueKeys.message(each.message().id()), each.message().encode());
            each.deliveries().forEach(delivery -> tx.put(QueueKeys.delivery(delivery.key()), delivery.encode()));
            story(tx, each.message().id(), story);
        }
        return null;
    }

    /**
     * Writes down what a try has led to. If the delivery was dropped meanwhile nothing is changed: no report either, since
     * somebody decided against it.
     *
     * @param children messages that came of it
     * @return those of {@code children} that are in the queue now
     */
    List<Waiting> settle(DeliveryKey key, Settlement settlement, Instant now, List<Child> children) {
        return writer.write(PARTITION, tx -> {
                    Optional<Delivery> present = delivery(tx, key);
                    if (present.isEmpty()) return List.<Waiting>of();
                    settlement
                            .remaining()
                            .ifPresentOrElse(
                                    left -> tx.put(
                                            QueueKeys.delivery(key),
                                            left.held(present.get().held()).encode()),
                                    () -> remove(tx, key));
                    var story = new ArrayList<>(settlement.story());
                    var links = new ArrayList<String>();
                    for (Child child : children) {
                        story.add(child.toldToParent());
                        links.add(child.waiting().message().id());
                        var its = new StoryEntry(now, List.of(child.toldToItself()), List.of(key.message()));
                        add(tx, List.of(child.waiting()), its);
                    }
                    story(tx, key.message(), new StoryEntry(now, story, links));
                    return children.stream().map(Child::waiting).toList();
                })
                .result();
    }

    private static void remove(Transaction tx, DeliveryKey key) {
        tx.delete(QueueKeys.delivery(key));
        if (deliveries(tx, key.message()).isEmpty()) tx.delete(QueueKeys.message(key.message()));
    }

    /** Changes everything that is left to do of a message; returns how it was before, empty if there is nothing. */
    Optional<Waiting> change(String id, Consumer<Change> change) {
        return writer.write(PARTITION, tx -> {
                    Optional<QueuedMessage> message = message(tx, id);
                    if (message.isEmpty()) return Optional.<Waiting>empty();
                    var before = new Waiting(message.get(), deliveries(tx, id));
                    before.deliveries().forEach(delivery -> change.accept(new Change(tx, delivery)));
                    return Optional.of(before);
                })
                .result();
    }

    /** One delivery that is being changed. */
    record Change(Transaction tx, Delivery delivery) {
        void to(Delivery other) {
            tx.put(QueueKeys.delivery(delivery.key()), other.encode());
        }

        void drop() {
            remove(tx, delivery.key());
        }

        void tell(Instant now, String line) {
            story(tx, delivery.key().message(), new StoryEntry(now, List.of(line)));
        }
    }

    private static void story(Transaction tx, String id, StoryEntry entry) {
        if (entry.lines().isEmpty()) return;
        int number = 0;
        // Several pieces of work, and several steps of one, may be in one commit.
        while (tx.get(QueueKeys.story(id, tx.changeNumber(), number)) != null) number++;
        tx.put(QueueKeys.story(id, tx.changeNumber(), number), entry.encode());
    }

    private Rows rows() {
        return store.rows(PARTITION);
    }

    private static Optional<QueuedMessage> message(Rows rows, String id) {
        return Optional.ofNullable(rows.get(QueueKeys.message(id))).map(QueuedMessage::decode);
    }

    private static Optional<Delivery> delivery(Rows rows, DeliveryKey key) {
        return Optional.ofNullable(rows.get(QueueKeys.delivery(key))).map(row -> Delivery.decode(key, row));
    }

    private static List<Delivery> deliveries(Rows rows, String id) {
        var deliveries = new ArrayList<Delivery>();
        rows.scan(QueueKeys.deliveries(id), (key, row) -> {
            deliveries.add(Delivery.decode(QueueKeys.delivery(key), row));
            return true;
        });
        return deliveries;
    }
}
