package org.mailstead.discovery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.web.Seal;

/**
 * Links by which a device gets its profile, once. What a link is for stands in it, with a seal, so that nothing is kept of those that nobody
 * uses. Which were used is remembered until the server ends; there is no password in a profile, so that one too many tells little.
 */
public final class ProfileLinks {
    /** For a person to walk to the device. */
    public static final Duration GOOD_FOR = Duration.ofDays(1);

    /** After its first use: devices fetch a file twice, and people tap twice. */
    private static final Duration ONCE = Duration.ofMinutes(1);

    /** Links remembered; where more are used in a day, all are forgotten. */
    private static final int USED = 10_000;

    private static final int FORM = 1;
    private static final int PARTS = 5;
    private static final int SEAL_BYTES = 16;

    /** Of a link: an address and a name fit into a quarter of it. */
    private static final int CHARACTERS = 2000;

    private final Seal key;
    private final Clock clock;
    private final Map<String, Instant> used = new HashMap<>();

    /** @param key what seals, known to this server only */
    public ProfileLinks(byte[] key, Clock clock) {
        this.key = new Seal(key);
        this.clock = clock;
    }

    /**
     * What a link is for.
     *
     * @param name of the person; may be empty
     */
    public record Meant(String address, String name, Protocol reading) {}

    /** The last part of a link's path. */
    public String make(Meant meant) {
        long until = clock.instant().plus(GOOD_FOR).getEpochSecond();
        String text = String.join(
                "\n",
                Integer.toString(FORM),
                Long.toString(until),
                meant.reading().name(),
                meant.address(),
                meant.name());
        byte[] said = text.getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(said, said.length + SEAL_BYTES);
        System.arraycopy(seal(said), 0, all, said.length, SEAL_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /** Without using it up. Empty if it is not ours, is over, or was used. */
    public Optional<Meant> look(String link) {
        if (link.length() > CHARACTERS) return Optional.empty();
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(link);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (all.length <= SEAL_BYTES) return Optional.empty();
        byte[] said = Arrays.copyOf(all, all.length - SEAL_BYTES);
        byte[] seal = Arrays.copyOfRange(all, said.length, all.length);
        if (!MessageDigest.isEqual(seal, seal(said))) return Optional.empty();
        String[] parts = new String(said, StandardCharsets.UTF_8).split("\n", PARTS);
        if (parts.length < PARTS || !parts[0].equals(Integer.toString(FORM))) return Optional.empty();
        boolean over = clock.instant().getEpochSecond() >= Long.parseLong(parts[1]);
        if (over || wasUsed(seal)) return Optional.empty();
        return Optional.of(new Meant(parts[3], parts[4], Protocol.valueOf(parts[2])));
    }

    /** As {@link #look}, and uses it up. */
    public Optional<Meant> use(String link) {
        var meant = look(link);
        if (meant.isPresent()) remember(link);
        return meant;
    }

    private synchronized boolean wasUsed(byte[] seal) {
        var first = used.get(name(seal));
        return first != null && clock.instant().isAfter(first.plus(ONCE));
    }

    private synchronized void remember(String link) {
        byte[] all = Base64.getUrlDecoder().decode(link);
        Instant now = clock.instant();
        used.values().removeIf(first -> first.plus(GOOD_FOR).isBefore(now));
        if (used.size() >= USED) used.clear();
        used.putIfAbsent(name(Arrays.copyOfRange(all, all.length - SEAL_BYTES, all.length)), now);
    }

    private static String name(byte[] seal) {
        return Base64.getEncoder().encodeToString(seal);
    }

    private byte[] seal(byte[] said) {
        return Arrays.copyOf(key.of(said), SEAL_BYTES);
    }
}
