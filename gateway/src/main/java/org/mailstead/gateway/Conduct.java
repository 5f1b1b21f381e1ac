package org.mailstead.gateway;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/** How an account behaves towards its provider, over all its programs: habits, and what is remembered for them while the gateway runs. */
public final class Conduct {
    /** In which pieces a program waits, so that it is noticed when it has gone. */
    private static final Duration PIECE = Duration.ofSeconds(5);

    private final Habits habits;
    private final Pause pause;
    private final SentMessages sent;
    private final SentMailbox sentMailbox = new SentMailbox();
    private final SendingPace pace;

    public Conduct(Habits habits, InstantSource clock, Pause pause) {
        this.habits = habits;
        this.pause = pause;
        sent = new SentMessages(clock);
        pace = new SendingPace(habits.perMinute(), habits.recipientsPerDay(), clock);
    }

    Habits habits() {
        return habits;
    }

    SentMessages sent() {
        return sent;
    }

    SentMailbox sentMailbox() {
        return sentMailbox;
    }

    SendingPace pace() {
        return pace;
    }

    /** Lets time go by, in pieces, for as long as {@code goesOn}. */
    void pause(Duration time, BooleanSupplier goesOn) throws InterruptedException {
        for (Duration left = time; left.isPositive() && goesOn.getAsBoolean(); left = left.minus(PIECE))
            pause.pause(left.compareTo(PIECE) < 0 ? left : PIECE);
    }
}
