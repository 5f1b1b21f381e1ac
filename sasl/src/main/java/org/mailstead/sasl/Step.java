package org.mailstead.sasl;

/** What comes of something the client has said. */
public sealed interface Step<V> {
    /** The client has to hear this and to answer. */
    record Challenge<V>(byte[] bytes) implements Step<V> {}

    /** It is decided. */
    record Done<V>(V outcome) implements Step<V> {}

    /**
     * The client does not speak the mechanism.
     *
     * @param why for people, a sentence without its end
     */
    record Broken<V>(String why) implements Step<V> {}
}
