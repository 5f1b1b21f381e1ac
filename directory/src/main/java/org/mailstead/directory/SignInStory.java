package org.mailstead.directory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;

/**
 * What is remembered of who signed in to one account and who tried: the newest first, and of the networks and the devices that were let
 * in each its last time. Not safe for threads.
 */
final class SignInStory {
    /** Tries kept: what fits on a page on which somebody looks for what goes wrong. */
    static final int ATTEMPTS = 20;

    /** Networks kept in which somebody was let in; a traveller's. */
    private static final int PLACES = 30;

    /** An account is at home in a network for so long after it was let in there. */
    static final Duration AT_HOME = Duration.ofDays(60);

    private static final int FORM = 1;

    private final List<SignInAttempt> attempts = new ArrayList<>();
    private final Map<String, Instant> places = new LinkedHashMap<>();
    private final Map<String, SignInAttempt> devices = new LinkedHashMap<>();

    List<SignInAttempt> attempts() {
        return List.copyOf(attempts);
    }

    Optional<SignInAttempt> device(String label) {
        return Optional.ofNullable(devices.get(label));
    }

    boolean isAtHome(Network network, Instant now) {
        Instant last = places.get(network.prefix());
        return last != null && last.plus(AT_HOME).isAfter(now);
    }

    void add(SignInAttempt attempt, Optional<Network> letIn) {
        SignInAttempt newest = attempt;
        for (int i = 0; i < attempts.size(); i++) {
            if (!attempts.get(i).isLike(attempt)) continue;
            newest = attempts.remove(i).and(attempt);
            break;
        }
        attempts.addFirst(newest);
        if (attempts.size() > ATTEMPTS) dropOne();
        letIn.ifPresent(network -> {
            newest(places, network.prefix(), attempt.last(), PLACES);
            newest(devices, attempt.device(), attempt, AppPassword.MOST + 1);
        });
    }

    /** A guesser must not push out the person's own tries, nor the other way round. */
    private void dropOne() {
        boolean moreRefused = attempts.stream().filter(SignInAttempt::isWelcome).count() * 2 <= attempts.size();
        for (int i = attempts.size() - 1; i >= 0; i--) {
            if (attempts.get(i).isWelcome() == moreRefused) continue;
            attempts.remove(i);
            return;
        }
    }

    /** The program of a connection has said its name. */
    void program(String connection, String name) {
        for (int i = 0; i < attempts.size(); i++) {
            SignInAttempt one = attempts.get(i);
            if (!one.isWelcome() || !one.connection().equals(connection)) continue;
            attempts.remove(i);
            // What was counted with others is parted from them again.
            if (one.times() > 1) attempts.add(i, one.withoutLast());
            SignInAttempt named = one.lastOnly().withProgram(name);
            add(named, Optional.empty());
            devices.computeIfPresent(named.device(), (_, _) -> named);
            return;
        }
    }

    private static <T> void newest(Map<String, T> map, String key, T value, int most) {
        map.remove(key);
        map.put(key, value);
        if (map.size() > most) map.remove(map.keySet().iterator().next());
    }

    byte[] encode() {
        var out = new RowWriter().varint(FORM).varint(attempts.size());
        attempts.forEach(each -> write(out, each));
        out.varint(places.size());
        places.forEach((place, last) -> out.string(place).varint(last.getEpochSecond()));
        out.varint(devices.size());
        devices.values().forEach(each -> write(out, each));
        return out.toBytes();
    }

    static SignInStory decode(byte[] row) {
        return DirectoryRow.read(row, in -> {
            var story = new SignInStory();
            for (int n = in.count(); n > 0; n--) story.attempts.add(read(in));
            for (int n = in.count(); n > 0; n--) story.places.put(in.string(), Instant.ofEpochSecond(in.varint()));
            for (int n = in.count(); n > 0; n--) {
                SignInAttempt each = read(in);
                story.devices.put(each.device(), each);
            }
            return story;
        });
    }

    private static void write(RowWriter out, SignInAttempt each) {
        out.varint(each.first().getEpochSecond())
                .varint(each.last().getEpochSecond())
                .varint(each.times())
                .string(each.use().name())
                .varint(each.port())
                .optionalString(each.tls().orElse(null))
                .string(each.program())
                .string(each.typed())
                .string(each.device())
                .string(each.verdict())
                .string(each.from())
                .string(each.connection());
    }

    private static SignInAttempt read(RowReader in) {
        return new SignInAttempt(
                Instant.ofEpochSecond(in.varint()),
                Instant.ofEpochSecond(in.varint()),
                in.count(),
                Use.valueOf(in.string()),
                in.count(),
                Optional.ofNullable(in.optionalString()),
                in.string(),
                in.string(),
                in.string(),
                in.string(),
                in.string(),
                in.string());
    }
}
