package org.mailstead.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailstead.wire.Connection;
import org.mailstead.wire.LineTooLong;

/** A command of IMAP before the sign-in: its words, be they atoms, quoted strings or literals. RFC 9051 §4. */
record ImapCommand(String tag, String name, List<String> arguments) {
    /** Of a name or a password. */
    private static final int LITERAL_BYTES = 1024;

    /** LOGIN has two. */
    private static final int LITERALS = 4;

    private static final Pattern LITERAL = Pattern.compile("\\{(\\d{1,10})(\\+?)}$");
    private static final Pattern TAG = Pattern.compile("[!-~&&[^(){%*\"\\\\+]]{1,100}");

    /** The program does not speak IMAP as it should. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        private final String tag;
        private final boolean over;

        private Malformed(String tag, String why, boolean over) {
            super(why, null, false, false);
            this.tag = tag;
            this.over = over;
        }

        /** Empty if it has none. */
        String tag() {
            return tag;
        }

        /** Whether nobody knows where the next command begins. */
        boolean isOver() {
            return over;
        }
    }

    ImapCommand {
        arguments = List.copyOf(arguments);
    }

    /** Reads the literals too that a line announces. */
    static ImapCommand read(String first, Connection program) throws IOException, Malformed {
        var words = new ArrayList<String>();
        String line = first;
        String tag = tag(first);
        for (int literals = 0; ; literals++) {
            Matcher literal = LITERAL.matcher(line);
            boolean more = literal.find();
            split(more ? line.substring(0, literal.start()) : line, words, tag);
            if (!more) break;
            long bytes = Long.parseLong(literal.group(1));
            boolean waits = literal.group(2).isEmpty();
            if (bytes > LITERAL_BYTES || literals >= LITERALS) throw new Malformed(tag, "too long", !waits);
            if (waits) {
                program.write("+ go on\r\n");
                program.flush();
            }
            words.add(literal(program, (int) bytes));
            line = next(program, tag);
        }
        if (words.size() < 2) throw new Malformed(tag, "there is no command", false);
        return new ImapCommand(tag, words.get(1).toUpperCase(Locale.ROOT), words.subList(2, words.size()));
    }

    private static String next(Connection program, String tag) throws IOException, Malformed {
        try {
            String line = Door.line(program);
            if (line == null) throw new IOException("it ended in the middle of a command");
            return line;
        } catch (LineTooLong e) {
            throw new Malformed(tag, "too long", false);
        }
    }

    private static String tag(String line) throws Malformed {
        int space = line.indexOf(' ');
        String tag = space < 0 ? line : line.substring(0, space);
        if (!TAG.matcher(tag).matches()) throw new Malformed("", "a command begins with a tag", false);
        return tag;
    }

    private static String literal(Connection program, int bytes) throws IOException {
        byte[] literal = new byte[bytes];
        int read = 0;
        while (read < bytes) {
            int count = program.read(literal, read, bytes - read);
            if (count < 0) throw new IOException("it ended in the middle of a literal");
            read += count;
        }
        return new String(literal, StandardCharsets.UTF_8);
    }

    private static void split(String line, List<String> words, String tag) throws Malformed {
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            if (c == ' ') {
                at++;
            } else if (c == '"') {
                at = quoted(line, at + 1, words, tag);
            } else {
                int end = line.indexOf(' ', at);
                if (end < 0) end = line.length();
                words.add(line.substring(at, end));
                at = end;
            }
        }
    }

    private static int quoted(String line, int from, List<String> words, String tag) throws Malformed {
        var word = new StringBuilder();
        for (int at = from; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == '"') {
                words.add(word.toString());
                return at + 1;
            }
            if (c == '\\' && at + 1 < line.length()) c = line.charAt(++at);
            word.append(c);
        }
        throw new Malformed(tag, "a quoted string has no end", false);
    }
}
