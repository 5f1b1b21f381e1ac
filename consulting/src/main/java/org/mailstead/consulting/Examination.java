package org.mailstead.consulting;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One that somebody waits for, or has waited for. */
final class Examination {
    private final String id;
    private final String visitor;
    private final Form form;
    private final Instant began;
    private final Lights lights = new Lights();
    private volatile @Nullable Examined result;
    private volatile boolean over;

    Examination(String id, String visitor, Form form, Instant began) {
        this.id = id;
        this.visitor = visitor;
        this.form = form;
        this.began = began;
    }

    String id() {
        return id;
    }

    boolean isOf(String other) {
        return visitor.equals(other);
    }

    /** Without the password. */
    Form form() {
        return form;
    }

    Instant began() {
        return began;
    }

    Lights lights() {
        return lights;
    }

    /** @param came empty if it could not be done */
    void ended(Optional<Examined> came) {
        result = came.orElse(null);
        over = true;
    }

    boolean isOver() {
        return over;
    }

    /** Empty while it is under way, and if it could not be done. */
    Optional<Examined> result() {
        return over ? Optional.ofNullable(result) : Optional.empty();
    }
}
