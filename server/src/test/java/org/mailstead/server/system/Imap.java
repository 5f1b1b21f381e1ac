package org.mailstead.server.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** An IMAP client that understands literals. Texts hold one byte per character. */
final class Imap implements AutoCloseable {
    private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)}$");

    private final Client client;
    private int commands;

    private Imap(Client client) {
        this.client = client;
    }

    static Imap signIn(Client client, String user, String password) throws IOException {
        var imap = new Imap(client);
        client.line();
        imap.run("LOGIN " + user + " " + password);
        return imap;
    }

    /** The untagged responses, with literals as {@code {n}CRLFbytes}; anything but OK at the end throws. */
    List<String> run(String command) throws IOException {
        String tag = "t" + ++commands;
        client.send(tag + " " + command + "\r\n");
        var responses = new ArrayList<String>();
        while (true) {
            String response = response();
            if (response.startsWith(tag + " OK")) return responses;
            if (response.startsWith(tag)) throw new IOException(command + " was answered: " + response);
            responses.add(response);
        }
    }

    /** Sends a command with a message at its end, and returns the tagged answer without its tag. */
    String append(String command, byte[] message) throws IOException {
        String tag = "t" + ++commands;
        client.send(tag + " " + command + " {" + message.length + "+}\r\n"
                + new String(message, StandardCharsets.ISO_8859_1) + "\r\n");
        while (true) {
            String response = response();
            if (response.startsWith(tag + " ")) return response.substring(tag.length() + 1);
        }
    }

    private String response() throws IOException {
        var text = new StringBuilder();
        while (true) {
            String line = client.line().orElseThrow(() -> new IOException("closed after " + text));
            text.append(line);
            var literal = LITERAL.matcher(line);
            if (!literal.find()) return text.toString();
            byte[] bytes = client.bytes(Integer.parseInt(literal.group(1)));
            text.append("\r\n").append(new String(bytes, StandardCharsets.ISO_8859_1));
        }
    }

    /** The one literal or quoted string of a response such as that to FETCH BODY[]. */
    static String literalOf(String response) {
        int open = response.indexOf('{');
        int close = response.indexOf("}\r\n", open);
        int length = Integer.parseInt(response.substring(open + 1, close));
        return response.substring(close + 3, close + 3 + length);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
