package org.mailstead.dns;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The zone of a {@link ScriptedResolver}. One record a line, names always complete, {@code ;} begins a comment:
 *
 * <pre>
 * $TTL 300
 * example.org       MX    10 mail.example.org
 * mail.example.org  60 A  192.0.2.1
 * example.org       TXT   "v=spf1 -all" "more"
 * *.example.org     A     192.0.2.2
 * $SECURE                                ; proved by DNSSEC from here on, until $INSECURE
 * example.org       TXT   !timeout       ; also !servfail, !refused, !network, !malformed, !bogus
 * mail.example.org  *     !slow 5        ; seconds until the answer; * stands for all types
 * </pre>
 */
final class ZoneText {
    /** The records of one name and type. */
    record Entry(List<DnsRecord> records, Duration ttl, boolean secure) {}

    /** What goes wrong: a delay, or an answer that is none. */
    record Fault(Duration delay, @Nullable Answer<DnsRecord> instead) {}

    private static final Set<String> FAULTS =
            Set.of("!slow", "!timeout", "!servfail", "!refused", "!network", "!malformed", "!bogus");

    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<String, Fault> faults = new HashMap<>();

    /** Every name there is, with those that only have names below them. RFC 8020 §2. */
    private final Set<DnsName> names = new HashSet<>();

    private Duration ttl = Duration.ofHours(1);
    private boolean secure;

    private ZoneText() {}

    /** @throws IllegalArgumentException naming the line that cannot be read */
    static ZoneText parse(String text) {
        var zone = new ZoneText();
        for (String line : text.lines().toList()) {
            var words = words(line);
            if (words.isEmpty()) continue;
            try {
                zone.read(words);
            } catch (IllegalArgumentException | IndexOutOfBoundsException | NoSuchElementException e) {
                throw new IllegalArgumentException("zone line \"" + line.strip() + "\": " + e.getMessage(), e);
            }
        }
        return zone;
    }

    static String key(DnsName name, String type) {
        return name + " " + type;
    }

    Map<String, Entry> entries() {
        return entries;
    }

    boolean exists(DnsName name) {
        return names.contains(name);
    }

    Map<String, Fault> faults() {
        return faults;
    }

    /**
     * Blanks part words, quotes hold them together. A backslash takes the next character as it is, or stands before the three
     * digits of one that cannot be written. RFC 1035 §5.1.
     */
    private static List<String> words(String line) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        boolean inWord = false;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                boolean code = Character.isDigit(line.charAt(i + 1));
                word.append(code ? (char) Integer.parseInt(line.substring(i + 1, i + 4)) : line.charAt(i + 1));
                i += code ? 3 : 1;
                inWord = true;
            } else if (c == '"') {
                quoted = !quoted;
                inWord = true;
            } else if (!quoted && c == ';') {
                break;
            } else if (!quoted && (c == ' ' || c == '\t')) {
                if (inWord) words.add(word.toString());
                word.setLength(0);
                inWord = false;
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (quoted) throw new IllegalArgumentException("a quote is not closed in: " + line);
        if (inWord) words.add(word.toString());
        return words;
    }

    private void read(List<String> words) {
        switch (words.getFirst()) {
            case "$TTL" -> ttl = Duration.ofSeconds(Long.parseLong(words.get(1)));
            case "$SECURE" -> secure = true;
            case "$INSECURE" -> secure = false;
            default -> record(words);
        }
    }

    private void record(List<String> words) {
        var name = DnsName.of(words.getFirst());
        int at = 1;
        var own = ttl;
        if (Character.isDigit(words.get(at).charAt(0))) own = Duration.ofSeconds(Long.parseLong(words.get(at++)));
        if (words.get(at).equals("IN")) at++;
        String type = words.get(at++);
        var data = words.subList(at, words.size());
        if (!data.isEmpty() && FAULTS.contains(data.getFirst())) {
            faults.put(key(name, type), fault(data));
            return;
        }
        if (RecordType.named(type).isEmpty()) throw new IllegalArgumentException("no such type: " + type);
        var before = entries.get(key(name, type));
        var records = new ArrayList<DnsRecord>(before == null ? List.of() : before.records());
        records.add(data(type, data));
        entries.put(key(name, type), new Entry(List.copyOf(records), own, secure));
        for (var above = Optional.of(name);
                above.isPresent();
                above = above.get().parent()) names.add(above.get());
    }

    private static Fault fault(List<String> words) {
        var delay = Duration.ofSeconds(words.size() > 1 ? Long.parseLong(words.get(1)) : 0);
        return switch (words.getFirst()) {
            case "!slow" -> new Fault(delay, null);
            case "!timeout" -> new Fault(delay, failure(Answer.Cause.TIMEOUT, "no DNS server answered in time"));
            case "!servfail" ->
                new Fault(delay, failure(Answer.Cause.SERVER_FAILURE, "the DNS server could not find out"));
            case "!refused" -> new Fault(delay, failure(Answer.Cause.REFUSED, "the DNS server refused to answer"));
            case "!network" -> new Fault(delay, failure(Answer.Cause.NETWORK, "the DNS server cannot be reached"));
            case "!malformed" -> new Fault(delay, failure(Answer.Cause.MALFORMED, "the answer cannot be read"));
            case "!bogus" -> new Fault(delay, new Answer.Bogus<>("the signature does not fit"));
            default -> throw new IllegalArgumentException("no such fault: " + words.getFirst());
        };
    }

    private static Answer<DnsRecord> failure(Answer.Cause cause, String detail) {
        return new Answer.TemporaryFailure<>(cause, detail);
    }

    private static DnsRecord data(String type, List<String> words) {
        return switch (type) {
            case "A", "AAAA" -> new DnsRecord.Address(InetAddress.ofLiteral(words.getFirst()));
            case "MX" -> new DnsRecord.Mx(number(words, 0), DnsName.of(words.get(1)));
            case "TXT" -> new DnsRecord.Txt(words);
            case "PTR" -> new DnsRecord.Ptr(DnsName.of(words.getFirst()));
            case "CNAME" -> new DnsRecord.Cname(DnsName.of(words.getFirst()));
            case "NS" -> new DnsRecord.Ns(DnsName.of(words.getFirst()));
            case "SRV" ->
                new DnsRecord.Srv(number(words, 0), number(words, 1), number(words, 2), DnsName.of(words.get(3)));
            case "TLSA" ->
                new DnsRecord.Tlsa(
                        number(words, 0),
                        number(words, 1),
                        number(words, 2),
                        HexFormat.of().parseHex(words.get(3).toLowerCase(Locale.ROOT)));
            case "CAA" -> new DnsRecord.Caa(number(words, 0) >= 128, words.get(1), words.get(2));
            case "SOA" ->
                new DnsRecord.Soa(
                        DnsName.of(words.get(0)),
                        DnsName.of(words.get(1)),
                        Long.parseLong(words.get(2)),
                        Long.parseLong(words.getLast()));
            default -> throw new IllegalArgumentException("no such type: " + type);
        };
    }

    private static int number(List<String> words, int at) {
        return Integer.parseInt(words.get(at));
    }
}
