package org.mailstead.exports;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads values in programs' files as these programs do, to see that they get what was meant. Written from their manuals. */
final class ReadBack {
    private ReadBack() {}

    /** The rest of the one line that begins so. */
    static String line(String file, String beginning) {
        var found = file.lines().filter(each -> each.startsWith(beginning)).toList();
        assertThat(found).as(beginning).hasSize(1);
        return found.getFirst().substring(beginning.length());
    }

    /** A word in double quotes in which a backslash takes the meaning from what follows; the rest must not mean anything. */
    static String quoted(String word, String special) {
        assertThat(word).startsWith("\"").endsWith("\"").hasSizeGreaterThan(1);
        var text = new StringBuilder();
        for (int i = 1; i < word.length() - 1; i++) {
            char c = word.charAt(i);
            if (c == '\\') {
                i++;
                assertThat(i).isLessThan(word.length() - 1);
                c = word.charAt(i);
                // A letter or a digit would make it something else: a line break, a number of a character.
                assertThat(Character.isLetterOrDigit(c)).isFalse();
            } else assertThat("\"" + special).doesNotContain(String.valueOf(c));
            text.append(c);
        }
        return text.toString();
    }

    /** Single quotes with nothing special between, and quotes that stand outside with a backslash. */
    static String shell(String word) {
        var text = new StringBuilder();
        boolean inside = false;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '\'') inside = !inside;
            else if (inside) text.append(c);
            else {
                assertThat(word.substring(i)).startsWith("\\'");
                text.append('\'');
                i++;
            }
        }
        assertThat(inside).isFalse();
        return text.toString();
    }

    static String url(String part) {
        assertThat(part).matches("[A-Za-z0-9._~%-]*");
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }

    /** The user name of a URL that begins so, up to the host. */
    static String urlUser(String url, String beginning) {
        assertThat(url).startsWith(beginning);
        return url(url.substring(beginning.length(), url.indexOf('@')));
    }

    /** Files in which what follows may be put on a line of its own by an unquoted line break: there must be none but ours. */
    static void sameLines(List<Export.ExportFile> files, List<Export.ExportFile> plain) {
        assertThat(files).hasSameSizeAs(plain);
        for (int i = 0; i < files.size(); i++) {
            if (files.get(i).mediaType().startsWith("image/")) continue;
            String text = files.get(i).text();
            assertThat(text.lines().count())
                    .isEqualTo(plain.get(i).text().lines().count());
            assertThat(text.codePoints().filter(c -> Character.isISOControl(c) && "\n\r\t".indexOf(c) < 0))
                    .isEmpty();
        }
    }
}
