package org.mailstead.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.mailstead.wire.Connection;

/**
 * Answers to a program in a protocol that has them in the order of its commands, some of the provider's and some of ours: ours wait until
 * the provider has answered what was asked before.
 */
final class Answers<Q> {
    /** Commands that wait for an answer; a program that asks more at once waits. */
    private static final int MOST = 1000;

    /** What waits for its turn: a question to the provider, or an answer of ours. */
    sealed interface Waiting<Q> {
        record Ours<Q>(String text) implements Waiting<Q> {}
    }

    /** A question to the provider that it has not answered yet, or has. */
    static final class Asked<Q> implements Waiting<Q> {
        private final Q question;
        private int code;

        private Asked(Q question) {
            this.question = question;
        }

        Q question() {
            return question;
        }
    }

    private final Connection program;
    private final Deque<Waiting<Q>> waiting = new ArrayDeque<>();
    private boolean over;

    Answers(Connection program) {
        this.program = program;
    }

    /** Something is about to be asked of the provider. */
    synchronized Asked<Q> ask(Q question) throws IOException {
        until(() -> waiting.size() < MOST);
        var asked = new Asked<>(question);
        waiting.addLast(asked);
        return asked;
    }

    /** Answers in place of the provider. */
    synchronized void say(String text) throws IOException {
        until(() -> waiting.size() < MOST);
        if (!waiting.isEmpty() && !over) {
            waiting.addLast(new Waiting.Ours<>(text));
            return;
        }
        write(text);
        program.flush();
    }

    /** What the provider has to answer next; empty if nothing was asked. */
    synchronized Optional<Asked<Q>> next() {
        return waiting.peekFirst() instanceof Asked<Q> asked ? Optional.of(asked) : Optional.empty();
    }

    /** It has answered that, and this has been passed on: now comes what we have to say behind it. */
    synchronized void answered(int code) throws IOException {
        if (waiting.pollFirst() instanceof Asked<Q> asked) asked.code = code;
        while (waiting.peekFirst() instanceof Waiting.Ours<Q>(String text)) {
            waiting.removeFirst();
            write(text);
        }
        notifyAll();
    }

    /** Waits for the answer. @return its code */
    synchronized int code(Asked<Q> asked) throws IOException {
        until(() -> asked.code != 0);
        if (asked.code == 0) throw new Flow.OtherSideGone(new Flow.Ended());
        return asked.code;
    }

    /** The provider answers no more. */
    synchronized void end() {
        over = true;
        notifyAll();
    }

    synchronized boolean isOver() {
        return over;
    }

    private void until(BooleanSupplier condition) throws IOException {
        try {
            while (!over && !condition.getAsBoolean()) wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void write(String text) throws IOException {
        program.write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
