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
        /** The same, but only where the account is added by its provider's name, without the settings that are exported. */
        BY_NAME,
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
        if (!draft.typed()) {
            String own = "browser." + word;
            switch (browser) {
                case OWN_WINDOW -> draft.warn(draft.has(own) ? own : "browser.own");
                case BY_NAME -> draft.warn(draft.has(own) ? own : "browser.name");
                case TOKEN_COMMAND -> {}
                case NONE -> draft.warn("browser.none");
            }
        }
        boolean helps = browser == BrowserSignIn.OWN_WINDOW || browser == BrowserSignIn.TOKEN_COMMAND;
        if (!helps && !draft.typed()) draft.warn("browser.gateway");
        if (helps || draft.typed()) format.write(draft);
        return draft.done();
    }
}
