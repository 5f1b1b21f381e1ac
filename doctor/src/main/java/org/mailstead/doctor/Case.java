package org.mailstead.doctor;

import java.util.Optional;
import java.util.stream.Stream;
import org.mailstead.ladder.Rung;

/**
 * Why an account does not work: every cause that is told apart, with a code that stays the same for ever. What is said about each stands in
 * the texts beside this class, under its code.
 */
public enum Case {
    MISTYPED_DOMAIN("D01", Rung.INPUT, Mender.YOU, Weight.STOPS),
    DOMAIN_WITHOUT_MAIL("D02", Rung.INPUT, Mender.YOU, Weight.STOPS),
    CAPTIVE_NETWORK("D03", Rung.MACHINE, Mender.YOU, Weight.STOPS),
    WRONG_CLOCK("D04", Rung.MACHINE, Mender.YOU, Weight.STOPS),
    NAME_HIDDEN("D05", Rung.NAMES, Mender.YOU, Weight.STOPS),
    NO_SUCH_SERVER("D06", Rung.NAMES, Mender.YOU, Weight.STOPS),
    PORTS_BLOCKED("D07", Rung.CONNECTION, Mender.YOU, Weight.STOPS),
    PORT_25_BLOCKED("D08", Rung.CONNECTION, Mender.YOU, Weight.STOPS),
    NOBODY_ANSWERS("D09", Rung.CONNECTION, Mender.PROVIDER, Weight.STOPS),
    IPV6_BROKEN("D10", Rung.CONNECTION, Mender.YOU, Weight.HINDERS),
    ADDRESS_BLOCKED("D11", Rung.CONNECTION, Mender.WAIT, Weight.STOPS),
    TLS_TOO_EARLY("D12", Rung.GREETING, Mender.YOU, Weight.STOPS),
    TLS_TOO_LATE("D13", Rung.GREETING, Mender.YOU, Weight.STOPS),
    NO_PORT_465("D14", Rung.CONNECTION, Mender.YOU, Weight.STOPS),
    OTHER_PROTOCOL("D15", Rung.GREETING, Mender.YOU, Weight.STOPS),
    STARTTLS_REMOVED("D16", Rung.ENCRYPTION, Mender.YOU, Weight.STOPS),
    OLD_TLS("D17", Rung.ENCRYPTION, Mender.PROVIDER, Weight.STOPS),
    CERTIFICATE_FOR_ANOTHER_NAME("D18", Rung.ENCRYPTION, Mender.YOU, Weight.STOPS),
    HOME_MADE_CERTIFICATE("D19", Rung.ENCRYPTION, Mender.YOU, Weight.STOPS),
    INTERCEPTED("D20", Rung.ENCRYPTION, Mender.YOU, Weight.STOPS),
    CERTIFICATE_EXPIRED("D21", Rung.ENCRYPTION, Mender.PROVIDER, Weight.STOPS),
    CERTIFICATE_INCOMPLETE("D22", Rung.ENCRYPTION, Mender.PROVIDER, Weight.STOPS),
    NO_ENCRYPTION("D23", Rung.ENCRYPTION, Mender.PROVIDER, Weight.STOPS),
    BROWSER_SIGN_IN_ONLY("D24", Rung.SIGN_IN, Mender.YOU, Weight.STOPS),
    SENDING_SWITCHED_OFF("D25", Rung.SIGN_IN, Mender.ADMINISTRATOR, Weight.STOPS),
    COMPANY_RULES("D26", Rung.SIGN_IN, Mender.ADMINISTRATOR, Weight.STOPS),
    CONSENT_MISSING("D27", Rung.SIGN_IN, Mender.ADMINISTRATOR, Weight.STOPS),
    SIGNED_IN_AS_ANOTHER("D28", Rung.SIGN_IN, Mender.YOU, Weight.STOPS),
    GOOGLE_APP_PASSWORD("D29", Rung.SIGN_IN, Mender.YOU, Weight.STOPS),
    APP_PASSWORD_WANTED("D30", Rung.SIGN_IN, Mender.YOU, Weight.STOPS),
    APP_PASSWORD_MISCOPIED("D31", Rung.SIGN_IN, Mender.YOU, Weight.STOPS),
    PROGRAMS_NOT_ALLOWED("D32", Rung.SIGN_IN, Mender.YOU, Weight.STOPS),
    MAIL_PASSWORD_WANTED("D33", Rung.SIGN_IN, Mender.YOU, Weight.STOPS),
    OUTGOING_PASSWORD_OLD("D34", Rung.SIGN_IN, Mender.YOU, Weight.STOPS),
    USER_NAME_FORM("D35", Rung.SIGN_IN, Mender.YOU, Weight.STOPS),
    SECRET_MISPASTED("D36", Rung.SIGN_IN, Mender.YOU, Weight.STOPS),
    ACCOUNT_LOCKED("D37", Rung.SIGN_IN, Mender.YOU, Weight.STOPS),
    SIGN_IN_WINDOW_EMPTY("D38", Rung.SIGN_IN, Mender.YOU, Weight.STOPS),
    SIGN_IN_EXPIRED("D39", Rung.SIGN_IN, Mender.YOU, Weight.STOPS),
    MECHANISM_MISSING("D40", Rung.SIGN_IN, Mender.YOU, Weight.STOPS),
    PROGRAM_UNKNOWN("D41", Rung.SIGN_IN, Mender.YOU, Weight.STOPS),
    PROVIDER_TROUBLE("D42", Rung.SIGN_IN, Mender.WAIT, Weight.STOPS),
    SENDING_WITHOUT_SIGN_IN("D43", Rung.USE, Mender.YOU, Weight.STOPS),
    WRONG_OUTGOING_SERVER("D44", Rung.USE, Mender.YOU, Weight.STOPS),
    SENDER_NOT_OWN("D45", Rung.USE, Mender.YOU, Weight.STOPS),
    MESSAGE_TOO_LARGE("D46", Rung.USE, Mender.YOU, Weight.STOPS),
    MAILBOX_FULL("D47", Rung.USE, Mender.YOU, Weight.STOPS),
    TOO_MUCH_SENT("D48", Rung.USE, Mender.WAIT, Weight.STOPS),
    TOO_MANY_CONNECTIONS("D49", Rung.SIGN_IN, Mender.YOU, Weight.STOPS),
    SENT_COPIES_DOUBLED("D50", Rung.USE, Mender.YOU, Weight.HINDERS),
    SENDER_DISTRUSTED("D51", Rung.REPUTATION, Mender.PROVIDER, Weight.STOPS),
    RECIPIENT_REFUSED("D52", Rung.USE, Mender.YOU, Weight.STOPS),
    TAKEN_BY_POP3("D53", Rung.USE, Mender.YOU, Weight.HINDERS),
    PROGRAMS_INDEX_DAMAGED("D54", Rung.USE, Mender.YOU, Weight.HINDERS),
    WEBSITE_ANSWERS_DISCOVERY("D55", Rung.NAMES, Mender.ADMINISTRATOR, Weight.HINDERS),
    DISCOVERY_DISAGREES("D56", Rung.NAMES, Mender.ADMINISTRATOR, Weight.HINDERS),
    PROGRAM_HAS_OTHER_SERVERS("D57", Rung.NAMES, Mender.YOU, Weight.HINDERS),
    MAIL_RECORD_MISSING("D58", Rung.REPUTATION, Mender.ADMINISTRATOR, Weight.HINDERS),
    /** A refusal that nothing else explains. */
    NAME_OR_PASSWORD_WRONG("D59", Rung.SIGN_IN, Mender.YOU, Weight.STOPS),
    WRONG_PORT("D60", Rung.CONNECTION, Mender.YOU, Weight.STOPS),
    LOCAL_PROGRAM_NOT_RUNNING("D61", Rung.CONNECTION, Mender.YOU, Weight.STOPS),
    /** With the provider, which is asked for tokens. */
    PROGRAM_NOT_REGISTERED("D62", Rung.SIGN_IN, Mender.ADMINISTRATOR, Weight.STOPS),
    KEPT_SIGN_IN_UNREADABLE("D63", Rung.SIGN_IN, Mender.YOU, Weight.STOPS);

    private final String code;
    private final Rung rung;
    private final Mender mender;
    private final Weight weight;

    Case(String code, Rung rung, Mender mender, Weight weight) {
        this.code = code;
        this.rung = rung;
        this.mender = mender;
        this.weight = weight;
    }

    /** Who can mend it. */
    public enum Mender {
        /** The person whose account it is. */
        YOU,
        /** Whoever runs the mail of their domain. */
        ADMINISTRATOR,
        PROVIDER,
        /** Nobody: it passes. */
        WAIT
    }

    /** How bad it is. */
    public enum Weight {
        /** Mail does not work. */
        STOPS,
        /** Mail works, and something is in the way. */
        HINDERS
    }

    /** A case by its code, in any case of letters. */
    public static Optional<Case> of(String code) {
        return Stream.of(values())
                .filter(each -> each.code.equalsIgnoreCase(code))
                .findFirst();
    }

    /** Stable, such as {@code D24}. */
    public String code() {
        return code;
    }

    /** Where it shows. */
    public Rung rung() {
        return rung;
    }

    public Mender mender() {
        return mender;
    }

    public Weight weight() {
        return weight;
    }
}
