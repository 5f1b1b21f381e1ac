package org.mailstead.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GrammarTest {
    @Test
    void modifiedUtf7() {
        for (String[] pair : new String[][] {
            {"INBOX", "INBOX"},
            {"a&b", "a&-b"},
            {"~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"},
            {"Entwürfe", "Entw&APw-rfe"},
            {"☀😀", "&JgDYPd4A-"},
        }) {
            assertThat(ModifiedUtf7.encode(pair[0])).isEqualTo(pair[1]);
            assertThat(ModifiedUtf7.decode(pair[1])).contains(pair[0]);
        }
        for (String bad : List.of("&", "a&b", "&AGE-", "&U,BTFw", "&APw-&APw-", "ä", "&A-")) {
            assertThat(ModifiedUtf7.decode(bad)).as(bad).isEmpty();
        }
    }

    @Test
    void patterns() {
        assertThat(ListPattern.of("", "*").matches("a/b/c")).isTrue();
        assertThat(ListPattern.of("", "%").matches("a/b")).isFalse();
        assertThat(ListPattern.of("", "%/%").matches("a/b")).isTrue();
        assertThat(ListPattern.of("a/", "%").matches("a/b")).isTrue();
        assertThat(ListPattern.of("", "a*c").matches("a/b/c")).isTrue();
        assertThat(ListPattern.of("", "inbox").matches("INBOX")).isTrue();
        assertThat(ListPattern.of("", "inbox/%").matches("INBOX/x")).isTrue();
        assertThat(ListPattern.of("", "inboxes").matches("INBOXes")).isFalse();
        assertThat(ListPattern.of("", "%*%*%*%*%*%*%*%*%*%*%*x").matches("a".repeat(300)))
                .isFalse();
    }
}
