package org.mailstead.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailstead.settings.Provider.Note;
import org.mailstead.texts.Language;

class NoteTextTest {
    private final ProviderTable table = ProviderTable.builtIn();

    @ParameterizedTest
    @EnumSource(Note.Kind.class)
    void everyKindHasItsWords(Note.Kind kind) {
        var values = kind.wanted().stream().collect(Collectors.toMap(each -> each, each -> "the " + each));
        for (var language : Language.values()) {
            String said = NoteText.of(table.byDomain("web.de").orElseThrow(), new Note(kind, values), language);
            assertThat(said).doesNotContain("{").isNotBlank();
            values.values().forEach(each -> assertThat(said).contains(each));
        }
    }

    @ParameterizedTest
    @EnumSource(Secret.class)
    void everySecretHasItsWords(Secret secret) {
        assertThat(Stream.of(Language.values()).map(language -> NoteText.of(secret, language)))
                .doesNotContain("")
                .doesNotHaveDuplicates();
    }

    @Test
    void everyNoteOfTheTableCanBeSaid() {
        for (var provider : table.all())
            for (var note : provider.notes())
                for (var language : Language.values())
                    assertThat(NoteText.of(provider, note, language))
                            .as(provider.id())
                            .doesNotContain("{")
                            .isNotBlank();
    }

    @Test
    void aValueMayReadOtherwiseInALanguage() {
        var apple = table.byDomain("icloud.com").orElseThrow();
        var note = apple.note(Note.Kind.OTHER_USER_NAME).orElseThrow();
        assertThat(NoteText.of(apple, note, Language.ENGLISH)).contains("it is that of your first iCloud address");
        assertThat(NoteText.of(apple, note, Language.GERMAN)).contains("sondern der Ihrer ersten iCloud-Adresse");
    }

    @Test
    void microsoftIsToldAsItIs() {
        var microsoft = table.byMailHost("x.mail.protection.outlook.com").orElseThrow();
        var note = microsoft.note(Note.Kind.BROWSER_ONLY).orElseThrow();
        assertThat(NoteText.of(microsoft, note, Language.ENGLISH))
                .isEqualTo("Microsoft 365 takes no passwords from mail programs. In Apple Mail add the account as"
                        + " \"Microsoft Exchange\", elsewhere choose OAuth2 as the way of signing in; then sign in in the"
                        + " browser window that opens.");
    }
}
