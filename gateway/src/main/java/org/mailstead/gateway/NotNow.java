package org.mailstead.gateway;

/** An account cannot be used at this time: never a matter of the program's password. */
public final class NotNow extends Exception {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial")
    private final Trouble trouble;

    public NotNow(Trouble trouble) {
        super(trouble.words(), null, false, false);
        this.trouble = trouble;
    }

    NotNow(Trouble.Kind kind, String words) {
        this(new Trouble(kind, words));
    }

    public Trouble trouble() {
        return trouble;
    }
}
