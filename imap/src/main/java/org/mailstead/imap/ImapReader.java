package org.mailstead.imap;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mailstead.imap.EndOfCommand.Hopeless;
import org.mailstead.imap.EndOfCommand.Malformed;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.store.StoreFault;
import org.mailstead.wire.Connection;

/**
 * Reads commands. RFC 3501 §9. A command is a line, and goes on behind each literal with another line; this reader hides
 * that. Each method reads one element and throws {@link Malformed} saying what it wanted.
 */
final class ImapReader {
    /** Bytes of a literal nobody wants that are read away to stay in step; beyond that the session is ended. */
    private static final long WORTH_SKIPPING = 64L * 1024 * 1024;

    /** Characters in the name of a stored search, which is a part of an annotation's name. */
    private static final int FILTER_NAME = 100;

    /** Stored searches used in one command, those inside others included; RFC 5466 §3.1 asks for three inside each other. */
    private static final int FILTERS = 20;

    private static final Pattern LITERAL = Pattern.compile("~?\\{(\\d{1,18})\\+?}");

    private final Connection connection;
    private final ImapWriter out;
    private final Enabled enabled;
    private final ImapLimits limits;
    private String line = "";
    private int at;
    private long literalBytes;

    /** Whether a literal's length has been read and its bytes not yet. */
    private boolean literalUnderWay;

    private int filtersUsed;
    private @Nullable Function<String, Optional<String>> filters;

    ImapReader(Connection connection, ImapWriter out, Enabled enabled, ImapLimits limits) {
        this.connection = connection;
        this.out = out;
        this.enabled = enabled;
        this.limits = limits;
    }

    /** Goes to the next command; false at the end of input. */
    boolean nextCommand() throws IOException {
        literalBytes = 0;
        filtersUsed = 0;
        return nextLine();
    }

    /** Where stored searches are found by name, null where there are none. */
    void filters(@Nullable Function<String, Optional<String>> found) {
        filters = found;
    }

    /**
     * Puts a stored search, in brackets, before what is still to be read, as if the client had written it. False if there is
     * none of this name; one that is used too often, as by itself, counts as none. RFC 5466 §3.1.
     */
    boolean insertFilter(String name) {
        if (filters == null || ++filtersUsed > FILTERS) return false;
        Optional<String> keys = filters.apply(name);
        if (keys.isEmpty()) return false;
        line = line.substring(0, at) + "(" + keys.get() + ")" + line.substring(at);
        want('(');
        return true;
    }

    private boolean nextLine() throws IOException {
        byte[] bytes = connection.readLine(limits.lineBytes());
        if (bytes == null) return false;
        line = new String(bytes, StandardCharsets.ISO_8859_1);
        at = 0;
        literalUnderWay = false;
        return true;
    }

    /** To the line behind a literal. */
    private void goOn() throws IOException {
        if (!nextLine()) throw new EOFException();
    }

    /** After a mistake: reads away the literals that were announced and come in any case, so as to stay in step. */
    void skipCommand() throws IOException {
        if (literalUnderWay) throw new Hopeless("The command broke off in the middle of a literal.");
        while (line.endsWith("}")) {
            int open = line.lastIndexOf('{');
            String inside = open < 0 ? "" : line.substring(open + 1, line.length() - 1);
            // Of a synchronising literal the client sends nothing, since it was not asked to.
            if (!inside.matches("\\d{1,18}\\+")) return;
            long length = Long.parseLong(inside.substring(0, inside.length() - 1));
            if (length > Math.max(WORTH_SKIPPING, limits.messageBytes())) throw new Hopeless(ImapReplies.BYE_TOO_BIG);
            LiteralBytes.copy(connection, length, OutputStream.nullOutputStream());
            goOn();
        }
    }

    boolean atEnd() {
        return at == line.length();
    }

    private char peek() {
        return at < line.length() ? line.charAt(at) : '\0';
    }

    boolean peekIs(char c) {
        return at < line.length() && line.charAt(at) == c;
    }

    boolean take(char c) {
        if (!peekIs(c)) return false;
        at++;
        return true;
    }

    /** A text that comes next, in any case. */
    boolean take(String text) {
        if (!line.regionMatches(true, at, text, 0, text.length())) return false;
        at += text.length();
        return true;
    }

    void want(char c) {
        if (!take(c)) throw wanted("\"" + c + "\"");
    }

    void space() {
        if (!take(' ')) throw wanted("a space");
        // Some programs send two.
        while (peekIs(' ')) at++;
    }

    /** Inside brackets: a space and another element, or the bracket that closes. */
    boolean nextInList() {
        if (take(')')) return false;
        space();
        return !take(')');
    }

    /** A space with something behind it; false at the end of the command, with a stray blank taken away. */
    boolean moreAfterSpace() {
        while (peekIs(' ')) at++;
        return !atEnd();
    }

    void end() {
        while (peekIs(' ')) at++;
        if (!atEnd()) throw wanted("the end of the command");
    }

    Malformed wanted(String what) {
        String rest = line.substring(at, Math.min(line.length(), at + 20)).replaceAll("[^ -~]", "?");
        return new Malformed("Expected " + what + (rest.isEmpty() ? " at the end." : " at: " + rest));
    }

    String tag() {
        int from = at;
        while (at < line.length() && isAstringCharacter(peek()) && peek() != '+') at++;
        if (from == at) throw wanted("a tag");
        return line.substring(from, at);
    }

    /** Letters of a command, flag or item name, in upper case. */
    String word() {
        int from = at;
        while (at < line.length() && isAtomCharacter(peek())) at++;
        if (from == at) throw wanted("a word");
        return line.substring(from, at).toUpperCase(Locale.ROOT);
    }

    /** The word that comes next, which stays to be read; empty if there is none. */
    String peekWord() {
        int before = at;
        String word = at < line.length() && isAtomCharacter(peek()) ? word() : "";
        at = before;
        return word;
    }

    /** The first word in the brackets that come next; empty if there is none. */
    String peekWordInside() {
        int before = at;
        String word = take('(') ? peekWord() : "";
        at = before;
        return word;
    }

    /** The rest of the line as it stands. */
    String rest() {
        String rest = line.substring(at);
        at = line.length();
        return rest;
    }

    /** Characters up to one of {@code stops}, in upper case: item names of FETCH, which hold dots and stop at brackets. */
    String upTo(String stops) {
        int from = at;
        while (at < line.length() && stops.indexOf(peek()) < 0) at++;
        if (from == at) throw wanted("a name");
        return line.substring(from, at).toUpperCase(Locale.ROOT);
    }

    static boolean isAtomCharacter(char c) {
        return c > ' ' && c < 0x7f && "(){%*\"\\]".indexOf(c) < 0;
    }

    static boolean isAstringCharacter(char c) {
        return isAtomCharacter(c) || c == ']';
    }

    /** An atom, a quoted string or a literal, its bytes as ISO 8859-1. */
    String astring() throws IOException {
        if (peekIs('"') || peekIs('{')) return string();
        // Programs send 8-bit names without quotes.
        return raw(c -> isAstringCharacter((char) c) || c > 0x7f);
    }

    /** Characters as long as {@code belongs} says so. */
    String raw(IntPredicate belongs) {
        int from = at;
        while (at < line.length() && belongs.test(peek())) at++;
        if (from == at) throw wanted("a string");
        return line.substring(from, at);
    }

    /** A quoted string or a literal. */
    String string() throws IOException {
        if (peekIs('{')) return literal();
        if (!take('"')) throw wanted("a quoted string or a literal");
        var text = new StringBuilder();
        while (!take('"')) {
            if (atEnd()) throw wanted("a closing quote");
            if (take('\\') && peek() != '"' && peek() != '\\') throw wanted("a quote or a backslash");
            if (peek() == '\0' && !atEnd()) throw wanted("anything but NUL");
            text.append(line.charAt(at++));
        }
        return text.toString();
    }

    /** NIL gives empty. */
    Optional<String> nstring() throws IOException {
        if (peekIs('"') || peekIs('{')) return Optional.of(string());
        if (!word().equals("NIL")) throw wanted("NIL or a string");
        return Optional.empty();
    }

    /** Text in the encoding the client means: UTF-8 if it is that. */
    static String unicode(String latin1) {
        return EncodedName.utf8(latin1).orElse(latin1);
    }

    private String literal() throws IOException {
        // Judged before the client is asked for the bytes: refused later, they would be read as commands.
        int limit = Math.min(limits.argumentBytes(), limits.commandBytes() - (int) literalBytes);
        long length = announced(limit, new Malformed("This argument may have at most " + limit + " bytes."));
        return new String(withoutNul(literal(length)), StandardCharsets.ISO_8859_1);
    }

    private static byte[] withoutNul(byte[] bytes) {
        for (byte b : bytes) if (b == 0) throw new Malformed("A literal may not hold NUL.");
        return bytes;
    }

    /** The value of an annotation: NIL, a string, or a literal8 with whatever bytes. RFC 5464 §5. */
    Optional<byte[]> value(int limit, ImapReply tooLong) throws IOException {
        if (take('~')) return Optional.of(literal(announced(limit, tooLong.asRefusal())));
        if (peekIs('{')) return Optional.of(withoutNul(literal(announced(limit, tooLong.asRefusal()))));
        Optional<byte[]> value = nstring().map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
        if (value.isPresent() && value.get().length > limit) throw tooLong.asRefusal();
        return value;
    }

    private byte[] literal(long length) throws IOException {
        literalBytes += length;
        byte[] bytes = new byte[(int) length];
        int got = 0;
        while (got < bytes.length) {
            int count = connection.read(bytes, got, bytes.length - got);
            if (count < 0) throw new EOFException();
            got += count;
        }
        goOn();
        return bytes;
    }

    /** Reads {@code {n}} or {@code {n+}} (RFC 7888), and asks for the bytes where the client waits to be asked. */
    private long announced(long limit, EndOfCommand tooLong) throws IOException {
        int from = at;
        want('{');
        long length = number();
        boolean waits = !take('+');
        want('}');
        if (!atEnd()) throw wanted("the end of the line behind a literal's length");
        if (length > limit) {
            // So that skipCommand finds the literal still to be read.
            at = from;
            throw tooLong;
        }
        literalUnderWay = true;
        if (waits) {
            out.text("+ Ready for " + length + " bytes").line();
            out.flush();
        }
        return length;
    }

    /** How long the literal is that comes next, which stays to be read; 0 if none does. */
    long literalAhead() {
        Matcher ahead = LITERAL.matcher(line).region(at, line.length());
        return ahead.lookingAt() ? Long.parseLong(ahead.group(1)) : 0;
    }

    /** A literal or literal8 (RFC 3516 §4.4) of a message, streamed; then goes to the line behind it. */
    void message(OutputStream to, long limit) throws IOException {
        take('~');
        long length = announced(limit, ImapReplies.tooBig(limits.messageBytes()).asRefusal());
        IOException unwritten = LiteralBytes.copy(connection, length, to);
        goOn();
        if (unwritten != null) throw new StoreFault("a message cannot be put aside while it arrives", unwritten);
    }

    /** 0 to 18 digits' worth. */
    long number() {
        int from = at;
        while (at < line.length() && peek() >= '0' && peek() <= '9') at++;
        if (from == at || at - from > 18) throw wanted("a number");
        return Long.parseLong(line.substring(from, at));
    }

    /** A change number, up to 2^63 - 1. RFC 7162 §7, mod-sequence-valzer. */
    long modSeq() {
        int from = at;
        while (at < line.length() && peek() >= '0' && peek() <= '9') at++;
        try {
            return Long.parseLong(line.substring(from, at));
        } catch (NumberFormatException e) {
            at = from;
            throw wanted("a change number");
        }
    }

    /** RFC 5466 §3.4: an atom without a slash, so that it is one part of an annotation's name. */
    String filterName() {
        String name = raw(c -> isAtomCharacter((char) c) && c != '/');
        if (name.length() > FILTER_NAME) throw wanted("a filter's name of at most " + FILTER_NAME + " characters");
        return name;
    }

    MailboxName mailbox() throws IOException {
        return mailboxName(astring());
    }

    MailboxName mailboxName(String raw) {
        return EncodedName.decode(raw, enabled.utf8Names())
                .flatMap(MailboxName::of)
                .orElseThrow(ImapReplies.BAD_NAME::asRefusal);
    }

    /** A pattern, or what stands before one: whatever cannot be decoded is taken as it stands, since it may be a piece. */
    String unicodeName(String raw) {
        return EncodedName.decode(raw, enabled.utf8Names()).orElseGet(() -> unicode(raw));
    }

    SequenceSet sequenceSet() {
        return SequenceSet.read(this);
    }

    boolean atDigit() {
        return peek() >= '0' && peek() <= '9';
    }

    boolean atSequenceSet() {
        return peek() == '*' || peek() == '$' || atDigit();
    }

    Enabled enabled() {
        return enabled;
    }

    ImapLimits limits() {
        return limits;
    }
}
