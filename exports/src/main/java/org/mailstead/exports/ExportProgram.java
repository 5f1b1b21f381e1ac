package org.mailstead.exports;

import java.util.List;
import org.mailstead.settings.AccountSettings;
import org.mailstead.texts.Language;

/**
 * A program that an account can be exported to.
 *
 * @param word its name on the command line
 * @param aliases other names that it goes by there
 * @param browser what it does where an account is opened by signing in with the provider only
 */
public record ExportProgram(String word, List<String> aliases, BrowserSignIn browser, Format format) {
    public ExportProgram {
        aliases = List.copyOf(aliases);
    }

    /** How a program gets into an account that takes tokens only (OAuth 2). */
    public enum BrowserSignIn {
        /** It opens the provider's page by itself, with the large providers. */
        OWN_WINDOW,
        /** Another program gets the tokens for it. */
        TOKEN_COMMAND,
        /** Not with the settings that are exported. */
        NONE
    }

    /** For people. */
    public String name(Language language) {
        return Exports.TEXTS.in(language, "name." + word);
    }

    /** What the export is, in a few words. */
    public String description(Language language) {
        return Exports.TEXTS.in(language, "what." + word);
    }

    /**
     * What the program is told about an account. Where it can do nothing with it, the export says so and is refused.
     *
     * @throws UnfitSettings if the settings, or these in the form of this program, cannot be written down
     */
    public Export export(AccountSettings account, Wish wish) throws UnfitSettings {
        var draft = new Draft(this, SoundSettings.of(account, wish.language()), wish);
        if (draft.typed()) format.write(draft);
        else if (browser == BrowserSignIn.NONE)
            draft.warn(draft.has("browser." + word) ? "browser." + word : "browser.none");
        else {
            if (browser == BrowserSignIn.OWN_WINDOW) draft.warn("browser.own");
            format.write(draft);
        }
        return draft.done();
    }
}
