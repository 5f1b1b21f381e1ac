package org.mailstead.server.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Another server that brings mail. */
final class Smtp implements AutoCloseable {
    private final Client client;

    private Smtp(Client client) {
        this.client = client;
    }

    static Smtp connect(int port) throws IOException {
        var smtp = new Smtp(Client.connect(port));
        smtp.answer();
        smtp.say("EHLO client.test");
        return smtp;
    }

    /** One of our people, on this machine, where a password may travel without TLS. */
    static Smtp signIn(int port, String user, String password) throws IOException {
        Smtp smtp = connect(port);
        byte[] plain = ("\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8);
        String answer = smtp.say("AUTH PLAIN " + Base64.getEncoder().encodeToString(plain));
        if (!answer.startsWith("235 ")) throw new IOException("not signed in: " + answer);
        return smtp;
    }

    /** Sends one message, which must end with CRLF; returns the last answer. */
    String send(List<String> recipients, byte[] message) throws IOException {
        return send("sender@client.test", recipients, message);
    }

    String send(String sender, List<String> recipients, byte[] message) throws IOException {
        var answer = say("MAIL FROM:<" + sender + "> BODY=8BITMIME");
        for (String recipient : recipients) if (answer.startsWith("2")) answer = say("RCPT TO:<" + recipient + ">");
        if (!answer.startsWith("2")) return answer;
        answer = say("DATA");
        if (!answer.startsWith("3")) return answer;
        // A line that begins with a dot gets another. RFC 5321 §4.5.2
        String text = "\r\n" + new String(message, StandardCharsets.ISO_8859_1);
        client.send(text.replace("\r\n.", "\r\n..").substring(2) + ".\r\n");
        return answer();
    }

    private String say(String line) throws IOException {
        client.send(line + "\r\n");
        return answer();
    }

    /** The last line of the answer. */
    private String answer() throws IOException {
        while (true) {
            String line = client.line().orElseThrow(() -> new IOException("closed"));
            if (line.length() < 4 || line.charAt(3) != '-') return line;
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
