package org.mailstead.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What one client believes of the mailbox it has open, from nothing but the responses it was sent. */
final class Belief {
    private static final Pattern EXISTS = Pattern.compile("\\* (\\d+) EXISTS");
    private static final Pattern RECENT = Pattern.compile("\\* \\d+ RECENT");
    private static final Pattern EXPUNGE = Pattern.compile("\\* (\\d+) EXPUNGE");
    private static final Pattern VANISHED = Pattern.compile("\\* VANISHED (\\(EARLIER\\) )?([0-9:,]+)");
    private static final Pattern FETCH = Pattern.compile("\\* (\\d+) (UID)?FETCH \\((.+)\\)", Pattern.DOTALL);
    private static final Pattern ITEM = Pattern.compile(
            "UID (?<uid>\\d+)|FLAGS \\((?<flags>[^()]*)\\)|MODSEQ \\((?<modseq>\\d+)\\)"
                    + "|BODY\\[HEADER] \\{12}\r\nSubject: x\r\n",
            Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("\\* OK \\[(\\S+)( [^\\]]*)?] .+");

    static final class Message {
        int uid;

        @Nullable
        Set<String> flags;

        long modSeq;
    }

    final List<Message> messages = new ArrayList<>();
    final boolean uidOnly;
    long uidValidity;

    /** The highest change number heard of. */
    long heard;

    /** Messages whose flags came in the responses to the command that was answered last. */
    final Set<Integer> flagsTold = new HashSet<>();

    Belief(boolean uidOnly) {
        this.uidOnly = uidOnly;
    }

    /** Takes in one untagged response; false if it is none about the mailbox. */
    boolean hear(String line, boolean expungeAllowed) {
        if (line.equals("* OK " + ImapReplies.STILL_HERE)) return true;
        Matcher m = EXISTS.matcher(line);
        if (m.matches()) return exists(Integer.parseInt(m.group(1)));
        if (RECENT.matcher(line).matches()) return true;
        m = EXPUNGE.matcher(line);
        if (m.matches()) {
            assertThat(expungeAllowed).as("EXPUNGE now: %s", line).isTrue();
            assertThat(uidOnly).as("a message number for a client without").isFalse();
            messages.remove(Integer.parseInt(m.group(1)) - 1);
            return true;
        }
        m = VANISHED.matcher(line);
        if (m.matches()) {
            boolean earlier = m.group(1) != null;
            assertThat(expungeAllowed || uidOnly || earlier)
                    .as("VANISHED now: %s", line)
                    .isTrue();
            uids(m.group(2)).forEach(uid -> vanished(uid, earlier));
            return true;
        }
        m = FETCH.matcher(line);
        if (m.matches()) {
            fetched(Integer.parseInt(m.group(1)), m.group(2) != null, m.group(3));
            return true;
        }
        m = CODE.matcher(line);
        if (m.matches()) return code(m.group(1), m.group(2));
        return line.matches("\\* (FLAGS \\([^)]*\\)|LIST \\([^)]*\\) \"/\" .+)");
    }

    private boolean code(String code, @Nullable String value) {
        if (code.equals("HIGHESTMODSEQ") && value != null) heard = Math.max(heard, Long.parseLong(value.strip()));
        if (code.equals("UIDVALIDITY") && value != null) uidValidity = Long.parseLong(value.strip());
        return true;
    }

    private boolean exists(int count) {
        assertThat(count).as("EXISTS never takes messages away").isGreaterThanOrEqualTo(messages.size());
        while (messages.size() < count) messages.add(new Message());
        return true;
    }

    private void vanished(int uid, boolean earlier) {
        if (messages.removeIf(message -> message.uid == uid) || earlier) return;
        // One of those the client has not asked about yet, between the UIDs that it knows.
        int place = 0;
        for (int i = 0; i < messages.size(); i++) {
            int known = messages.get(i).uid;
            // Without numbers there is no order, and any unknown one will do.
            if (uidOnly ? known == 0 : known > 0 && known < uid) place = uidOnly ? i : i + 1;
        }
        assertThat(place < messages.size() && messages.get(place).uid == 0)
                .as("UID %d vanished, which the client could have", uid)
                .isTrue();
        messages.remove(place);
    }

    private void fetched(int number, boolean byUid, String items) {
        assertThat(byUid).as("UIDFETCH exactly where it was asked for").isEqualTo(uidOnly);
        Integer uid = byUid ? number : null;
        Set<String> flags = null;
        long modSeq = 0;
        Matcher m = ITEM.matcher(items);
        int at = 0;
        while (at < items.length()) {
            assertThat(m.region(at, items.length()).lookingAt())
                    .as("items of FETCH: %s", items)
                    .isTrue();
            if (m.group("uid") != null) uid = Integer.parseInt(m.group("uid"));
            if (m.group("flags") != null) flags = flags(m.group("flags"));
            if (m.group("modseq") != null) modSeq = Long.parseLong(m.group("modseq"));
            at = m.end();
            if (at < items.length()) assertThat(items.charAt(at++)).isEqualTo(' ');
        }
        Message message = byUid ? byUid(number) : messages.get(number - 1);
        if (uid != null) {
            assertThat(message.uid).as("UID of message %d", number).isIn(0, uid);
            message.uid = uid;
        }
        if (flags != null) {
            message.flags = flags;
            flagsTold.add(message.uid);
        }
        if (modSeq > 0) {
            assertThat(modSeq).as("MODSEQ never falls").isGreaterThanOrEqualTo(message.modSeq);
            message.modSeq = modSeq;
            heard = Math.max(heard, modSeq);
        }
    }

    /** The message with this UID, or the place in UID order where it must be. */
    private Message byUid(int uid) {
        for (Message message : messages) if (message.uid == uid) return message;
        for (Message message : messages) {
            if (message.uid == 0) {
                message.uid = uid;
                return message;
            }
        }
        throw new AssertionError("UIDFETCH of UID " + uid + " that the client cannot have");
    }

    private static Set<String> flags(String text) {
        var flags = new TreeSet<>(Set.of(text.split(" ")));
        flags.remove("");
        flags.remove("\\Recent");
        return flags;
    }

    static Set<Integer> uids(String set) {
        var uids = new TreeSet<Integer>();
        for (String range : set.split(",")) {
            String[] ends = range.split(":");
            for (int uid = Integer.parseInt(ends[0]); uid <= Integer.parseInt(ends[ends.length - 1]); uid++) {
                uids.add(uid);
            }
        }
        return uids;
    }

    /** When the client was told everything, it must be right in all that it claims to know. */
    void mustBe(TreeMap<Integer, Set<String>> truth, ModelMailbox mailbox, boolean modSeqs) {
        assertThat(messages).as("number of messages").hasSize(truth.size());
        int i = 0;
        for (Map.Entry<Integer, Set<String>> real : truth.entrySet()) {
            Message believed = uidOnly ? byKnownUid(real.getKey()) : messages.get(i);
            i++;
            if (believed == null) continue;
            assertThat(believed.uid).as("UID of message %d", i).isIn(0, real.getKey());
            if (believed.flags != null) {
                assertThat(believed.flags).as("flags of UID %d", real.getKey()).isEqualTo(real.getValue());
            }
            if (modSeqs && believed.modSeq > 0) {
                assertThat(believed.modSeq)
                        .as("MODSEQ of UID %d", real.getKey())
                        .isEqualTo(mailbox.modSeq(real.getKey()));
            }
        }
        for (Message message : messages) {
            if (message.uid > 0) assertThat(truth).containsKey(message.uid);
        }
    }

    private @Nullable Message byKnownUid(int uid) {
        for (Message message : messages) if (message.uid == uid) return message;
        return null;
    }

    /** Some messages whose UID the client knows. */
    @Nullable
    List<Integer> some(Random random) {
        var places = new ArrayList<Integer>();
        int wanted = 1 + random.nextInt(4);
        for (int i = 0; i < 12 && places.size() < wanted; i++) {
            if (messages.isEmpty()) return null;
            int place = random.nextInt(messages.size());
            if (messages.get(place).uid > 0 && !places.contains(place)) places.add(place);
        }
        return places.isEmpty() ? null : places;
    }

    String set(List<Integer> places, boolean byUid) {
        return places.stream()
                .map(place -> Integer.toString(byUid ? messages.get(place).uid : place + 1))
                .collect(Collectors.joining(","));
    }

    List<Message> at(List<Integer> places) {
        return places.stream().map(messages::get).toList();
    }
}
