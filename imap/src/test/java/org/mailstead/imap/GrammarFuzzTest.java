package org.mailstead.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mailstead.imap.EndOfCommand.Malformed;
import org.mailstead.testkit.Mutator;

class GrammarFuzzTest {
    @Test
    void namesHaveOneSpelling() {
        Mutator.run(
                51,
                2_000,
                seeds("&U,BTFw-/&ZeVnLIqe-", "a&-b", "&JgDYPd4A-", "Entw&APw-rfe"),
                List.of("&", "-", ","),
                in -> {
                    String raw = text(in);
                    ModifiedUtf7.decode(raw)
                            .ifPresent(name ->
                                    assertThat(ModifiedUtf7.encode(name)).isEqualTo(raw));
                    String again = ModifiedUtf7.encode(raw);
                    assertThat(again).matches("[ -~]*");
                    assertThat(ModifiedUtf7.decode(again)).contains(raw);
                });
    }

    /** Against a regular expression, on names short enough for one. */
    @Test
    void patternsMatchWhatTheyShould() {
        Mutator.run(
                52, 2_000, seeds("%/b*c\na/b/c", "*%x\naxx", "a%\na/b", "%\nabc"), List.of("%", "*", "/", "a"), in -> {
                    String[] halves = text(in).split("\n", -1);
                    String pattern = cut(halves[0]);
                    String name = cut(halves[halves.length - 1]);
                    if (pattern.indexOf(0) >= 0) return;
                    if (pattern.regionMatches(true, 0, "INBOX", 0, 5)) return;
                    var regex = new StringBuilder();
                    for (String piece : pattern.replaceAll("[*%]+", "\0$0\0").split("\0")) {
                        if (piece.matches("[*%]+")) regex.append(piece.contains("*") ? "[\\s\\S]*" : "[^/]*");
                        else regex.append(Pattern.quote(piece));
                    }
                    assertThat(ListPattern.of("", pattern).matches(name)).isEqualTo(name.matches(regex.toString()));
                });
    }

    @Test
    void datesAreReadOrRefused() {
        Mutator.run(
                53,
                2_000,
                seeds("17-Jul-1996 02:44:25 -0700", "1-Feb-1994", "29-Feb-2024"),
                List.of("-", "+", "9"),
                in -> {
                    try {
                        assertThat(ImapDates.date(text(in)).plusDays(1).getYear())
                                .isBetween(0, 10_000);
                    } catch (Malformed refused) {
                        assertThat(refused.text()).isNotEmpty();
                    }
                    try {
                        long seconds = ImapDates.dateTime(text(in)).getEpochSecond();
                        assertThat(ImapDates.internalDate(seconds))
                                .matches("\\d\\d-[A-Z][a-z]{2}-\\d{4} [0-9:]{8} \\+0000");
                    } catch (Malformed refused) {
                        assertThat(refused.text()).isNotEmpty();
                    }
                });
    }

    private static List<byte[]> seeds(String... texts) {
        return Stream.of(texts)
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(12, text.length()));
    }
}
