package org.mailstead.smtp;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** MAIL: a mail begins. RFC 5321 §4.1.1.2; SIZE: RFC 1870 §6; BODY: RFC 6152 §3; AUTH: RFC 4954 §5. */
record Mail(Optional<SmtpAddress> sender, long declaredBytes) implements SmtpCommand.BetweenMails {
    private static final Pattern PARAMETER = Pattern.compile("([A-Za-z0-9][A-Za-z0-9-]*)(?:=([!-<>-~]+))?");
    /** RFC 1870 §6: up to 20 digits; more than 18 may not fit a long and are too large in any case. */
    private static final Pattern SIZE = Pattern.compile("\\d{1,20}");

    static Mail read(String rest) {
        var in = new PathReader(rest, SmtpReplies.BAD_SENDER);
        in.keyword("FROM:");
        Optional<SmtpAddress> sender = in.reversePath();
        long declared = 0;
        var seen = new HashSet<String>();
        for (String text : words(in.parameters())) {
            Matcher parameter = PARAMETER.matcher(text);
            if (!parameter.matches()) throw new Malformed(SmtpReplies.BAD_PARAMETER);
            String name = parameter.group(1).toUpperCase(Locale.ROOT);
            String value = Optional.ofNullable(parameter.group(2)).orElse("");
            if (!seen.add(name)) throw new Malformed(SmtpReplies.BAD_PARAMETER);
            switch (name) {
                case "SIZE" -> declared = size(value);
                case "BODY" -> requireBody(value);
                // Whom an earlier server says it had signed in: good for nothing without trust in that server.
                case "AUTH" -> requireValue(value);
                default -> throw new Malformed(SmtpReplies.UNKNOWN_PARAMETER);
            }
        }
        return new Mail(sender, declared);
    }

    static List<String> words(String parameters) {
        return parameters.isEmpty() ? List.of() : List.of(parameters.split(" +"));
    }

    private static long size(String value) {
        if (!SIZE.matcher(value).matches()) throw new Malformed(SmtpReplies.BAD_PARAMETER);
        return value.length() > 18 ? Long.MAX_VALUE : Long.parseLong(value);
    }

    private static void requireBody(String value) {
        boolean known = value.equalsIgnoreCase("7BIT") || value.equalsIgnoreCase("8BITMIME");
        if (!known) throw new Malformed(SmtpReplies.BAD_PARAMETER);
    }

    private static void requireValue(String value) {
        if (value.isEmpty()) throw new Malformed(SmtpReplies.BAD_PARAMETER);
    }

    @Override
    public SmtpState run(SmtpState.Ready state, SmtpSession session) throws IOException {
        if (session.profile().wantsSignIn() && state.peer().signedIn().isEmpty())
            throw new Refused(session.offersSignIn() ? SmtpReplies.SIGN_IN_FIRST : SmtpReplies.TLS_FIRST);
        long most = session.limits().messageBytes();
        if (declaredBytes > most) throw new Refused(SmtpReplies.tooLarge(most));
        session.countMessage();
        session.say(SmtpReplies.SENDER_OK);
        return new SmtpState.Sending(state.peer(), sender, List.of());
    }
}
