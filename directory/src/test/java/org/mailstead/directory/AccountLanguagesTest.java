package org.mailstead.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mailstead.directory.Town.at;

import org.junit.jupiter.api.Test;
import org.mailstead.directory.DirectoryKey.LanguageKey;
import org.mailstead.store.RowWriter;
import org.mailstead.texts.Language;

class AccountLanguagesTest {
    private static final MailAddress ANN = at("ann@example.test");

    private final Town town = Town.withDomain();
    private final Account ann = town.account("ann@example.test");
    private final AccountLanguages languages = town.directory.languages(Language.ENGLISH);

    @Test
    void whoHasNotChosenIsSpokenToAsIsUsual() {
        assertThat(languages.chosen(ann.id())).isEmpty();
        assertThat(languages.of(ann.id())).isEqualTo(Language.ENGLISH);
        assertThat(town.directory.languages(Language.GERMAN).of(ann.id())).isEqualTo(Language.GERMAN);
        languages.choose(ANN, Language.ENGLISH);
        assertThat(town.directory.languages(Language.GERMAN).of(ann.id())).isEqualTo(Language.ENGLISH);
        languages.choose(ANN, Language.GERMAN);
        assertThat(languages.of(ann.id())).isEqualTo(Language.GERMAN);
    }

    @Test
    void aChoiceGoesWithItsAccount() {
        languages.choose(ANN, Language.GERMAN);
        town.directory.removeAccount(ANN);
        assertThat(languages.chosen(ann.id())).isEmpty();
        assertThatExceptionOfType(DirectoryException.class).isThrownBy(() -> languages.choose(ANN, Language.GERMAN));
    }

    /** As a later version may leave one behind. */
    @Test
    void aLanguageThatIsNotKnownCountsAsNone() {
        town.rows().write(tx -> {
            tx.put(
                    new LanguageKey(ann.id()).encode(),
                    new RowWriter().varint(DirectoryRow.FORM).string("eo").toBytes());
            return true;
        });
        assertThat(languages.chosen(ann.id())).isEmpty();
    }
}
