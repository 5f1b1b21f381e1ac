package org.mailstead.tlspolicy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a web server answers to one request, after which the connection is of no more use. RFC 9112 §4, §6.
 *
 * @param mediaType in lower case, without parameters; empty if it does not say
 * @param location where else to look, as it is written; empty if it does not say
 */
public record HttpAnswer(int status, String mediaType, String location, byte[] body) {
    /** Of a status line, a header field or the head of a chunk. Web servers themselves stop at 8 KB. */
    private static final int LINE = 8 * 1024;

    private static final int FIELDS = 100;

    /** Interim answers before the one that counts. RFC 9110 §15.2. */
    private static final int INTERIM = 5;

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.\\d ([1-5]\\d\\d)(?: .*)?");
    private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,8})[ \t]*(?:;.*)?");

    /**
     * @param mostBytes of the body
     * @throws IOException why it cannot be read, in words that follow a colon
     */
    static HttpAnswer read(InputStream in, int mostBytes) throws IOException {
        for (int i = 0; i <= INTERIM; i++) {
            Matcher status = STATUS.matcher(line(in));
            if (!status.matches()) throw new IOException("the answer is not HTTP");
            int code = Integer.parseInt(status.group(1));
            Map<String, String> fields = fields(in);
            if (code < 200) continue;
            String type = fields.getOrDefault("content-type", "")
                    .split(";", 2)[0]
                    .strip()
                    .toLowerCase(Locale.ROOT);
            String location = fields.getOrDefault("location", "");
            return new HttpAnswer(code, type, location, code == 204 ? new byte[0] : body(in, fields, mostBytes));
        }
        throw new IOException("it only says that it will answer");
    }

    private static Map<String, String> fields(InputStream in) throws IOException {
        var fields = new HashMap<String, String>();
        for (int i = 0; i <= FIELDS; i++) {
            String line = line(in);
            if (line.isEmpty()) return fields;
            int colon = line.indexOf(':');
            if (colon <= 0) throw new IOException("the header of the answer is not HTTP");
            fields.putIfAbsent(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        throw new IOException("the answer has more than " + FIELDS + " header fields");
    }

    private static byte[] body(InputStream in, Map<String, String> fields, int mostBytes) throws IOException {
        String coding = fields.get("transfer-encoding");
        if (coding != null) {
            if (!coding.equalsIgnoreCase("chunked")) throw new IOException("the answer is encoded in an unknown way");
            return chunks(in, mostBytes);
        }
        String length = fields.get("content-length");
        if (length == null) return toTheEnd(in, mostBytes);
        if (!length.matches("\\d{1,10}")) throw new IOException("the answer does not say how long it is");
        long bytes = Long.parseLong(length);
        if (bytes > mostBytes) throw tooLong(mostBytes);
        return exactly(in, (int) bytes);
    }

    private static byte[] toTheEnd(InputStream in, int mostBytes) throws IOException {
        byte[] body = in.readNBytes(mostBytes + 1);
        if (body.length > mostBytes) throw tooLong(mostBytes);
        return body;
    }

    private static byte[] chunks(InputStream in, int mostBytes) throws IOException {
        var body = new ByteArrayOutputStream();
        while (true) {
            Matcher head = CHUNK.matcher(line(in));
            if (!head.matches()) throw new IOException("the answer is cut in a way that is not HTTP");
            long bytes = Long.parseLong(head.group(1), 16);
            // What follows the last one are more header fields, which say nothing to us.
            if (bytes == 0) return body.toByteArray();
            if (body.size() + bytes > mostBytes) throw tooLong(mostBytes);
            body.write(exactly(in, (int) bytes));
            if (!line(in).isEmpty()) throw new IOException("the answer is cut in a way that is not HTTP");
        }
    }

    private static byte[] exactly(InputStream in, int bytes) throws IOException {
        byte[] read = in.readNBytes(bytes);
        if (read.length < bytes) throw brokenOff();
        return read;
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) throw brokenOff();
            if (line.size() == LINE) throw new IOException("the answer has a line of more than " + LINE + " bytes");
            line.write(b);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private static IOException tooLong(int mostBytes) {
        return new IOException("the answer has more than " + mostBytes + " bytes");
    }

    private static EOFException brokenOff() {
        return new EOFException("the answer broke off");
    }
}
