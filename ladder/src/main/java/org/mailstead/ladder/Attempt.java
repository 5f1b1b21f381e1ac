package org.mailstead.ladder;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailstead.settings.AccountSettings;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.Provider;

/**
 * What is to be tried, and what the person tells of it.
 *
 * @param typed the address as it was typed
 * @param set the servers that the program is set to; where it is not known, those that are right
 * @param right what the settings should be, by the provider's facts and what was found; empty if that is not known
 * @param provider whose account it is; empty if that is not known
 * @param secret what the secret looks like; empty if none was given
 * @param symptoms what the person sees
 * @param said what the program showed, or what came back from a mail that was sent; may be empty
 */
public record Attempt(
        String typed,
        List<MailServer> set,
        Optional<AccountSettings> right,
        Optional<Provider> provider,
        Optional<SecretShape> secret,
        Set<Symptom> symptoms,
        String said) {
    public Attempt {
        set = List.copyOf(set);
        symptoms = Set.copyOf(symptoms);
    }
}
