package org.mailstead.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is announced stands in docs/imap.md, and what stands there is shown by golden conversations. */
class ExtensionPageTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]+) \\| ([0-9, ]+) \\|");

    @Test
    void everyExtensionIsOnThePage() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/imap.md"));
        for (Extension extension : Extension.values()) {
            if (extension == Extension.IMAP4REV2) continue;
            assertThat(page).containsPattern("`" + Pattern.quote(extension.announced()) + "(n)?`");
        }
    }

    @Test
    void everyExtensionHasAConversation() throws IOException {
        String all = String.join("\n", transcripts());
        Matcher row = ROW.matcher(Files.readString(ROOT.resolve("docs/imap.md")));
        var missing = new TreeSet<String>();
        while (row.find()) {
            if (UNIT_TESTED.stream().anyMatch(row.group(1)::startsWith)) continue;
            for (String rfc : row.group(2).split(",")) {
                if (!Pattern.compile("RFC " + rfc.strip() + "\\b").matcher(all).find()) missing.add(row.group(1));
            }
        }
        assertThat(missing).as("extensions whose RFC no transcript names").isEmpty();
    }

    @Test
    void everyCommandHasAConversationThatSucceedsAndOneThatFails() throws IOException {
        var missing = new TreeSet<String>();
        for (String command : Commands.names()) {
            if (!isAnswered(command, "OK")) missing.add(command + " that succeeds");
            if (!CANNOT_FAIL.contains(command) && !isAnswered(command, "(NO|BAD)"))
                missing.add(command + " that fails");
        }
        assertThat(missing).isEmpty();
    }

    private static boolean isAnswered(String command, String answer) throws IOException {
        var sent = Pattern.compile("(?m)^C\\d?[:|] (\\S+) (?:UID )?" + command + "\\b.*$", Pattern.CASE_INSENSITIVE);
        for (String transcript : transcripts()) {
            Matcher one = sent.matcher(transcript);
            while (one.find()) {
                String tagged = "(?m)^S\\d?[:~] " + Pattern.quote(one.group(1)) + " " + answer;
                if (Pattern.compile(tagged)
                        .matcher(transcript.substring(one.end()))
                        .find()) return true;
            }
        }
        return false;
    }

    /** A conversation would take ten seconds, or half a million messages: MessageLimitTest, StoredFilterTest and others show them. */
    private static final List<String> UNIT_TESTED = List.of("`INPROGRESS", "`MESSAGELIMIT");

    /** They take no argument and have nothing to refuse but one too many, which is shown for some of them. */
    private static final List<String> CANNOT_FAIL = List.of("NOOP", "LOGOUT", "CAPABILITY", "CHECK", "NAMESPACE");

    private static List<String> transcripts() throws IOException {
        var all = new ArrayList<String>();
        try (Stream<Path> files = Files.walk(ROOT.resolve("transcripts/imap"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".txt")).toList()) {
                all.add(Files.readString(file));
            }
        }
        return all;
    }
}
