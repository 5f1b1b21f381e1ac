package org.mailstead.smtp;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mailstead.sasl.SaslMechanism;

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
        requireSmtp(session);
        return greet(state, session);
    }

    /** RFC 2033 §4.1: EHLO and HELO are not of LMTP. */
    static void requireSmtp(SmtpSession session) {
        if (session.profile() == SmtpProfile.LMTP) throw new Malformed(SmtpReplies.LHLO_WANTED);
    }

    SmtpState greet(SmtpState state, SmtpSession session) throws IOException {
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
        extensions.add("DELIVERBY"); // RFC 2852
        extensions.add("MT-PRIORITY"); // RFC 6710
        extensions.add("LIMITS RCPTMAX=" + session.limits().recipients() // RFC 9422
                + " MAILMAX=" + session.limits().messages());
        if (session.profile().wantsSignIn())
            extensions.add(FutureRelease.keyword(session.host().clock().instant())); // RFC 4865
        if (session.offersTls()) extensions.add("STARTTLS"); // RFC 3207
        if (session.connection().isEncrypted()) extensions.add("REQUIRETLS"); // RFC 8689
        var mechanisms = session.mechanisms();
        if (!mechanisms.isEmpty()) // RFC 4954
        extensions.add("AUTH " + mechanisms.stream().map(SaslMechanism::word).collect(joining(" ")));
        SmtpPeer peer = peer(state, session, true);
        if (session.offersUrls(peer)) extensions.add(Burl.KEYWORD); // RFC 4468
        if (session.believesXClient()) extensions.add(XClient.KEYWORD);
        session.say(SmtpReplies.extendedHello(session.host().hostName(), extensions));
        return new SmtpState.Ready(peer);
    }

    /** A second hello ends a mail under way (RFC 5321 §4.1.4) but nobody's sign-in. */
    SmtpPeer peer(SmtpState state, SmtpSession session, boolean extended) {
        XClient.Told told = session.told();
        Optional<Submitter> signedIn = switch (state) {
            case SmtpState.Ready ready -> ready.peer().signedIn();
            case SmtpState.Sending sending -> sending.peer().signedIn();
            case SmtpState.Chunking chunking -> chunking.peer().signedIn();
            case SmtpState.Spoiled spoiled -> spoiled.peer().signedIn();
            case SmtpState.Fresh fresh -> told.login();
            case SmtpState.Ended ended -> Optional.empty();
        };
        var connection = session.connection();
        return new SmtpPeer(
                connection.id(),
                session.client(),
                told.helloName().orElse(helloName),
                extended,
                connection.tlsFacts(),
                signedIn);
    }
}
