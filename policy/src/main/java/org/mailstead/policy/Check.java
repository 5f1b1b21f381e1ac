package org.mailstead.policy;

/** One question about a session or a message. Pure: what it remembers from mail to mail is given to it. */
public interface Check {
    Description description();

    /** @throws java.io.UncheckedIOException if a message cannot be read */
    Verdict judge(Facts facts);

    /**
     * For people who want to know what happens to mail.
     *
     * @param name one word, as in logs
     * @param does a sentence
     * @param settings as they stand in the configuration, {@code name = value}; empty if there is nothing to set
     */
    record Description(Stage stage, String name, boolean on, String does, String settings) {}
}
