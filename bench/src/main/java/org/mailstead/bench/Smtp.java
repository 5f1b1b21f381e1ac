package org.mailstead.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** A server that delivers to ours, one message after the other. */
final class Smtp implements AutoCloseable {
    private final Talk talk;

    Smtp(Demo demo) throws IOException {
        talk = new Talk(demo.host(), demo.smtpMx(), false);
        reply("220");
        talk.write("EHLO load.elsewhere.test\r\n").send();
        reply("250");
    }

    /** Returns when the server has answered for the message. */
    void deliver(String to, byte[] message) throws IOException {
        talk.write("MAIL FROM:<writer@elsewhere.test>\r\nRCPT TO:<" + to + ">\r\nDATA\r\n")
                .send();
        reply("250");
        reply("250");
        reply("354");
        talk.write(stuffed(message)).write(".\r\n").send();
        reply("250");
    }

    /** RFC 5321 §4.5.2: a line that begins with a dot gets a second one. */
    private static byte[] stuffed(byte[] message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(message.length + 16);
        boolean lineStart = true;
        for (byte b : message) {
            if (lineStart && b == '.') out.write('.');
            out.write(b);
            lineStart = b == '\n';
        }
        return out.toByteArray();
    }

    private void reply(String code) throws IOException {
        String line = talk.expect(code);
        while (line.length() > 3 && line.charAt(3) == '-') line = talk.expect(code);
    }

    @Override
    public void close() throws IOException {
        talk.close();
    }
}
