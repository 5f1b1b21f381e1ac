package org.mailstead.smtp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Pattern;

/** EHLO: who is calling, and what can we do. RFC 5321 §4.1.1.1. */
record Ehlo(String helloName) implements SmtpCommand.Anytime {
    /**
     * Looser than the grammar of RFC 5321 §4.1.2, since printers and phones say odd names; strict enough for a
     * {@code Received} field and a line of the log.
     */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:\\[\\]-]{1,255}");

    static Ehlo read(String rest) {
        return new Ehlo(name(rest));
    }

    static String name(String rest) {
        if (!NAME.matcher(rest).matches()) throw new Malformed(SmtpReplies.BAD_HELLO);
        return rest;
    }

    @Override
    public SmtpState run(SmtpState state, SmtpSession session) throws IOException {
        session.obey(session.gate().hello(helloName));
        var extensions = new ArrayList<String>();
        extensions.add("PIPELINING"); // RFC 2920
        extensions.add("SIZE " + session.limits().messageBytes()); // RFC 1870
        extensions.add("8BITMIME"); // RFC 6152
        extensions.add("CHUNKING"); // RFC 3030
        extensions.add("BINARYMIME"); // RFC 3030
        extensions.add("SMTPUTF8"); // RFC 6531
        extensions.add("ENHANCEDSTATUSCODES"); // RFC 2034
        extensions.add("DSN"); // RFC 3461
        extensions.add("MT-PRIORITY"); // RFC 6710
        extensions.add("LIMITS RCPTMAX=" + session.limits().recipients() // RFC 9422
                + " MAILMAX=" + session.limits().messages());
        if (session.profile().wantsSignIn())
            extensions.add(FutureRelease.keyword(session.host().clock().instant())); // RFC 4865
        if (session.offersTls()) extensions.add("STARTTLS"); // RFC 3207
        if (session.connection().isEncrypted()) extensions.add("REQUIRETLS"); // RFC 8689
        if (session.offersSignIn()) extensions.add("AUTH PLAIN LOGIN"); // RFC 4954
        session.say(SmtpReplies.extendedHello(session.host().hostName(), extensions));
        return new SmtpState.Ready(peer(state, session, true));
    }

    /** A second hello ends a mail under way (RFC 5321 §4.1.4) but nobody's sign-in. */
    SmtpPeer peer(SmtpState state, SmtpSession session, boolean extended) {
        Optional<Submitter> signedIn = switch (state) {
            case SmtpState.Ready ready -> ready.peer().signedIn();
            case SmtpState.Sending sending -> sending.peer().signedIn();
            case SmtpState.Chunking chunking -> chunking.peer().signedIn();
            case SmtpState.Spoiled spoiled -> spoiled.peer().signedIn();
            case SmtpState.Fresh fresh -> Optional.empty();
            case SmtpState.Ended ended -> Optional.empty();
        };
        return new SmtpPeer(session.connection().id(), session.connection().remote(), helloName, extended, signedIn);
    }
}
