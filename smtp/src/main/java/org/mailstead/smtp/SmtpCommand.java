package org.mailstead.smtp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A command, sorted by when it is allowed. */
sealed interface SmtpCommand {
    sealed interface Anytime extends SmtpCommand permits Ehlo, Helo, Lhlo, Rset, Noop, Vrfy, Help, Quit {
        SmtpState run(SmtpState state, SmtpSession session) throws IOException;
    }

    sealed interface BetweenMails extends SmtpCommand permits Mail, Auth, StartTls, XClient {
        SmtpState run(SmtpState.Ready state, SmtpSession session) throws IOException;
    }

    sealed interface InMail extends SmtpCommand permits Rcpt, Data, Burl {
        SmtpState run(SmtpState.Sending state, SmtpSession session) throws IOException;
    }

    /** Bytes follow that are no commands, and have to be read in every state. */
    sealed interface WithBytes extends SmtpCommand permits Bdat {
        SmtpState run(SmtpState state, SmtpSession session) throws IOException;
    }

    /** Whether it may announce bytes that must never be taken for commands. */
    static boolean announcesBytes(String line) {
        return line.regionMatches(true, 0, "BDAT", 0, 4);
    }

    /** Reads one command line. @throws EndOfCommand if it is none */
    static SmtpCommand read(byte[] line) {
        try {
            return read(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString());
        } catch (CharacterCodingException e) {
            throw announcesBytes(new String(line, StandardCharsets.ISO_8859_1))
                    ? new HangUp(SmtpReplies.BAD_CHUNK)
                    : new Malformed(SmtpReplies.NOT_UTF8);
        }
    }

    static SmtpCommand read(String line) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (Character.isISOControl(c) && c != '\t')
                throw announcesBytes(line)
                        ? new HangUp(SmtpReplies.BAD_CHUNK)
                        : new Malformed(SmtpReplies.BAD_CHARACTERS);
        }
        int space = line.indexOf(' ');
        String verb = space < 0 ? line : line.substring(0, space);
        String rest = space < 0 ? "" : line.substring(space + 1).strip();
        return switch (verb.toUpperCase(Locale.ROOT)) {
            case "EHLO" -> Ehlo.read(rest);
            case "HELO" -> Helo.read(rest);
            case "LHLO" -> Lhlo.read(rest);
            case "XCLIENT" -> XClient.read(rest);
            case "MAIL" -> Mail.read(rest);
            case "RCPT" -> Rcpt.read(rest);
            case "DATA" -> Data.read(rest);
            case "BURL" -> Burl.read(rest);
            case "BDAT" -> Bdat.read(rest);
            case "RSET" -> Rset.read(rest);
            case "NOOP" -> new Noop();
            case "VRFY" -> Vrfy.read(rest);
            case "HELP" -> new Help();
            case "QUIT" -> Quit.read(rest);
            case "AUTH" -> Auth.read(rest);
            case "STARTTLS" -> StartTls.read(rest);
            // A web page can make a browser send a form to this port, with commands in its body.
            case "GET", "POST", "PUT", "HEAD", "OPTIONS", "CONNECT", "DELETE", "PATCH", "TRACE" ->
                throw new HangUp(SmtpReplies.NOT_HTTP);
            default ->
                throw announcesBytes(line)
                        ? new HangUp(SmtpReplies.BAD_CHUNK)
                        : new Malformed(SmtpReplies.UNKNOWN_COMMAND);
        };
    }

    static void requireNoArguments(String rest) {
        if (!rest.isEmpty()) throw new Malformed(SmtpReplies.NO_ARGUMENTS);
    }
}
