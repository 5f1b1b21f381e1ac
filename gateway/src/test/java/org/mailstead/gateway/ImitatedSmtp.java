package org.mailstead.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.mailstead.gateway.ImitatedMail.Outcome;
import org.mailstead.wire.Connection;
import org.mailstead.wire.TlsServer;

/** As much of SMTP as takes a message. */
final class ImitatedSmtp {
    private final ImitatedMail mail;
    private final Connection connection;
    private final TlsServer tls;
    private boolean signedIn;

    ImitatedSmtp(ImitatedMail mail, Connection connection, TlsServer tls) {
        this.mail = mail;
        this.connection = connection;
        this.tls = tls;
    }

    void serve() throws IOException {
        connection.within(Duration.ofSeconds(30), Duration.ofMinutes(5));
        say("220 imitated ESMTP ready");
        for (String line = line(); line != null; line = line()) {
            mail.commands.add(line);
            String[] words = line.split(" ");
            switch (words[0].toUpperCase(Locale.ROOT)) {
                case "EHLO" -> {
                    String auth =
                            connection.isEncrypted() ? "250-AUTH LOGIN " + mail.mechanism + "\r\n" : "250-STARTTLS\r\n";
                    say(
                            "250-imitated Hello\r\n250-SIZE 157286400\r\n250-PIPELINING\r\n250-DSN\r\n250-ENHANCEDSTATUSCODES\r\n"
                                    + auth + "250-8BITMIME\r\n250-BINARYMIME\r\n250-CHUNKING\r\n250 SMTPUTF8");
                }
                case "STARTTLS" -> {
                    say("220 2.0.0 SMTP server ready");
                    connection.startTls(tls);
                }
                case "AUTH" -> authenticate(words);
                case "QUIT" -> {
                    say("221 2.0.0 Service closing transmission channel");
                    return;
                }
                default -> {
                    if (signedIn) command(words[0].toUpperCase(Locale.ROOT));
                    else say("530 5.7.57 Client not authenticated to send mail.");
                }
            }
        }
    }

    private void authenticate(String[] words) throws IOException {
        if (!connection.isEncrypted()) {
            say("504 5.7.4 Unrecognized authentication type");
            return;
        }
        String response = words.length == 3 ? words[2] : ask("");
        if (!mail.sendingRefused.isEmpty()) {
            say(mail.sendingRefused);
            return;
        }
        switch (mail.judge(words[1].toUpperCase(Locale.ROOT), response)) {
            case Outcome.LetIn _ -> {
                signedIn = true;
                say("235 2.7.0 Authentication successful");
            }
            case Outcome.NotConnected _ -> say("535 5.7.3 Authentication unsuccessful [imitated]");
            case Outcome.Refused(String text) -> {
                if (mail.challenges && text.isEmpty()) ask(ImitatedMail.challenge());
                say(text.isEmpty() ? "535 5.7.3 Authentication unsuccessful [imitated]" : text);
            }
        }
    }

    private void command(String name) throws IOException {
        if (!name.equals("DATA")) {
            say("250 2.1.0 done");
            return;
        }
        say("354 Start mail input; end with <CRLF>.<CRLF>");
        long bytes = 0;
        for (String line = line(); !".".equals(line); line = line()) {
            // Without its end it is no message.
            if (line == null) return;
            bytes += line.length() + 2;
        }
        mail.received.addAndGet(bytes);
        say("250 2.6.0 queued");
    }

    private String ask(String challenge) throws IOException {
        say("334 " + challenge);
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
