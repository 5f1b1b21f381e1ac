package org.mailstead.doctor;

import java.util.Locale;
import java.util.Map;
import org.mailstead.ladder.Rung;

/**
 * Something that was seen and may explain what is the matter, or what will be. No case is made of it: mail may work nevertheless.
 *
 * @param values for the names in braces of its text
 */
public record Remark(Kind kind, Map<String, String> values) {
    public Remark {
        values = Map.copyOf(values);
    }

    /** What kind of thing it is. */
    public enum Kind {
        /** The domain's SRV records name another server than the program has. */
        RECORDS_NAME_ANOTHER(Rung.NAMES),
        /** The domain's SRV records say that there is no such service. */
        RECORDS_NAME_NONE(Rung.NAMES),
        /** The name of a server stands for one that has no address. */
        ALIAS_TO_NOWHERE(Rung.NAMES),
        /** The name of a server stands for one of another provider. */
        ALIAS_OF_ANOTHER(Rung.NAMES),
        /** From elsewhere a newer version of TLS is spoken than here. */
        TLS_LOWERED(Rung.ENCRYPTION),
        /** The provider's key for DKIM is not published. */
        NO_SIGNING_KEY(Rung.REPUTATION),
        /** An address that sends has no name. */
        NO_REVERSE_NAME(Rung.REPUTATION),
        /** An address that sends has a name that leads elsewhere. */
        REVERSE_NAME_ASTRAY(Rung.REPUTATION),
        /** A list has an address that sends. */
        LISTED(Rung.REPUTATION),
        /** A list says nothing to the resolver that asks. */
        LIST_REFUSES(Rung.REPUTATION);

        private final Rung rung;

        Kind(Rung rung) {
            this.rung = rung;
        }

        /** Where it shows. */
        public Rung rung() {
            return rung;
        }

        /** Stable, such as {@code alias-to-nowhere}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
