package org.mailstead.smtp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailstead.wire.Connection;
import org.mailstead.wire.LineTooLong;

/** Reads what another server answers, whatever it is. RFC 5321 §4.2, RFC 2034 §4. */
final class ReplyReader {
    /** RFC 5321 §4.5.3.1.5 has 512; some explain themselves at greater length. */
    private static final int LINE_BYTES = 2048;

    /** The longest answers are those to EHLO, of some twenty lines. */
    private static final int LINES = 100;

    /** Two digits of the code are enough to know that somebody speaks SMTP; a few servers leave the space away. */
    private static final Pattern LINE = Pattern.compile("([2-5]\\d\\d)(?:([ -])(.*))?");

    private static final Pattern STATUS = Pattern.compile("([245]\\.\\d{1,3}\\.\\d{1,3})(?:\\s+(.*))?");

    private ReplyReader() {}

    /** What came is no SMTP. The message quotes it, fit for a person. */
    static final class NotSmtp extends IOException {
        private static final long serialVersionUID = 1L;

        NotSmtp(String what) {
            super(what);
        }
    }

    /** @throws NotSmtp if that is so @throws PeerGone if it hung up */
    static SmtpReply read(Connection connection) throws IOException {
        var lines = new ArrayList<String>();
        String status = "";
        int code = 0;
        while (true) {
            String text = line(connection);
            Matcher line = LINE.matcher(text);
            if (!line.matches()) throw new NotSmtp("it answered what is no SMTP: " + shortened(text));
            int said = Integer.parseInt(line.group(1));
            // Lines that disagree make no reply; the last one would decide, and who knows which one was meant.
            if (code != 0 && said != code)
                throw new NotSmtp("it answered with two codes at once, " + code + " and " + said);
            code = said;
            String rest = line.group(3) == null ? "" : line.group(3).strip();
            Matcher enhanced = STATUS.matcher(rest);
            if (enhanced.matches() && enhanced.group(1).charAt(0) == text.charAt(0)) {
                status = enhanced.group(1);
                rest = enhanced.group(2) == null ? "" : enhanced.group(2);
            }
            lines.add(rest);
            if (!"-".equals(line.group(2))) return new SmtpReply(code, status, lines);
            if (lines.size() == LINES) throw new NotSmtp("its answer has no end");
        }
    }

    private static String line(Connection connection) throws IOException {
        byte[] line;
        try {
            line = connection.readLine(LINE_BYTES);
        } catch (LineTooLong e) {
            line = e.start();
        }
        if (line == null) throw new PeerGone();
        return new String(line, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", "?");
    }

    private static String shortened(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }
}
