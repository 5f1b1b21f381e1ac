package org.mailstead.pop3;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads one command line. RFC 1939 §3: a keyword in any case, then arguments after single spaces. */
final class CommandReader {
    private final String arguments;
    private final boolean hasArguments;

    private CommandReader(String arguments, boolean hasArguments) {
        this.arguments = arguments;
        this.hasArguments = hasArguments;
    }

    /**
     * Makes a command of a line without its end.
     *
     * @throws EndOfCommand.Malformed if it is none
     */
    static Pop3Command read(byte[] line) {
        for (byte b : line) if (b >= 0 && b < ' ') throw new EndOfCommand.Malformed(Pop3Replies.WRONG_ARGUMENTS);
        String text = text(line);
        int space = text.indexOf(' ');
        String keyword = (space < 0 ? text : text.substring(0, space)).toUpperCase(Locale.ROOT);
        var in = new CommandReader(space < 0 ? "" : text.substring(space + 1), space >= 0);
        return switch (keyword) {
            case "AUTH" -> Auth.read(in);
            case "CAPA" -> Capa.read(in);
            case "DELE" -> Dele.read(in);
            case "LANG" -> Lang.read(in);
            case "LIST" -> Listing.read(in);
            case "NOOP" -> Noop.read(in);
            case "PASS" -> Pass.read(in);
            case "QUIT" -> Quit.read(in);
            case "RETR" -> Retr.read(in);
            case "RSET" -> Rset.read(in);
            case "STAT" -> Stat.read(in);
            case "STLS" -> Stls.read(in);
            case "TOP" -> Top.read(in);
            case "UIDL" -> Uidl.read(in);
            case "USER" -> User.read(in);
            case "UTF8" -> Utf8.read(in);
            default -> throw new EndOfCommand.Malformed(Pop3Replies.UNKNOWN_COMMAND);
        };
    }

    /** UTF-8 where it is that (RFC 6856 §2 allows it in user names and passwords), else byte for character. */
    private static String text(byte[] line) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
        } catch (CharacterCodingException older) {
            return new String(line, StandardCharsets.ISO_8859_1);
        }
    }

    /** Everything after the keyword and one space; a password may begin and end with spaces. RFC 1939 §7. */
    String rest() {
        if (arguments.isEmpty()) throw wrong();
        return arguments;
    }

    /** Nothing but spaces, which some programs leave at the end, may follow. */
    void none() {
        if (!arguments.isBlank()) throw wrong();
    }

    boolean isEmpty() {
        return !hasArguments || arguments.isBlank();
    }

    /** Exactly {@code count} numbers from 0 to 2^31-1. */
    int[] numbers(int count) {
        String[] words = arguments.strip().split(" +");
        if (words.length != count) throw wrong();
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) numbers[i] = number(words[i]);
        return numbers;
    }

    /** Larger ones are taken for the largest: there is no such message, and no message with so many lines. */
    private static int number(String word) {
        if (word.isEmpty() || !word.chars().allMatch(c -> c >= '0' && c <= '9')) throw wrong();
        if (word.length() > 18) return Integer.MAX_VALUE;
        return (int) Math.min(Long.parseLong(word), Integer.MAX_VALUE);
    }

    private static EndOfCommand.Malformed wrong() {
        return new EndOfCommand.Malformed(Pop3Replies.WRONG_ARGUMENTS);
    }
}
