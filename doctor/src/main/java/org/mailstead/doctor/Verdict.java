package org.mailstead.doctor;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mailstead.settings.MailServer;

/**
 * A cause that was found.
 *
 * @param what which of the cases
 * @param form which of its texts says it
 * @param values for the names in braces of its texts
 * @param concerns the server of the program's settings that it is about; empty if it is about none or all of them
 * @param corrected what that server should be set to; empty if the settings are right
 */
public record Verdict(
        Case what,
        Form form,
        Map<String, String> values,
        Optional<MailServer> concerns,
        Optional<MailServer> corrected) {
    /** A case has the same code and the same end whatever is seen of it; what has to be said may differ. */
    public enum Form {
        USUAL,
        /** One version of TLS is broken off where it is only offered; another works alone. */
        ONE_VERSION,
        /** TLS fails by the name that the server is called by. */
        BY_NAME,
        /** A password is refused that the provider's web pages take. */
        WEB_PAGES;

        /** Of the key of its texts: what stands behind the code of the case. */
        String part() {
            return this == USUAL ? "" : "." + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Verdict {
        values = Map.copyOf(values);
    }

    static Verdict of(Case what, Map<String, String> values) {
        return new Verdict(what, Form.USUAL, values, Optional.empty(), Optional.empty());
    }

    static Verdict about(MailServer server, Case what, Map<String, String> values) {
        return new Verdict(what, Form.USUAL, values, Optional.of(server), Optional.empty());
    }

    Verdict set(MailServer right) {
        return new Verdict(what, form, values, concerns, Optional.of(right));
    }

    Verdict in(Form other) {
        return new Verdict(what, other, values, concerns, corrected);
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
