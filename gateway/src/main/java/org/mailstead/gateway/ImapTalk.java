package org.mailstead.gateway;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.mailstead.wire.Connection;

/**
 * What the two threads of a followed IMAP connection know of each other: what the server has still to answer, and lines of ours for the
 * program, which must not fall into the middle of the server's.
 */
final class ImapTalk {
    /** Lines that wait for the end of a long response; a program that makes more of them waits. */
    private static final int MOST = 1000;

    /** What about the answer to a command matters here. */
    enum Kind {
        /** The program sends a literal once it is asked for it. */
        LITERAL,
        /** The same, but the program was asked already, by us. */
        ASKED_LITERAL,
        /** The server asks for more, and nobody waits for that here. */
        IDLE,
        COMPRESS,
        /** The answer names more messages than the program has to know of. */
        APPEND
    }

    /** A command that the server has not answered yet. */
    static final class Asked {
        private final String tag;
        private final Kind kind;
        private boolean granted;
        private boolean ended;

        private Asked(String tag, Kind kind) {
            this.tag = tag;
            this.kind = kind;
        }
    }

    private final Connection program;
    private final Deque<Asked> asked = new ArrayDeque<>();
    private final Deque<String> ours = new ArrayDeque<>();
    private boolean inResponse;
    private boolean over;

    ImapTalk(Connection program) {
        this.program = program;
    }

    /** Answers in place of the server, as soon as it is not in the middle of something. */
    synchronized void say(String line) throws IOException {
        until(() -> ours.size() < MOST);
        if (inResponse) {
            ours.addLast(line);
            return;
        }
        program.write(line + "\r\n");
        program.flush();
    }

    /** A response of the server's begins. */
    synchronized void begin() {
        inResponse = true;
    }

    /** It is over, and has been passed on. */
    synchronized void end() throws IOException {
        while (!ours.isEmpty()) program.write(ours.removeFirst() + "\r\n");
        inResponse = false;
        notifyAll();
    }

    synchronized boolean isInResponse() {
        return inResponse;
    }

    /** A command is about to go to the server. */
    synchronized Asked ask(String tag, Kind kind) {
        var command = new Asked(tag, kind);
        if (asked.size() >= MOST) asked.removeFirst();
        asked.addLast(command);
        return command;
    }

    synchronized void forget(Asked command) {
        asked.remove(command);
    }

    /** Waits for what the server says to it. @return whether it asks for more; else the command is over */
    synchronized boolean isGranted(Asked command) throws IOException {
        until(() -> command.granted || command.ended);
        if (!command.granted && !command.ended) throw new Flow.OtherSideGone(new Flow.Ended());
        return command.granted;
    }

    /** Waits for the end of a command. */
    synchronized void await(Asked command) throws IOException {
        until(() -> command.ended);
        if (!command.ended) throw new Flow.OtherSideGone(new Flow.Ended());
    }

    /** The server asks for more. @return whether the program is to hear that */
    synchronized boolean grant() {
        for (Asked each : asked) {
            if (each.kind == Kind.COMPRESS || each.kind == Kind.APPEND) continue;
            asked.remove(each);
            each.granted = true;
            notifyAll();
            return each.kind != Kind.ASKED_LITERAL;
        }
        return true;
    }

    /** What there was to know of a command. */
    synchronized Set<Kind> kinds(String tag) {
        var kinds = EnumSet.noneOf(Kind.class);
        for (Asked each : asked) if (each.tag.equals(tag)) kinds.add(each.kind);
        return kinds;
    }

    /** The server has answered a command. */
    synchronized void end(String tag) {
        asked.removeIf(each -> {
            if (!each.tag.equals(tag)) return false;
            each.ended = true;
            return true;
        });
        notifyAll();
    }

    /** The server says nothing more. */
    synchronized void over() {
        over = true;
        notifyAll();
    }

    private void until(BooleanSupplier condition) throws IOException {
        try {
            while (!over && !condition.getAsBoolean()) wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
