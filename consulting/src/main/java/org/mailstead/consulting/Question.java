package org.mailstead.consulting;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailstead.ladder.Credential;
import org.mailstead.ladder.Symptom;
import org.mailstead.settings.MailServer;

/**
 * What somebody wants to know.
 *
 * @param address as it was typed
 * @param program what the program is set to; empty if it is not known
 * @param secret empty to look only
 * @param said what the program showed; may be empty
 */
public record Question(
        String address, Optional<Program> program, Optional<Credential> secret, Set<Symptom> symptoms, String said) {
    public Question {
        symptoms = Set.copyOf(symptoms);
    }

    /** What a program is set to, where parts may be missing. */
    @FunctionalInterface
    public interface Program {
        /** @param found what takes the place of what is missing */
        List<MailServer> servers(String address, List<MailServer> found);
    }
}
