package org.mailstead.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailstead.gateway.ImitatedMail.Outcome;
import org.mailstead.wire.Connection;

/** As much of IMAP as shows whether bytes go through. Message n has n bytes. */
final class ImitatedImap {
    private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)(\\+?)}$");

    private final ImitatedMail mail;
    private final Connection connection;
    private boolean signedIn;
    private boolean notConnected;

    ImitatedImap(ImitatedMail mail, Connection connection) {
        this.mail = mail;
        this.connection = connection;
    }

    void serve() throws IOException {
        connection.within(Duration.ofSeconds(30), Duration.ofMinutes(5));
        say("* OK The imitated service is ready.");
        while (true) {
            String line = line();
            if (line == null) return;
            mail.commands.add(line);
            String[] words = line.split(" ", 3);
            String tag = words[0];
            if (notConnected) {
                say(tag + " BAD User is authenticated but not connected.");
                say("* BYE Connection closed. 14");
                return;
            }
            switch (words[1].toUpperCase(Locale.ROOT)) {
                case "CAPABILITY" -> {
                    say(
                            "* CAPABILITY IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=" + mail.mechanism
                                    + " SASL-IR UIDPLUS MOVE ID UNSELECT CHILDREN IDLE NAMESPACE LITERAL+ COMPRESS=DEFLATE UNAUTHENTICATE");
                    say(tag + " OK done");
                }
                case "LOGIN" -> say(tag + " NO LOGIN failed.");
                case "AUTHENTICATE" -> authenticate(tag, words[2]);
                case "LOGOUT" -> {
                    say("* BYE goodbye");
                    say(tag + " OK done");
                    return;
                }
                default -> {
                    if (signedIn) command(tag, words[1].toUpperCase(Locale.ROOT), line);
                    else say(tag + " BAD Command received in Invalid state.");
                }
            }
        }
    }

    private void authenticate(String tag, String rest) throws IOException {
        String[] words = rest.split(" ", 2);
        String response = words.length == 2 ? words[1] : ask("");
        switch (mail.judge(words[0].toUpperCase(Locale.ROOT), response)) {
            case Outcome.LetIn _ -> {
                signedIn = true;
                say(tag + " OK AUTHENTICATE completed.");
            }
            case Outcome.NotConnected _ -> {
                notConnected = true;
                say(tag + " OK AUTHENTICATE completed.");
            }
            case Outcome.Refused(String text) -> {
                if (mail.challenges && text.isEmpty()) ask(ImitatedMail.challenge());
                say(tag + " " + (text.isEmpty() ? "NO AUTHENTICATE failed." : text));
            }
        }
    }

    private void command(String tag, String name, String line) throws IOException {
        switch (name) {
            case "LIST" -> {
                say("* LIST (\\HasNoChildren) \"/\" {5}");
                say("INBOX");
                say(tag + " OK done");
            }
            case "FETCH" -> {
                fetch(Long.parseLong(line.split(" ")[2]));
                say(tag + " OK done");
            }
            case "APPEND" -> {
                append(line);
                say(tag + " OK [APPENDUID 1 2] done");
            }
            case "IDLE" -> {
                say("+ idling");
                say("* 1 EXISTS");
                String done = line();
                say(tag + (Objects.equals(done, "DONE") ? " OK done" : " BAD expected DONE"));
            }
            case "COMPRESS" -> {
                say(tag + " OK deflating");
                connection.compress();
            }
            default -> say(tag + " OK done");
        }
    }

    private void fetch(long bytes) throws IOException {
        say("* 1 FETCH (BODY[] {" + bytes + "}");
        byte[] piece = new byte[64 * 1024];
        java.util.Arrays.fill(piece, (byte) 'x');
        for (long left = bytes; left > 0; left -= piece.length)
            connection.write(piece, 0, (int) Math.min(left, piece.length));
        say(")");
    }

    private void append(String line) throws IOException {
        Matcher literal = LITERAL.matcher(line);
        if (!literal.find()) return;
        if (literal.group(2).isEmpty()) {
            say("+ go on");
            connection.flush();
        }
        byte[] piece = new byte[64 * 1024];
        for (long left = Long.parseLong(literal.group(1)); left > 0; ) {
            int count = connection.read(piece, 0, (int) Math.min(left, piece.length));
            if (count < 0) return;
            left -= count;
            mail.received.addAndGet(count);
        }
        line();
    }

    private String ask(String challenge) throws IOException {
        say("+ " + challenge);
        String answer = line();
        return answer == null ? "" : answer;
    }

    private @org.jspecify.annotations.Nullable String line() throws IOException {
        byte[] line = connection.readLine(64 * 1024);
        return line == null ? null : new String(line, StandardCharsets.UTF_8);
    }

    private void say(String line) throws IOException {
        connection.write(line + "\r\n");
    }
}
