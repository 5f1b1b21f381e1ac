package org.mailstead.sasl;

import com.ongres.saslprep.SASLprep;
import com.ongres.stringprep.Profile;

/** Brings names and passwords into the one form in which they are compared, however they were typed. RFC 4013. */
final class Preparation {
    private static final Profile SASLPREP = new SASLprep();

    private Preparation() {}

    /** For what is kept: no characters that Unicode may yet come to define. RFC 3454 §7. */
    static String stored(String text) throws PreparationException {
        try {
            return SASLPREP.prepareStored(text);
        } catch (IllegalArgumentException e) {
            throw new PreparationException("it has characters that cannot be used here");
        }
    }

    /** For what is asked. */
    static String query(String text) throws PreparationException {
        try {
            return SASLPREP.prepareQuery(text);
        } catch (IllegalArgumentException e) {
            throw new PreparationException("it has characters that cannot be used here");
        }
    }
}
