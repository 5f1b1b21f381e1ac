package org.mailstead.server.system;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A POP3 client. Texts hold one byte per character. */
final class Pop3 implements AutoCloseable {
    private final Client client;

    private Pop3(Client client) {
        this.client = client;
    }

    static Pop3 signIn(int port, String user, String password) throws IOException {
        return connect(port).signIn(user, password);
    }

    /** As a program that takes headers in UTF-8, so that messages come as they are stored. RFC 6856 §2. */
    static Pop3 signInWithUtf8(int port, String user, String password) throws IOException {
        var pop3 = connect(port);
        pop3.say("UTF8");
        return pop3.signIn(user, password);
    }

    private static Pop3 connect(int port) throws IOException {
        var pop3 = new Pop3(Client.connect(port));
        pop3.answer();
        return pop3;
    }

    private Pop3 signIn(String user, String password) throws IOException {
        say("USER " + user);
        say("PASS " + password);
        return this;
    }

    private void say(String line) throws IOException {
        client.send(line + "\r\n");
        answer();
    }

    private void answer() throws IOException {
        String line = client.line().orElse("(closed)");
        if (!line.startsWith("+OK")) throw new IOException(line);
    }

    /** The message, its dots taken away. Lines end in CRLF only: LF alone is a byte like others, but none is sent here. */
    String retrieve(int number) throws IOException {
        say("RETR " + number);
        var message = new StringBuilder();
        while (true) {
            String line = client.rawLine();
            if (line.equals(".\r\n")) return message.toString();
            message.append(line, line.startsWith(".") ? 1 : 0, line.length());
        }
    }

    /** In the order of the messages. */
    List<String> uniqueIds() throws IOException {
        say("UIDL");
        var ids = new ArrayList<String>();
        for (String line = client.rawLine(); !line.equals(".\r\n"); line = client.rawLine())
            ids.add(line.strip().substring(line.indexOf(' ') + 1));
        return ids;
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
