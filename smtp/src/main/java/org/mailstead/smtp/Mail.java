package org.mailstead.smtp;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mailstead.smtp.MailParameters.Body;
import org.mailstead.smtp.MailParameters.Returned;

/**
 * MAIL: a mail begins. RFC 5321 §4.1.1.2; SIZE: RFC 1870 §6; BODY: RFC 6152 §3, RFC 3030 §3; AUTH: RFC 4954 §5; SMTPUTF8: RFC 6531 §3.4; MT-PRIORITY: RFC 6710 §4; HOLDFOR and HOLDUNTIL: RFC 4865 §4; BY: RFC 2852 §4; RET and ENVID: RFC
 * 3461 §4; REQUIRETLS: RFC 8689 §2.
 */
record Mail(
        Optional<SmtpAddress> sender,
        MailParameters parameters,
        long declaredBytes,
        Optional<FutureRelease> release,
        Optional<DeliverBy.Wish> deliverBy)
        implements SmtpCommand.BetweenMails {
    /** RFC 1870 §6: up to 20 digits; more than 18 may not fit a long and are too large in any case. */
    private static final Pattern SIZE = Pattern.compile("\\d{1,20}");

    /** RFC 6710 §4. */
    private static final Pattern PRIORITY = Pattern.compile("-?[1-9]|0");

    /** What is urgent to one is not to the others; what is higher is for whoever runs the server. */
    private static final int HIGHEST_OF_PEOPLE = 4;

    static Mail read(String rest) {
        var in = new PathReader(rest, SmtpReplies.BAD_SENDER);
        in.keyword("FROM:");
        Optional<SmtpAddress> sender = in.reversePath();
        long declared = 0;
        Body body = Body.EIGHT_BIT;
        Returned returned = null;
        String envelopeId = null;
        boolean smtpUtf8 = false;
        boolean requireTls = false;
        int priority = 0;
        Optional<FutureRelease> release = Optional.empty();
        Optional<DeliverBy.Wish> deliverBy = Optional.empty();
        for (var each : ParameterReader.read(in.parameters()).entrySet()) {
            String value = each.getValue();
            switch (each.getKey()) {
                case "SIZE" -> declared = size(value);
                case "BODY" -> body = wellFormed(Body.of(value));
                case "SMTPUTF8" -> smtpUtf8 = isSaid(value);
                case "REQUIRETLS" -> requireTls = isSaid(value);
                case "MT-PRIORITY" -> priority = priority(value);
                case "HOLDFOR" -> release = once(release, FutureRelease.readInterval(value));
                case "HOLDUNTIL" -> release = once(release, FutureRelease.readMoment(value));
                case "BY" -> deliverBy = once(deliverBy, DeliverBy.Wish.read(value));
                // Whom an earlier server says it had signed in: good for nothing without trust in that server.
                case "AUTH" -> wellFormed(Optional.of(value).filter(who -> !who.isEmpty()));
                case "RET" -> returned = wellFormed(Returned.of(value));
                case "ENVID" -> envelopeId = wellFormed(MailParameters.envelopeId(value));
                default -> throw new Malformed(SmtpReplies.UNKNOWN_PARAMETER);
            }
        }
        boolean ascii = sender.isEmpty() || sender.get().isAscii();
        if (!ascii && !smtpUtf8) throw new Refused(SmtpReplies.ADDRESS_NOT_ASCII);
        return new Mail(
                sender,
                new MailParameters(body, smtpUtf8, requireTls, priority, returned, envelopeId),
                declared,
                release,
                deliverBy);
    }

    /** Of what has no value. */
    private static boolean isSaid(String value) {
        wellFormed(Optional.of(value).filter(String::isEmpty));
        return true;
    }

    private static <T> Optional<T> once(Optional<T> before, Optional<T> value) {
        if (before.isPresent()) throw new Malformed(SmtpReplies.BAD_PARAMETER);
        return Optional.of(wellFormed(value));
    }

    private static int priority(String value) {
        if (!PRIORITY.matcher(value).matches()) throw new Malformed(SmtpReplies.BAD_PARAMETER);
        return Integer.parseInt(value);
    }

    static <T> T wellFormed(Optional<T> value) {
        return value.orElseThrow(() -> new Malformed(SmtpReplies.BAD_PARAMETER));
    }

    private static long size(String value) {
        if (!SIZE.matcher(value).matches()) throw new Malformed(SmtpReplies.BAD_PARAMETER);
        return value.length() > 18 ? Long.MAX_VALUE : Long.parseLong(value);
    }

    @Override
    public SmtpState run(SmtpState.Ready state, SmtpSession session) throws IOException {
        if (session.profile().wantsSignIn() && state.peer().signedIn().isEmpty())
            throw new Refused(session.offersSignIn() ? SmtpReplies.SIGN_IN_FIRST : SmtpReplies.TLS_FIRST);
        // The null sender is anybody's: mail programs say so in answers to wishes for a receipt. RFC 8098 §3.
        boolean foreign = state.peer().signedIn().isPresent()
                && sender.isPresent()
                && !session.services()
                        .senders()
                        .maySendAs(state.peer().signedIn().get(), sender.get());
        if (foreign)
            throw new Refused(SmtpReplies.notYourAddress(
                    sender.get(), state.peer().signedIn().get().address()));
        long most = session.limits().messageBytes();
        if (declaredBytes > most) throw new Refused(SmtpReplies.tooLarge(most));
        // Whoever says it in plain text was not offered it. RFC 8689 §2.
        if (parameters.requireTls() && !session.connection().isEncrypted())
            throw new Malformed(SmtpReplies.UNKNOWN_PARAMETER);
        session.obey(session.gate().sender(state.peer(), sender));
        boolean signedIn = state.peer().signedIn().isPresent();
        if (release.isPresent() && !signedIn) throw new Malformed(SmtpReplies.UNKNOWN_PARAMETER);
        Instant when =
                release.map(wish -> wish.from(session.host().clock().instant())).orElse(null);
        // Others may ask to be last, but not to be first. RFC 6710 §4.1.
        int priority = Math.min(parameters.priority(), signedIn ? HIGHEST_OF_PEOPLE : 0);
        session.countMessage();
        session.say(priority == parameters.priority() ? SmtpReplies.SENDER_OK : SmtpReplies.PRIORITY_CHANGED);
        DeliverBy by = deliverBy
                .map(wish -> wish.from(session.host().clock().instant()))
                .orElse(null);
        return new SmtpState.Sending(
                state.peer(), sender, parameters.withPriority(priority).with(by), when, List.of());
    }
}
