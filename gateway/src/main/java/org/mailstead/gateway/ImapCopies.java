package org.mailstead.gateway;

import java.io.IOException;
import java.util.Optional;
import org.mailstead.gateway.ImapTalk.Asked;
import org.mailstead.gateway.ImapTalk.Kind;

/**
 * One APPEND to the mailbox for sent mail. A message that was sent through this gateway lately is not put there once more: it is read and
 * goes nowhere. All others go on, also those beside it in the same command. RFC 9051 §6.3.12, RFC 3502 §6.3.11.
 */
final class ImapCopies {
    /** Of a message, until it is known what it is: the fields that programs write stand in the first few KB. */
    private static final int BEGINNING = 32 * 1024;

    private final Flow program;
    private final ImapTalk talk;
    private final Conduct conduct;
    private final String tag;
    private final ImapAppend append;

    /** Whether the command has gone to the server. */
    private boolean begun;

    private boolean held;

    /** Whether the server wants nothing more of it. */
    private boolean refused;

    ImapCopies(Flow program, ImapTalk talk, Conduct conduct, String tag, ImapAppend append) {
        this.program = program;
        this.talk = talk;
        this.conduct = conduct;
        this.tag = tag;
        this.append = append;
    }

    /**
     * Reads the command to its end.
     *
     * @return false if the line that was read last is to go on as a command's, with all that follows it
     */
    boolean hold() throws IOException {
        String line = append.rest();
        while (program.isWhole() && ImapAppend.isMessage(line)) {
            ImapLiteral literal = ImapLiteral.at(line).orElseThrow();
            if (literal.waits()) talk.say("+ go on");
            boolean parenthesis = ImapAppend.isInParentheses(line);
            boolean wasHeld = isHeld(line, literal);
            if (refused) return true;
            if (!program.line()) throw new Flow.Ended();
            line = program.text();
            if (parenthesis && line.startsWith(")")) {
                if (!wasHeld) program.write(")");
                program.cut(1);
                line = line.substring(1);
            }
        }
        if (!begun && line.isEmpty()) {
            // RFC 4315 §3: a program gets on without APPENDUID, and finds the message as it finds others.
            talk.say(tag + " OK the provider keeps this message in Sent by itself");
            return true;
        }
        if (!begun) program.write(append.beginning());
        else if (held) talk.ask(tag, Kind.APPEND);
        return false;
    }

    /** Reads a message. @return whether it is a copy; all others go on, unless the server refuses them */
    private boolean isHeld(String line, ImapLiteral literal) throws IOException {
        var search = new MessageIdSearch();
        byte[] beginning = program.beginning((int) Math.min(BEGINNING, literal.bytes()), search);
        long left = literal.bytes() - beginning.length;
        Optional<String> id = search.found();
        if (id.isPresent() && conduct.sent().has(id.get())) {
            held = true;
            program.drop(left);
            return true;
        }
        if (!begin(line, literal.waits())) {
            program.drop(left);
            dropCommand();
            refused = true;
            return false;
        }
        program.write(beginning, 0, beginning.length);
        program.copy(left);
        return false;
    }

    /** @return whether the server wants the message */
    private boolean begin(String line, boolean waits) throws IOException {
        String text = (begun ? "" : append.beginning()) + line + "\r\n";
        begun = true;
        if (!waits) {
            program.write(text);
            return true;
        }
        Asked asked = talk.ask(tag, Kind.ASKED_LITERAL);
        program.write(text);
        program.flush();
        return talk.isGranted(asked);
    }

    /** The server has refused it, but the program was asked for all of it. */
    private void dropCommand() throws IOException {
        while (true) {
            if (!program.line()) throw new Flow.Ended();
            Optional<ImapLiteral> literal = ImapLiteral.at(program.isWhole() ? program.text() : program.dropRest());
            // What waits to be asked for is given up with the command.
            if (literal.isEmpty() || literal.get().waits()) return;
            program.drop(literal.get().bytes());
        }
    }
}
