package org.mailstead.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One client of the model test: sends random commands, believes what it hears, comes back after it was cut off. */
final class ModelClient {
    private static final Pattern TOLD_UID = Pattern.compile("^\\* (?:(\\d+) UIDFETCH|\\d+ FETCH \\(UID (\\d+))");

    private static final List<String> FLAGS =
            List.of("\\Seen", "\\Answered", "\\Flagged", "\\Deleted", "\\Draft", "$Work", "later");

    private final ImapFixture fixture;
    private final ModelMode mode;
    private final ModelMailbox inbox;
    private final ModelMailbox archive;
    private final Random random;
    private final Consumer<String> transcript;
    private ImapClient client;
    private Belief belief;
    private boolean idle;

    /** Whether it worked out flags for itself and was not brought up to date since: others may have changed them too. */
    private boolean guessing;

    /** The change number up to which this client has certainly heard everything. */
    private long safe;

    ModelClient(
            ImapFixture fixture,
            ModelMode mode,
            ModelMailbox inbox,
            ModelMailbox archive,
            Random random,
            Consumer<String> transcript) {
        this.fixture = fixture;
        this.mode = mode;
        this.inbox = inbox;
        this.archive = archive;
        this.random = random;
        this.transcript = transcript;
        this.belief = new Belief(mode.uidOnly());
        this.client = signIn();
        select();
    }

    /** A message that the client has heard of but does not know yet would not be told again. */
    private void nowSafe() {
        boolean allKnown = belief.messages.stream().allMatch(message -> message.uid > 0 && message.flags != null);
        if (allKnown) safe = Math.max(safe, belief.heard);
    }

    private ImapClient signIn() {
        ImapClient fresh = fixture.signedIn();
        if (mode == ModelMode.REV2) fresh.ok("ENABLE IMAP4rev2");
        if (mode == ModelMode.CONDSTORE) fresh.ok("ENABLE CONDSTORE");
        if (mode.qresync()) fresh.ok("ENABLE QRESYNC");
        if (mode.uidOnly()) fresh.ok("ENABLE UIDONLY");
        return fresh;
    }

    private void select() {
        belief = new Belief(mode.uidOnly());
        run("SELECT INBOX", true);
        learnAll();
        nowSafe();
    }

    private void learnAll() {
        if (belief.messages.isEmpty()) return;
        String modSeq = mode.modSeqs() ? " MODSEQ" : "";
        run(mode.uidOnly() ? "UID FETCH 1:* (FLAGS" + modSeq + ")" : "FETCH 1:* (UID FLAGS" + modSeq + ")", false);
    }

    /** Sends a command and takes in all its responses; returns the tagged one. */
    private String run(String command, boolean expungeAllowed) {
        transcript.accept(mode + " C: " + command);
        belief.flagsTold.clear();
        List<String> all = client.command(command);
        for (String line : all) transcript.accept(mode + " S: " + line.replace("\r\n", "|"));
        for (String line : all.subList(0, all.size() - 1)) {
            if (line.startsWith("* SEARCH") || line.startsWith("* ESEARCH") || line.startsWith("* OK [COPYUID"))
                continue;
            assertThat(belief.hear(line, expungeAllowed))
                    .as("understood: %s", line)
                    .isTrue();
        }
        String tagged = all.getLast();
        if (tagged.contains("[HIGHESTMODSEQ ")) {
            belief.heard =
                    Math.max(belief.heard, Long.parseLong(tagged.replaceAll(".*\\[HIGHESTMODSEQ (\\d+)].*", "$1")));
        }
        if (expungeAllowed) guessing = false;
        if (expungeAllowed) nowSafe();
        return tagged;
    }

    void step() {
        if (idle) done();
        else act();
        // Who is told of UIDs that vanish must know which message has which. RFC 7162 §3.2.10.
        boolean unknown = belief.messages.stream().anyMatch(message -> message.uid == 0);
        if (!idle && unknown && (mode.qresync() || mode.uidOnly())) learnAll();
    }

    private void act() {
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> store();
            case 5, 6, 7 -> append();
            case 8 -> expunge();
            case 9 -> uidExpunge();
            case 10 -> copyOrMove(false);
            case 11 -> copyOrMove(true);
            case 12 -> learnAll();
            case 13 -> read();
            case 14 -> search();
            case 15 -> comeBack();
            case 16 -> startIdle();
            default -> noop();
        }
    }

    private void startIdle() {
        transcript.accept(mode + " C: IDLE");
        client.send("i IDLE\r\n");
        String first = client.line();
        assertThat(first).startsWith("+");
        idle = true;
    }

    private void done() {
        transcript.accept(mode + " C: DONE");
        client.send("DONE\r\n");
        idle = false;
        List<String> all = client.responses("i");
        for (String line : all) transcript.accept(mode + " S: " + line);
        for (String line : all.subList(0, all.size() - 1)) {
            assertThat(belief.hear(line, true)).as("understood: %s", line).isTrue();
        }
        guessing = false;
        nowSafe();
        mustBeRight();
    }

    void noop() {
        if (idle) {
            done();
            return;
        }
        assertThat(run("NOOP", true)).startsWith("a OK");
        mustBeRight();
    }

    private void mustBeRight() {
        belief.mustBe(inbox.messages, inbox, mode.modSeqs());
    }

    /** Cut off, then back with whatever the mode offers to catch up. */
    private void comeBack() {
        transcript.accept(mode + " is cut off");
        client.close();
        guessing = false;
        client = signIn();
        if (mode.qresync()) resynchronise();
        else if (mode == ModelMode.CONDSTORE && !belief.messages.isEmpty()) catchUp();
        else select();
        mustBeRight();
        for (Belief.Message message : belief.messages) {
            assertThat(message.uid).as("every message is known").isPositive();
            assertThat(message.flags).as("flags of UID %d", message.uid).isNotNull();
        }
    }

    /** What went and what changed comes with SELECT; where the new messages stand is known by their UIDs. */
    private void resynchronise() {
        var before = known();
        var fresh = new Belief(mode.uidOnly());
        fresh.heard = belief.heard;
        fresh.uidValidity = belief.uidValidity;
        belief = fresh;
        String command = "SELECT INBOX (QRESYNC (" + belief.uidValidity + " " + safe + "))";
        transcript.accept(mode + " C: " + command);
        List<String> all = client.command(command);
        for (String line : all) transcript.accept(mode + " S: " + line);
        assertThat(all.getLast()).startsWith("a OK");
        var vanished = new TreeSet<Integer>();
        for (String line : all) {
            if (line.startsWith("* VANISHED (EARLIER) ")) vanished.addAll(Belief.uids(line.substring(21)));
        }
        before.removeIf(message -> vanished.contains(message.uid));
        placeKnown(before, all);
        for (String line : all.subList(0, all.size() - 1)) {
            if (!line.startsWith("* VANISHED")) belief.hear(line, true);
        }
        nowSafe();
    }

    /** Puts what the client has and what it is told of in the order of UIDs, which is that of message numbers. */
    private void placeKnown(List<Belief.Message> known, List<String> responses) {
        var byUid = new TreeMap<Integer, Belief.Message>();
        for (Belief.Message message : known) byUid.put(message.uid, message);
        for (String line : responses) {
            Matcher fetch = TOLD_UID.matcher(line);
            if (!fetch.find()) continue;
            var message = new Belief.Message();
            message.uid = Integer.parseInt(fetch.group(1) == null ? fetch.group(2) : fetch.group(1));
            byUid.put(message.uid, message);
        }
        belief.messages.addAll(byUid.values());
    }

    private List<Belief.Message> known() {
        return belief.messages.stream()
                .filter(message -> message.uid > 0 && message.flags != null)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** RFC 7162 §6, without a log of what went: UIDs of all, flags of what changed. */
    private void catchUp() {
        var before = known();
        belief = new Belief(false);
        long since = safe;
        run("SELECT INBOX", true);
        if (!belief.messages.isEmpty()) {
            run("UID FETCH 1:* (UID)", false);
            for (Belief.Message message : belief.messages) {
                for (Belief.Message old : before) if (old.uid == message.uid) message.flags = old.flags;
            }
            run("UID FETCH 1:* (FLAGS) (CHANGEDSINCE " + since + ")", true);
        }
        for (Belief.Message message : belief.messages) {
            // A message that came while this client knew of it, but not its flags.
            if (message.flags == null) {
                learnAll();
                break;
            }
        }
        nowSafe();
    }

    private boolean byUid() {
        return mode.uidOnly() || random.nextBoolean();
    }

    private Set<String> flags() {
        var flags = new TreeSet<String>();
        for (int i = 0; i <= random.nextInt(3); i++) flags.add(FLAGS.get(random.nextInt(FLAGS.size())));
        return flags;
    }

    private void store() {
        List<Integer> places = belief.some(random);
        if (places == null) return;
        boolean byUid = byUid();
        char how = "+-=".charAt(random.nextInt(3));
        boolean silent = random.nextBoolean();
        Set<String> flags = flags();
        long since = Long.MAX_VALUE;
        String condition = "";
        if (mode.modSeqs() && random.nextInt(3) == 0) {
            since = random.nextBoolean() ? safe : Math.max(1, safe - random.nextInt(5));
            condition = "(UNCHANGEDSINCE " + since + ") ";
        }
        List<Belief.Message> messages = belief.at(places);
        String command = (byUid ? "UID STORE " : "STORE ") + belief.set(places, byUid) + " " + condition
                + (how == '=' ? "" : how) + (silent ? "FLAGS.SILENT (" : "FLAGS (") + String.join(" ", flags) + ")";
        var refused = new TreeSet<Integer>();
        for (Belief.Message message : messages) {
            boolean there = inbox.messages.containsKey(message.uid);
            if (there && inbox.modSeq(message.uid) > since) refused.add(byUid ? message.uid : place(message) + 1);
            else inbox.store(message.uid, how, flags);
        }
        String tagged = run(command, byUid);
        String modified = tagged.contains("[MODIFIED ") ? tagged.replaceAll(".*\\[MODIFIED ([^\\]]+)].*", "$1") : "";
        assertThat(modified.isEmpty() ? Set.of() : Belief.uids(modified)).isEqualTo(refused);
        guessing |= !byUid && silent;
        boolean sure = modified.isEmpty() && !tagged.contains("[EXPUNGEISSUED]");
        for (Belief.Message message : messages) {
            boolean told = belief.flagsTold.contains(message.uid);
            boolean stored = inbox.messages.containsKey(message.uid) && !refused.contains(message.uid);
            if (byUid && silent && stored && !told && message.flags != null) {
                message.flags = ModelMailbox.changed(message.flags, how, flags);
            } else if (!byUid && silent && !told && message.flags != null && sure) {
                message.flags = ModelMailbox.changed(message.flags, how, flags);
            } else if (silent && !told) {
                message.flags = null;
            }
        }
        if (messages.stream().anyMatch(message -> message.flags == null)) learnAll();
    }

    private int place(Belief.Message message) {
        return belief.messages.indexOf(message);
    }

    private void append() {
        Set<String> flags = flags();
        String command = "APPEND INBOX (" + String.join(" ", flags) + ") {12+}\r\nSubject: x\r\n";
        inbox.append(flags);
        assertThat(run(command, true)).startsWith("a OK [APPENDUID ");
        mustBeRight();
    }

    private void expunge() {
        inbox.expunge(List.copyOf(inbox.messages.keySet()));
        assertThat(run("EXPUNGE", true)).startsWith("a OK");
        mustBeRight();
    }

    private void uidExpunge() {
        List<Integer> places = belief.some(random);
        if (places == null) return;
        inbox.expunge(belief.at(places).stream().map(message -> message.uid).toList());
        assertThat(run("UID EXPUNGE " + belief.set(places, true), true)).startsWith("a OK");
        mustBeRight();
    }

    private void copyOrMove(boolean move) {
        List<Integer> places = belief.some(random);
        if (places == null) return;
        boolean byUid = byUid();
        var there = new TreeSet<Integer>();
        for (Belief.Message message : belief.at(places))
            if (inbox.messages.containsKey(message.uid)) there.add(message.uid);
        for (int uid : there) {
            Set<String> flags = inbox.messages.get(uid);
            archive.append(flags == null ? Set.of() : flags);
        }
        if (move) there.forEach(inbox.messages::remove);
        String verb = move ? "MOVE " : "COPY ";
        assertThat(run((byUid ? "UID " : "") + verb + belief.set(places, byUid) + " Archive", true))
                .startsWith("a OK");
        mustBeRight();
    }

    /** Reading marks as seen. */
    private void read() {
        List<Integer> places = belief.some(random);
        if (places == null) return;
        boolean byUid = byUid();
        for (Belief.Message message : belief.at(places)) inbox.store(message.uid, '+', Set.of("\\Seen"));
        run((byUid ? "UID FETCH " : "FETCH ") + belief.set(places, byUid) + " (BODY[HEADER])", byUid);
    }

    /** Found is what the client believes, since it was told how things are at that moment or a later one. */
    private void search() {
        String flag = FLAGS.get(random.nextInt(3));
        var believed = new TreeSet<Integer>();
        boolean sure = !guessing;
        for (Belief.Message message : belief.messages) {
            if (message.flags == null || message.uid == 0) sure = false;
            else if (message.flags.contains(flag)) believed.add(message.uid);
        }
        transcript.accept(mode + " C: UID SEARCH RETURN (ALL) " + flag);
        List<String> all =
                client.command("UID SEARCH RETURN (ALL) " + flag.substring(1).toUpperCase(java.util.Locale.ROOT));
        for (String line : all) transcript.accept(mode + " S: " + line);
        String result = all.getFirst();
        assertThat(result).startsWith("* ESEARCH (TAG ");
        Set<Integer> found = result.contains(" ALL ") ? Belief.uids(result.replaceAll(".* ALL ", "")) : Set.of();
        if (sure) assertThat(found).as("found by what the client believes").isEqualTo(believed);
        for (String line : all.subList(1, all.size() - 1)) {
            assertThat(belief.hear(line, true)).as("understood: %s", line).isTrue();
        }
        guessing = false;
        nowSafe();
        mustBeRight();
    }

    void close() {
        client.close();
    }
}
