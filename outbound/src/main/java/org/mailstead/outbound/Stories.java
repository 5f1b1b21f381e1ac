package org.mailstead.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.mailstead.message.HeaderBlock;
import org.mailstead.outbound.QueuePartition.Told;
import org.mailstead.store.StoreFault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happened to each message, for {@link MailQueue#STORY}. The stories of mail in the queue are written with the queue
 * itself. Those of mail that never comes there are written a moment later, many in one commit: a crash may lose the last
 * ones, but never the mail.
 */
public final class Stories implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Stories.class);

    /** Waiting to be written; of more than these nothing is told, since telling must not slow down the mail itself. */
    private static final int WAITING = 20_000;

    /** Written in one commit: far below what a commit may hold. */
    private static final int AT_ONCE = 500;

    /** What comes within this time shares a commit. */
    private static final Duration GATHER = Duration.ofMillis(500);

    /** Of a header that is looked through for its Message-ID. */
    private static final int HEADER_BYTES = 64 * 1024;

    /** A longer Message-ID is no name anybody could type. RFC 5322 §2.1.1 has 998 in a line. */
    private static final int MESSAGE_ID = 1000;

    /** Messages shown together; aliases that lead to aliases elsewhere could make very many. */
    private static final int TOGETHER = 200;

    private final QueuePartition rows;
    private final InstantSource clock;
    private final Queue<Told> waiting = new ArrayDeque<>();
    private @Nullable Thread writer;
    private boolean overflowed;
    private boolean closed;

    Stories(QueuePartition rows, InstantSource clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * Tells of a message that does not come into the queue.
     *
     * @param messageId empty if it has none
     */
    public void tell(String id, String messageId, List<String> lines) {
        var told = new Told(id, messageId, new StoryEntry(clock.instant(), lines));
        synchronized (waiting) {
            if (closed) return;
            if (waiting.size() == WAITING) {
                if (!overflowed) LOG.warn("the disk is too slow for telling what happens to all mail");
                overflowed = true;
                return;
            }
            waiting.add(told);
            waiting.notifyAll();
            if (writer == null) writer = Thread.ofVirtual().name("stories").start(this::write);
        }
    }

    private void write() {
        try {
            while (gather()) flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for something to be written, and a moment longer for more of it; false at the end. */
    private boolean gather() throws InterruptedException {
        synchronized (waiting) {
            while (waiting.isEmpty() && !closed) waiting.wait();
            long until = System.nanoTime() + GATHER.toNanos();
            while (waiting.size() < AT_ONCE && !closed) {
                long left = Duration.ofNanos(until - System.nanoTime()).toMillis();
                if (left <= 0) break;
                waiting.wait(left);
            }
            return !closed;
        }
    }

    /** Writes what is waiting; at return it is written. */
    public void flush() {
        // Held while writing: what another thread has taken out is not written yet.
        synchronized (rows) {
            for (List<Told> some = next(); !some.isEmpty(); some = next()) write(some);
        }
    }

    private List<Told> next() {
        synchronized (waiting) {
            var some = new ArrayList<Told>();
            while (some.size() < AT_ONCE && !waiting.isEmpty()) some.add(waiting.remove());
            return some;
        }
    }

    private void write(List<Told> some) {
        try {
            rows.tell(some);
        } catch (StoreFault e) {
            LOG.warn("what happened to {} messages is not written down: {}", some.size(), e.getMessage());
        }
    }

    /**
     * The stories of a message and of all that came of it or it came of, by the ids of the messages in the order in which
     * they came.
     *
     * @param name id of a message, or its Message-ID with or without the angle brackets
     */
    public SequencedMap<String, List<StoryEntry>> of(String name) {
        var open = new ArrayDeque<String>();
        if (!rows.story(name).isEmpty()) open.add(name);
        var now = clock.instant();
        open.addAll(rows.named(withoutBrackets(name), now.minus(MailQueue.STORY), now));
        var found = new LinkedHashMap<String, List<StoryEntry>>();
        var seen = new LinkedHashSet<>(open);
        while (!open.isEmpty() && found.size() < TOGETHER) {
            String id = open.remove();
            List<StoryEntry> story = rows.story(id);
            if (story.isEmpty()) continue;
            found.put(id, story);
            for (StoryEntry entry : story) for (String link : entry.links()) if (seen.add(link)) open.add(link);
        }
        return inOrder(found);
    }

    private static SequencedMap<String, List<StoryEntry>> inOrder(Map<String, List<StoryEntry>> found) {
        var ordered = new LinkedHashMap<String, List<StoryEntry>>();
        found.entrySet().stream()
                .sorted(Map.Entry.comparingByValue((one, other) ->
                        one.getFirst().when().compareTo(other.getFirst().when())))
                .forEach(each -> ordered.put(each.getKey(), each.getValue()));
        return Collections.unmodifiableSequencedMap(ordered);
    }

    /** Of a message, without the angle brackets; empty if it has none. */
    public static String messageId(InputStream message) throws IOException {
        for (var field : HeaderBlock.parse(message.readNBytes(HEADER_BYTES)).fields()) {
            if (field.name().equalsIgnoreCase("message-id")) return messageId(field.value());
        }
        return "";
    }

    /** Out of the text of the field. */
    public static String messageId(String field) {
        String id = withoutBrackets(field.strip());
        return id.length() > MESSAGE_ID ? "" : id;
    }

    private static String withoutBrackets(String id) {
        return id.startsWith("<") && id.endsWith(">") ? id.substring(1, id.length() - 1) : id;
    }

    @Override
    public void close() {
        Thread running;
        synchronized (waiting) {
            closed = true;
            running = writer;
            waiting.notifyAll();
        }
        try {
            if (running != null) running.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        flush();
    }
}
