package org.mailstead.doctor;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailstead.settings.MailServer;

/**
 * A cause that was found.
 *
 * @param what which of the cases
 * @param values for the names in braces of its texts
 * @param concerns the server of the program's settings that it is about; empty if it is about none or all of them
 * @param corrected what that server should be set to; empty if the settings are right
 */
public record Verdict(
        Case what, Map<String, String> values, Optional<MailServer> concerns, Optional<MailServer> corrected) {
    public Verdict {
        values = Map.copyOf(values);
    }

    static Verdict of(Case what, Map<String, String> values) {
        return new Verdict(what, values, Optional.empty(), Optional.empty());
    }

    static Verdict about(MailServer server, Case what, Map<String, String> values) {
        return new Verdict(what, values, Optional.of(server), Optional.empty());
    }

    Verdict set(MailServer right) {
        return new Verdict(what, values, concerns, Optional.of(right));
    }

    boolean stops() {
        return what.weight() == Case.Weight.STOPS;
    }

    /** Without those that say the same of two servers: the first counts. */
    static List<Verdict> once(List<Verdict> all) {
        var seen = EnumSet.noneOf(Case.class);
        return all.stream().filter(each -> seen.add(each.what())).toList();
    }
}
