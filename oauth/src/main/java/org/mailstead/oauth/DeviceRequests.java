package org.mailstead.oauth;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.AccountId;
import org.mailstead.directory.Network;

/**
 * Programs that wait for somebody to type their code on another machine. RFC 8628. Anybody may ask for a code, so they are kept in
 * memory only, and not many: who waits over a restart has to ask for another.
 */
final class DeviceRequests {
    /** To find the telephone, open the page and sign in. */
    static final Duration LIFE = Duration.ofMinutes(15);

    /** Between two questions of a program. RFC 8628 §3.2. */
    static final Duration INTERVAL = Duration.ofSeconds(5);

    /** Waiting at once. Each takes 500 bytes. */
    static final int MOST = 2000;

    /** Of them from one network: a family that sets up all its devices. */
    static final int FROM_NETWORK = 20;

    /** Wrong codes typed from one network within {@link #LIFE}; there are 25 thousand million. RFC 8628 §5.1. */
    static final int WRONG_CODES = 20;

    /** Networks whose wrong codes are remembered; with one more, the one that typed longest ago is forgotten. */
    private static final int NETWORKS = 5000;

    /** No vowels, so that no words come up. RFC 8628 §6.1. */
    private static final String LETTERS = "BCDFGHJKLMNPQRSTVWXZ";

    private static final int CODE_LETTERS = 8;

    private final Clock clock;
    private final RandomGenerator random;
    private final Map<String, Waiting> byUserCode = new LinkedHashMap<>();
    private final Map<String, String> userCodes = new HashMap<>();
    private final Map<Network, Deque<Instant>> wrong = new LinkedHashMap<>(16, 0.75f, true);

    DeviceRequests(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** A program that asks, and from where. */
    record Asking(Client client, String program, String scope, InetAddress from) {}

    /** @param userCode as it is shown, with a hyphen */
    record Codes(String deviceCode, String userCode) {}

    /** What a program hears. */
    sealed interface Poll {
        record Waiting() implements Poll {}

        record TooOften() implements Poll {}

        record Denied() implements Poll {}

        record Over() implements Poll {}

        record Agreed(Grant.Agreed agreed) implements Poll {}
    }

    private static final class Waiting {
        final Asking asking;
        final String deviceDigest;
        final Instant made;
        Instant asked;
        Duration interval = INTERVAL;
        boolean denied;

        @Nullable
        AccountId account;

        Waiting(Asking asking, String deviceDigest, Instant made) {
            this.asking = asking;
            this.deviceDigest = deviceDigest;
            this.made = made;
            asked = made;
        }
    }

    /** Empty if too many wait. */
    synchronized Optional<Codes> begin(Asking asking) {
        Instant now = clock.instant();
        forgetOld(now);
        Network network = Network.of(asking.from());
        long same = byUserCode.values().stream()
                .filter(each -> Network.of(each.asking.from()).equals(network))
                .count();
        if (byUserCode.size() >= MOST || same >= FROM_NETWORK) return Optional.empty();
        TokenText device = TokenText.draw(TokenText.Kind.DEVICE, TokenText.newRow(random), random);
        String userCode = newUserCode();
        byUserCode.put(userCode, new Waiting(asking, digest(device), now));
        userCodes.put(digest(device), userCode);
        return Optional.of(new Codes(device.text(), shown(userCode)));
    }

    private String newUserCode() {
        while (true) {
            var code = new StringBuilder();
            for (int i = 0; i < CODE_LETTERS; i++) code.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            if (!byUserCode.containsKey(code.toString())) return code.toString();
        }
    }

    static String shown(String userCode) {
        int middle = CODE_LETTERS / 2;
        return userCode.substring(0, middle) + "-" + userCode.substring(middle);
    }

    private static String digest(TokenText device) {
        return java.util.HexFormat.of().formatHex(device.digest());
    }

    private void forgetOld(Instant now) {
        byUserCode.values().removeIf(each -> {
            boolean over = !now.isBefore(each.made.plus(LIFE));
            if (over) userCodes.remove(each.deviceDigest);
            return over;
        });
    }

    /** What came of it. Tokens can be had once. */
    synchronized Poll poll(String deviceCode, String client) {
        Instant now = clock.instant();
        forgetOld(now);
        String userCode = TokenText.parse(TokenText.Kind.DEVICE, deviceCode)
                .map(each -> userCodes.get(digest(each)))
                .orElse(null);
        Waiting waiting = userCode == null ? null : byUserCode.get(userCode);
        if (userCode == null || waiting == null || !waiting.asking.client().id().equals(client)) return new Poll.Over();
        boolean tooOften = now.isBefore(waiting.asked.plus(waiting.interval)) && !waiting.asked.equals(waiting.made);
        waiting.asked = now;
        if (tooOften) {
            waiting.interval = waiting.interval.plus(INTERVAL);
            return new Poll.TooOften();
        }
        if (waiting.denied || waiting.account != null) {
            byUserCode.remove(userCode);
            userCodes.remove(waiting.deviceDigest);
        }
        if (waiting.denied) return new Poll.Denied();
        if (waiting.account == null) return new Poll.Waiting();
        return new Poll.Agreed(
                new Grant.Agreed(waiting.account, client, waiting.asking.program(), waiting.asking.scope()));
    }

    /** What came of typing a code. */
    sealed interface Typed {
        /** @param userCode as it is kept */
        record Found(String userCode, Asking asking) implements Typed {}

        record Unknown() implements Typed {}

        record TooMany() implements Typed {}
    }

    /** @param typed in any case, with hyphens and spaces or without */
    synchronized Typed type(String typed, InetAddress from) {
        Instant now = clock.instant();
        forgetOld(now);
        Network network = Network.of(from);
        Deque<Instant> tries = wrong.getOrDefault(network, new ArrayDeque<>());
        tries.removeIf(each -> each.plus(LIFE).isBefore(now));
        if (tries.size() >= WRONG_CODES) return new Typed.TooMany();
        String userCode = typed.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
        Waiting waiting = byUserCode.get(userCode);
        if (waiting != null && waiting.account == null && !waiting.denied)
            return new Typed.Found(userCode, waiting.asking);
        tries.add(now);
        wrong.put(network, tries);
        if (wrong.size() > NETWORKS) wrong.remove(wrong.keySet().iterator().next());
        return new Typed.Unknown();
    }

    /** Whether it still waited. */
    synchronized boolean agree(String userCode, AccountId account) {
        Waiting waiting = byUserCode.get(userCode);
        if (waiting == null || waiting.denied || waiting.account != null) return false;
        waiting.account = account;
        return true;
    }

    synchronized void deny(String userCode) {
        Waiting waiting = byUserCode.get(userCode);
        if (waiting != null && waiting.account == null) waiting.denied = true;
    }
}
