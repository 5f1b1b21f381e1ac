package org.mailstead.tlspolicy;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mailstead.dns.DnsName;

/**
 * Which hosts take the mail of a domain, and whether they have to prove it: MTA-STS. RFC 8461 §3.2.
 *
 * @param maxAge how long it holds after it was fetched
 * @param mx names of hosts, whole or with a star for the first label; at least one, unless the mode is {@link Mode#NONE}
 */
public record StsPolicy(Mode mode, Duration maxAge, List<String> mx) {
    /** 31557600 s. RFC 8461 §3.2. */
    public static final Duration LONGEST = Duration.ofHours(8766);

    /** Names of hosts; the largest providers have some ten. */
    static final int HOSTS = 200;

    /** Keys are short and values too; RFC 8461 §3.2 has names of 32 characters. */
    private static final Pattern FIELD = Pattern.compile("([A-Za-z0-9][A-Za-z0-9_.-]{0,31}):[ \t]*(\\S.*)?");

    public StsPolicy {
        mx = List.copyOf(mx);
    }

    /** What follows from it. RFC 8461 §5. */
    public enum Mode {
        /** Whoever does not fit gets no mail. */
        ENFORCE("enforce"),
        /** Whoever does not fit is reported. */
        TESTING("testing"),
        /** There was a policy, and it is over. */
        NONE("none");

        private final String word;

        Mode(String word) {
            this.word = word;
        }

        static Optional<Mode> of(String word) {
            for (Mode each : values()) if (each.word.equals(word)) return Optional.of(each);
            return Optional.empty();
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /** What was fetched is no policy. The message says why, and follows a colon. */
    public static final class Invalid extends Exception {
        private static final long serialVersionUID = 1L;

        Invalid(String why) {
            super(why);
        }
    }

    /** Unknown fields are left out; of those that are there twice the first counts. RFC 8461 §3.2. */
    public static StsPolicy parse(byte[] text) throws Invalid {
        Map<String, String> fields = new LinkedHashMap<>();
        var mx = new ArrayList<String>();
        for (String line : decoded(text).split("\r?\n", -1)) {
            String stripped = TxtFields.blanksOff(line);
            if (stripped.isEmpty()) continue;
            Matcher field = FIELD.matcher(stripped);
            if (!field.matches()) throw new Invalid("it has a line that is none of a policy: " + shown(stripped));
            String value = Objects.requireNonNullElse(field.group(2), "");
            if (field.group(1).equals("mx")) mx.add(host(value));
            else fields.putIfAbsent(field.group(1), value);
        }
        if (!"STSv1".equals(fields.get("version"))) throw new Invalid("it does not say \"version: STSv1\"");
        Mode mode = Mode.of(fields.getOrDefault("mode", ""))
                .orElseThrow(() -> new Invalid("its mode is none of enforce, testing and none"));
        if (mx.size() > HOSTS) throw new Invalid("it names more than " + HOSTS + " hosts");
        if (mx.isEmpty() && mode != Mode.NONE) throw new Invalid("it names no host (mx)");
        return new StsPolicy(mode, age(fields.get("max_age")), mx);
    }

    private static String decoded(byte[] text) throws Invalid {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Invalid("it is not text in UTF-8");
        }
    }

    private static String host(String pattern) throws Invalid {
        String name = pattern.startsWith("*.") ? pattern.substring(2) : pattern;
        Optional<DnsName> read = DnsName.parse(name);
        if (read.isEmpty()
                || name.contains("*")
                || name.contains(" ")
                || read.get().equals(DnsName.ROOT))
            throw new Invalid("it names a host that is none: " + shown(pattern));
        return (name.equals(pattern) ? "" : "*.") + read.get();
    }

    private static Duration age(@Nullable String seconds) throws Invalid {
        if (seconds == null || !seconds.matches("\\d{1,10}"))
            throw new Invalid("it does not say how long it holds (max_age)");
        var age = Duration.ofSeconds(Long.parseLong(seconds));
        return age.compareTo(LONGEST) > 0 ? LONGEST : age;
    }

    private static String shown(String foreign) {
        String plain = foreign.replaceAll("[^ -~]", "?");
        return '"' + (plain.length() > 60 ? plain.substring(0, 60) + "…" : plain) + '"';
    }

    /** Whether a host is one of those. RFC 8461 §4.1. */
    public boolean names(DnsName host) {
        return mx.stream().anyMatch(pattern -> HostNames.covers(pattern, host));
    }

    /** Its lines, as it would be published. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("version: STSv1");
        lines.add("mode: " + mode);
        for (String each : mx) lines.add("mx: " + each);
        lines.add("max_age: " + maxAge.toSeconds());
        return lines;
    }
}
