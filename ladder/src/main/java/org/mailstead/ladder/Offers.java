package org.mailstead.ladder;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.mailstead.ladder.PortFacts.Offer;
import org.mailstead.settings.MailServer.Protocol;

/** Asks a server what it offers, and reads the answer. */
final class Offers {
    /** Of an answer that lists abilities. The longest that are known have thirty. */
    private static final int LINES = 200;

    /** Ways to sign in that are kept; nobody has as many. */
    private static final int MECHANISMS = 30;

    /** RFC 4422 §3.1. */
    private static final Pattern MECHANISM = Pattern.compile("[A-Z0-9_-]{1,20}");

    /** What devices write over words that they do not want to be seen; no ability has a name like that. */
    private static final Pattern MANGLED = Pattern.compile("X{5,}[A-Z]{0,3}|\\*{5,}");

    private static final Pattern SIZE = Pattern.compile("\\d{1,18}");

    private Offers() {}

    /**
     * @param offer what was understood
     *  @param lines all that was said */
    record Heard(Offer offer, List<String> lines) {
        Heard {
            lines = List.copyOf(lines);
        }

        /** Whether IMAP's own command to sign in is not taken. RFC 9051 §6.2.3. */
        boolean forbidsLogin() {
            return lines.stream().anyMatch(line -> line.toUpperCase(Locale.ROOT).contains("LOGINDISABLED"));
        }
    }

    static Heard ask(Talk talk, Protocol protocol) throws IOException {
        return switch (protocol) {
            case IMAP -> {
                talk.say("c CAPABILITY");
                var lines = talk.lines(Offers::endsImap, LINES);
                yield new Heard(imap(lines), lines);
            }
            case POP3 -> {
                talk.say("CAPA");
                var lines = pop3(talk);
                yield new Heard(pop3(lines), lines);
            }
            case SMTP -> {
                talk.say("EHLO " + talk.ownName());
                var lines = talk.lines(Offers::endsSmtp, LINES);
                // RFC 5321 §3.2: what does not know EHLO knows HELO.
                if (!lines.getFirst().startsWith("2")) {
                    talk.say("HELO " + talk.ownName());
                    lines = talk.lines(Offers::endsSmtp, LINES);
                    lines = lines.subList(0, 1);
                }
                yield new Heard(smtp(lines), lines);
            }
        };
    }

    /** @return the lines of what a server greets with */
    static List<String> greeting(Talk talk, Protocol protocol) throws IOException {
        return talk.lines(protocol == Protocol.SMTP ? Offers::endsSmtp : _ -> true, LINES);
    }

    /** Has TLS begin; empty if the server is ready for it, else what it said. */
    static String startTls(Talk talk, Protocol protocol) throws IOException {
        String said = switch (protocol) {
            case IMAP -> {
                talk.say("s STARTTLS");
                yield talk.lines(line -> isTagged(line, "s"), LINES).getLast();
            }
            case POP3 -> {
                talk.say("STLS");
                yield talk.lines(_ -> true, 1).getLast();
            }
            case SMTP -> {
                talk.say("STARTTLS");
                yield talk.lines(Offers::endsSmtp, LINES).getLast();
            }
        };
        String upper = said.toUpperCase(Locale.ROOT);
        boolean ready = switch (protocol) {
            case IMAP -> upper.startsWith("S OK");
            case POP3 -> upper.startsWith("+OK");
            case SMTP -> upper.startsWith("220");
        };
        return ready ? "" : said.isBlank() ? "an empty line" : said;
    }

    private static List<String> pop3(Talk talk) throws IOException {
        var first = talk.lines(_ -> true, 1);
        if (!isOk(first.getFirst())) return first;
        return talk.lines(line -> line.equals("."), LINES);
    }

    private static boolean isOk(String line) {
        return line.regionMatches(true, 0, "+OK", 0, 3);
    }

    private static boolean endsImap(String line) {
        return isTagged(line, "c") || line.regionMatches(true, 0, "* BYE", 0, 5);
    }

    static boolean isTagged(String line, String tag) {
        return line.regionMatches(true, 0, tag + " ", 0, tag.length() + 1);
    }

    /** Without the tag, which is ours. */
    static String untagged(String line, String tag) {
        return isTagged(line, tag) ? line.substring(tag.length() + 1) : line;
    }

    static boolean endsSmtp(String line) {
        return line.length() < 4 || line.charAt(3) != '-';
    }

    /** RFC 9051 §7.2.2. */
    static Offer imap(List<String> lines) {
        var words = new HashSet<String>();
        for (String line : lines)
            if (line.regionMatches(true, 0, "* CAPABILITY ", 0, 13)) words.addAll(words(line.substring(13)));
        var mechanisms = new HashSet<String>();
        for (String word : words) if (word.startsWith("AUTH=")) add(mechanisms, word.substring(5));
        if (!words.isEmpty() && !words.contains("LOGINDISABLED")) mechanisms.add("LOGIN");
        return new Offer(Protocol.IMAP, words.contains("STARTTLS"), mangled(words), mechanisms, OptionalLong.empty());
    }

    /** @param lines of the list; the one with a refusal where there is none, as of servers from before RFC 2449 */
    static Offer pop3(List<String> lines) {
        var mechanisms = new HashSet<String>();
        boolean startTls = false;
        boolean mangled = false;
        boolean listed = !lines.getFirst().startsWith("-");
        for (String line : listed ? lines : List.<String>of()) {
            var words = words(line);
            mangled |= mangled(words);
            if (words.isEmpty()) continue;
            switch (words.getFirst()) {
                case "STLS" -> startTls = true;
                case "USER" -> mechanisms.add("USER");
                case "SASL" -> words.stream().skip(1).forEach(each -> add(mechanisms, each));
                default -> {}
            }
        }
        if (!listed) mechanisms.add("USER");
        return new Offer(Protocol.POP3, startTls, mangled, mechanisms, OptionalLong.empty());
    }

    static Offer smtp(List<String> lines) {
        var mechanisms = new HashSet<String>();
        boolean startTls = false;
        boolean mangled = false;
        var size = OptionalLong.empty();
        // The first line is the server's name.
        for (String line : lines.subList(1, lines.size())) {
            if (line.length() < 4) continue;
            var words = words(line.substring(4));
            mangled |= mangled(words);
            if (words.isEmpty()) continue;
            String name = words.getFirst();
            // "AUTH=" was never in an RFC; old programs look for it.
            if (name.startsWith("AUTH=")) add(mechanisms, name.substring(5));
            switch (name) {
                case "STARTTLS" -> startTls = true;
                case "SIZE" -> {
                    // RFC 1870 §4: zero means that there is no fixed limit.
                    if (words.size() > 1 && SIZE.matcher(words.get(1)).matches() && Long.parseLong(words.get(1)) > 0)
                        size = OptionalLong.of(Long.parseLong(words.get(1)));
                }
                default -> {}
            }
            if (name.equals("AUTH") || name.startsWith("AUTH="))
                words.stream().skip(1).forEach(each -> add(mechanisms, each));
        }
        return new Offer(Protocol.SMTP, startTls, mangled, mechanisms, size);
    }

    private static void add(Set<String> mechanisms, String name) {
        if (mechanisms.size() < MECHANISMS && MECHANISM.matcher(name).matches()) mechanisms.add(name);
    }

    private static List<String> words(String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        return upper.isEmpty() ? List.of() : List.of(upper.split("[ \t]+"));
    }

    private static boolean mangled(Iterable<String> words) {
        for (String word : words) if (MANGLED.matcher(word).matches()) return true;
        return false;
    }
}
