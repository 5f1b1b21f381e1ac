package org.mailstead.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.mailstead.gateway.ImitatedMail.Outcome;
import org.mailstead.wire.Connection;

/** As much of POP3 as shows whether bytes go through. Takes a token in a line of its own only. */
final class ImitatedPop3 {
    private final ImitatedMail mail;
    private final Connection connection;
    private boolean signedIn;
    private boolean notConnected;

    ImitatedPop3(ImitatedMail mail, Connection connection) {
        this.mail = mail;
        this.connection = connection;
    }

    void serve() throws IOException {
        connection.within(Duration.ofSeconds(30), Duration.ofMinutes(5));
        say("+OK The imitated service is ready.");
        for (String line = line(); line != null; line = line()) {
            mail.commands.add(line);
            String[] words = line.split(" ");
            switch (words[0].toUpperCase(Locale.ROOT)) {
                case "CAPA" -> say("+OK\r\nTOP\r\nUIDL\r\nSASL PLAIN " + mail.mechanism + "\r\nUSER\r\nSTLS\r\n.");
                case "USER" -> say("+OK");
                case "PASS" -> say("-ERR Logon failure: unknown user name or bad password.");
                case "AUTH" -> {
                    if (words.length == 2) authenticate(words[1]);
                    else say("-ERR Protocol error. 14");
                }
                case "QUIT" -> {
                    say("+OK goodbye");
                    return;
                }
                default -> {
                    if (notConnected) {
                        say("-ERR User is authenticated but not connected.");
                        return;
                    }
                    if (signedIn) command(words);
                    else say("-ERR Command is not valid in this state.");
                }
            }
        }
    }

    private void authenticate(String mechanism) throws IOException {
        String response = ask("");
        switch (mail.judge(mechanism.toUpperCase(Locale.ROOT), response)) {
            case Outcome.LetIn _ -> {
                signedIn = true;
                say("+OK User successfully authenticated.");
            }
            case Outcome.NotConnected _ -> {
                notConnected = true;
                say("+OK User successfully authenticated.");
            }
            case Outcome.Refused(String words) -> {
                if (mail.challenges && words.isEmpty()) ask(ImitatedMail.challenge());
                say(words.isEmpty() ? "-ERR Authentication failure: unknown user name or bad password." : words);
            }
        }
    }

    private void command(String[] words) throws IOException {
        switch (words[0].toUpperCase(Locale.ROOT)) {
            case "STAT" -> say("+OK 1 100");
            case "LIST" -> say("+OK\r\n1 100\r\n.");
            case "UIDL" -> say("+OK\r\n1 abc\r\n.");
            case "RETR" -> say("+OK\r\nSubject: hello\r\n\r\n..dot\r\n.");
            default -> say("+OK");
        }
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
