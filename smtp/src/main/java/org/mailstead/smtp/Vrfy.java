package org.mailstead.smtp;

import java.io.IOException;
import java.util.regex.Pattern;

/** VRFY: whether an address exists; not told to anybody. RFC 5321 §3.5.3, §7.3; SMTPUTF8: RFC 6531 §3.7.4.2. */
record Vrfy() implements SmtpCommand.Anytime {
    private static final Pattern SMTPUTF8 = Pattern.compile(".* SMTPUTF8", Pattern.CASE_INSENSITIVE);

    static Vrfy read(String rest) {
        boolean ascii = rest.chars().allMatch(c -> c < 0x80);
        if (!ascii && !SMTPUTF8.matcher(rest).matches()) throw new Refused(SmtpReplies.ADDRESS_NOT_ASCII);
        return new Vrfy();
    }

    @Override
    public SmtpState run(SmtpState state, SmtpSession session) throws IOException {
        session.say(SmtpReplies.WONT_TELL);
        return state;
    }
}
