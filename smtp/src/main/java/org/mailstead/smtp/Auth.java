package org.mailstead.smtp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.mailstead.wire.LineTooLong;

/** AUTH with PLAIN (RFC 4616) and LOGIN (never a standard, but old programs know no other). RFC 4954 §4. */
record Auth(Mechanism mechanism, Optional<String> initialResponse) implements SmtpCommand.BetweenMails {
    private enum Mechanism {
        PLAIN,
        LOGIN
    }

    private static final String ASK_USER_NAME = base64("Username:");
    private static final String ASK_PASSWORD = base64("Password:");

    private record Credentials(String userName, String password) {
        /** A record would print the password. */
        @Override
        public String toString() {
            return userName;
        }
    }

    static Auth read(String rest) {
        String[] words = rest.split(" +", 3);
        if (rest.isEmpty() || words.length > 2) throw new Malformed(SmtpReplies.BAD_SIGN_IN);
        Mechanism mechanism = switch (words[0].toUpperCase(Locale.ROOT)) {
            case "PLAIN" -> Mechanism.PLAIN;
            case "LOGIN" -> Mechanism.LOGIN;
            default -> throw new Malformed(SmtpReplies.UNKNOWN_MECHANISM);
        };
        if (words.length == 1) return new Auth(mechanism, Optional.empty());
        // "=" stands for a response that is there but empty.
        return new Auth(mechanism, Optional.of(words[1].equals("=") ? "" : words[1]));
    }

    @Override
    public SmtpState run(SmtpState.Ready state, SmtpSession session) throws IOException {
        if (!session.profile().wantsSignIn()) throw new Malformed(SmtpReplies.SIGN_IN_ELSEWHERE);
        if (state.peer().signedIn().isPresent()) throw new Malformed(SmtpReplies.SIGNED_IN_ALREADY);
        if (!session.offersSignIn()) throw new Refused(SmtpReplies.SIGN_IN_NEEDS_TLS);
        Credentials credentials = switch (mechanism) {
            case PLAIN -> plain(initialResponse.isPresent() ? initialResponse.get() : ask("", session));
            case LOGIN -> login(session);
        };
        var from = session.client().getAddress();
        return switch (session.services().signIn().signIn(credentials.userName(), credentials.password(), from)) {
            case SubmissionSignIn.Outcome.Welcome(var who) -> {
                session.logEvent("signed in as " + who.address() + " (" + mechanism + ")");
                session.say(SmtpReplies.SIGNED_IN);
                yield new SmtpState.Ready(state.peer().signedInAs(who));
            }
            case SubmissionSignIn.Outcome.Refused(var why) -> throw session.refusedSignIn(why);
            case SubmissionSignIn.Outcome.Unavailable() -> throw new Refused(SmtpReplies.SIGN_IN_UNAVAILABLE);
        };
    }

    /** RFC 4616 §2: who to act as, who signs in, the password, parted by NUL. */
    private static Credentials plain(String response) {
        String[] parts = decode(response).split("\0", -1);
        if (parts.length != 3 || parts[1].isEmpty()) throw new Malformed(SmtpReplies.BAD_SIGN_IN);
        // Acting for somebody else is a right that nobody has here.
        boolean forSomebodyElse = !parts[0].isEmpty() && !parts[0].equalsIgnoreCase(parts[1]);
        if (forSomebodyElse) throw new Refused(SmtpReplies.WRONG_PASSWORD);
        return new Credentials(parts[1], parts[2]);
    }

    private Credentials login(SmtpSession session) throws IOException {
        String userName = initialResponse.isPresent() ? initialResponse.get() : ask(ASK_USER_NAME, session);
        String decoded = decode(userName);
        return new Credentials(decoded, decode(ask(ASK_PASSWORD, session)));
    }

    private static String ask(String prompt, SmtpSession session) throws IOException {
        session.say(SmtpReplies.challenge(prompt));
        byte[] line;
        try {
            line = session.readLine(session.limits().signInLine());
        } catch (LineTooLong e) {
            throw new Malformed(SmtpReplies.SIGN_IN_TOO_LONG);
        }
        String answer = new String(line, StandardCharsets.ISO_8859_1);
        if (answer.equals("*")) throw new Malformed(SmtpReplies.SIGN_IN_CANCELLED);
        return answer;
    }

    private static String decode(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64.getBytes(StandardCharsets.ISO_8859_1));
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new Malformed(SmtpReplies.BAD_SIGN_IN);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
