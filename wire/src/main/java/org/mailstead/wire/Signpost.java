package org.mailstead.wire;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Tells a program that was set up with the port of another protocol where its own one is. It can do so only by the first line: until
 * then it does not know what the program speaks.
 *
 * @param here what this port speaks
 * @param ports on which ports a protocol is spoken, in words for a person; empty where it is not
 */
public record Signpost(Spoken here, Function<Spoken, Optional<String>> ports) {
    /** Of a line, what is looked at: all that tell a protocol are shorter. */
    private static final int LOOKED_AT = 100;

    /** What programs may speak on these ports, and how their first line looks. */
    public enum Spoken {
        SMTP("(?:EHLO|HELO|LHLO)(?: .*)?"),
        IMAP("[A-Z0-9.]{1,20} (?:CAPABILITY|NOOP|LOGOUT|STARTTLS|ID \\(.*|ID NIL|LOGIN .*|AUTHENTICATE .*|ENABLE .*)"),
        POP3("(?:USER|PASS|APOP) .+|CAPA|STLS|AUTH(?: [A-Z0-9-]+.*)?"),
        HTTP("(?:GET|HEAD|POST|PUT|OPTIONS|CONNECT|PROPFIND) .*");

        private final Pattern firstLine;

        Spoken(String firstLine) {
            this.firstLine = Pattern.compile(firstLine, Pattern.CASE_INSENSITIVE);
        }
    }

    /** Looks at what a peer has said first. */
    void look(byte[] line) throws WrongProtocol {
        var text = new String(line, 0, Math.min(line.length, LOOKED_AT), StandardCharsets.ISO_8859_1);
        if (here.firstLine.matcher(text).matches()) return;
        for (Spoken other : Spoken.values())
            if (other != here && !isOurs(text) && other.firstLine.matcher(text).matches())
                throw new WrongProtocol("speaks " + other + " where " + here + " is spoken", answer(other, text));
    }

    /** SMTP has AUTH too, though nobody may begin with it: its own refusal says what is missing. */
    private boolean isOurs(String text) {
        return here == Spoken.SMTP && text.toUpperCase(Locale.ROOT).startsWith("AUTH ");
    }

    private String answer(Spoken other, String line) {
        String where = ports.apply(other)
                .map(numbers -> other + " is on port " + numbers)
                .orElse(other + " is not spoken by this server");
        String sentence = "this is the port for " + here + "; " + where;
        return switch (other) {
            case SMTP -> "521 5.5.1 " + sentence + "\r\n";
            case POP3 -> "-ERR [SYS/PERM] " + sentence + "\r\n";
            case IMAP -> line.substring(0, line.indexOf(' ')) + " NO [ALERT] T" + sentence.substring(1) + ".\r\n";
            case HTTP ->
                "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\nT"
                        + sentence.substring(1) + ".\r\n";
        };
    }
}
