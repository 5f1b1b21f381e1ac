package org.mailstead.server.transcript;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.Pop3Choice;
import org.mailstead.directory.Pop3Choice.OnDownload;
import org.mailstead.mailbox.FlagSet;
import org.mailstead.mailbox.Quota;
import org.mailstead.sasl.SaslMechanism;

/** Reads the lines that set the scene. */
final class GivenReader {
    private static final Pattern ACCOUNT = Pattern.compile("given account (\\S+) password (\\S+)");
    private static final Pattern ADMINISTRATOR = Pattern.compile("given administrator (\\S+)");
    private static final Pattern DOMAIN = Pattern.compile("given domain (\\S+)");
    private static final Pattern ALIAS = Pattern.compile("given alias (\\S+) to (.+)");
    private static final Pattern HIDDEN = Pattern.compile("given capabilities (.+) hidden from (\\S+)");
    private static final Pattern SENT_COPIES = Pattern.compile("given copies of what (\\S+) sends");
    private static final Pattern LANGUAGE = Pattern.compile("given language (\\w+) of (\\S+)");
    private static final Pattern POP3 = Pattern.compile("given pop3 of (\\S+): (.+)");
    private static final Pattern MAILBOX = Pattern.compile("given mailbox (.+) of (\\S+)");
    private static final Pattern MESSAGES = Pattern.compile("given (\\d+) messages? in (.+) of (\\w\\S*?)((?:, .*)?)");
    private static final Pattern MESSAGE = Pattern.compile("given message in (.+) of (\\w\\S*?)((?:, .*)?)");
    private static final Pattern QUOTA =
            Pattern.compile("given quota (\\d+) bytes (\\d+) messages (\\d+) mailboxes of (\\S+)");
    private static final Pattern APP_PASSWORD =
            Pattern.compile("given app password of (\\S+) for (mail|reading|sending)(, ended)? as (\\w+)");
    private static final Pattern SECOND_FACTOR = Pattern.compile("given second factor of (\\S+)");
    private static final Pattern TOKEN =
            Pattern.compile("given token of (\\S+) for (\\w+)(, ended|, taken back|) as (\\w+)");
    private static final Pattern WAYS = Pattern.compile("given ways to sign in (.+)");
    private static final Pattern PROXY = Pattern.compile("given a proxy in front");
    private static final Pattern DEAD_DIRECTORY =
            Pattern.compile("given passwords of (\\S+) in a directory that is down");
    private static final Instant USUAL_DATE = Instant.parse("2026-01-01T10:00:00Z");

    private final List<Given> all = new ArrayList<>();
    private @Nullable Written written;
    private int made;

    /** A message whose lines are still being read. */
    private record Written(String mailbox, String owner, FlagSet flags, Instant date, StringBuilder text) {}

    /** Whether the line was one of ours. */
    boolean take(String line) {
        if (written != null && line.startsWith("|")) {
            written.text().append(line.length() > 1 ? line.substring(2) : "").append("\r\n");
            return true;
        }
        finish();
        if (!line.startsWith("given ")) return false;
        if (!takeGiven(line)) throw new IllegalArgumentException("not in the format of transcripts/README.md: " + line);
        return true;
    }

    List<Given> all() {
        finish();
        return List.copyOf(all);
    }

    private void finish() {
        if (written != null)
            all.add(new Given.Mail(
                    written.mailbox(), written.owner(), written.text().toString(), written.flags(), written.date()));
        written = null;
    }

    private boolean takeGiven(String line) {
        return given(ACCOUNT, line, m -> all.add(new Given.Person(m.group(1), m.group(2))))
                || given(ADMINISTRATOR, line, m -> all.add(new Given.Administrator(full(m.group(1)))))
                || given(DOMAIN, line, m -> all.add(new Given.Domain(m.group(1))))
                || given(ALIAS, line, m -> all.add(new Given.OtherName(m.group(1), people(m.group(2)))))
                || given(
                        HIDDEN,
                        line,
                        m -> all.add(new Given.Hidden(Set.of(m.group(1).split(" ")), full(m.group(2)))))
                || given(SENT_COPIES, line, m -> all.add(new Given.SentCopies(full(m.group(1)))))
                || given(LANGUAGE, line, m -> all.add(new Given.Spoken(full(m.group(2)), m.group(1))))
                || given(POP3, line, m -> all.add(new Given.Pop3(full(m.group(1)), choice(m.group(2)))))
                || takeSignIn(line)
                || given(MAILBOX, line, m -> all.add(new Given.Folder(m.group(1), full(m.group(2)))))
                || given(QUOTA, line, m -> all.add(new Given.Limits(full(m.group(4)), quota(m))))
                || given(MESSAGES, line, this::makeMessages)
                || given(MESSAGE, line, this::startMessage);
    }

    private boolean takeSignIn(String line) {
        return given(
                        APP_PASSWORD,
                        line,
                        m -> all.add(
                                new Given.AppPassword(full(m.group(1)), m.group(2), m.group(3) != null, m.group(4))))
                || given(SECOND_FACTOR, line, m -> all.add(new Given.SecondFactor(full(m.group(1)))))
                || given(
                        TOKEN,
                        line,
                        m -> all.add(new Given.Token(full(m.group(1)), m.group(2), state(m.group(3)), m.group(4))))
                || given(WAYS, line, m -> all.add(new Given.Ways(ways(m.group(1)))))
                || given(PROXY, line, _ -> all.add(new Given.Proxy()))
                || given(DEAD_DIRECTORY, line, m -> all.add(new Given.DeadDirectory(m.group(1))));
    }

    private static Set<SaslMechanism> ways(String words) {
        return Arrays.stream(words.split(" "))
                .map(word -> SaslMechanism.of(word).orElseThrow())
                .collect(Collectors.toSet());
    }

    private static Given.TokenState state(String option) {
        return switch (option) {
            case ", ended" -> Given.TokenState.ENDED;
            case ", taken back" -> Given.TokenState.TAKEN_BACK;
            default -> Given.TokenState.GOOD;
        };
    }

    private static boolean given(Pattern form, String line, Consumer<Matcher> taken) {
        Matcher matcher = form.matcher(line);
        if (!matcher.matches()) return false;
        taken.accept(matcher);
        return true;
    }

    private static Pop3Choice choice(String options) {
        var choice = Pop3Choice.USUAL;
        for (String option : options.split(", ")) {
            String[] words = option.split(" ");
            choice = switch (words[0]) {
                case "keep" -> choice.with(new OnDownload.Keep());
                case "delete" -> choice.with(new OnDownload.Delete());
                case "days" -> choice.with(new OnDownload.DeleteAfter(Integer.parseInt(words[1])));
                case "show" -> choice.showing(List.of(words).subList(1, words.length));
                case "seen" -> choice.markingSeen(true);
                default -> throw new IllegalArgumentException("unknown: " + option);
            };
        }
        return choice;
    }

    private static Quota quota(Matcher m) {
        return new Quota(Long.parseLong(m.group(1)), Long.parseLong(m.group(2)), Long.parseLong(m.group(3)));
    }

    private static List<String> people(String names) {
        return Arrays.stream(names.split(" ")).map(GivenReader::full).toList();
    }

    static String full(String person) {
        return person.contains("@") ? person : person + "@example.test";
    }

    /** With options such as {@code , deleted 1 3, keyword $Done 2}. */
    private void makeMessages(Matcher m) {
        String owner = full(m.group(3));
        for (int i = 1; i <= Integer.parseInt(m.group(1)); i++) {
            long system = 0;
            var keywords = new TreeSet<String>();
            for (String option : m.group(4).split(", ")) {
                if (option.isBlank()) continue;
                var words = new ArrayList<>(Arrays.asList(option.strip().split(" ")));
                String kind = words.removeFirst();
                String name = kind.equals("keyword") ? words.removeFirst() : "\\" + kind;
                if (!words.contains(Integer.toString(i))) continue;
                var bit = FlagSet.systemBit(name);
                if (bit.isPresent()) system |= bit.get();
                else keywords.add(name);
            }
            all.add(new Given.Mail(
                    m.group(2), owner, message(++made, owner), new FlagSet(system, keywords), USUAL_DATE));
        }
    }

    private void startMessage(Matcher m) {
        var flags = FlagSet.NONE;
        var date = USUAL_DATE;
        for (String option : m.group(3).split(", ")) {
            if (option.startsWith("flags ")) flags = flags(option.substring(6));
            else if (option.startsWith("date ")) date = Instant.parse(option.substring(5));
            else if (!option.isBlank()) throw new IllegalArgumentException("unknown: " + option);
        }
        written = new Written(m.group(1), full(m.group(2)), flags, date, new StringBuilder());
    }

    private static FlagSet flags(String names) {
        long system = 0;
        var keywords = new TreeSet<String>();
        for (String name : names.split(" ")) {
            var bit = FlagSet.systemBit(name);
            if (bit.isPresent()) system |= bit.get();
            else keywords.add(name);
        }
        return new FlagSet(system, keywords);
    }

    private static String message(int n, String owner) {
        return String.format(Locale.ROOT, """
            From: Sender <sender@example.org>
            To: %s
            Subject: Message %d
            Date: Thu, 01 Jan 2026 10:00:00 +0000
            Message-ID: <%d@example.org>

            Text of message %d.
            """.replace("\n", "\r\n"), owner, n, n, n);
    }
}
