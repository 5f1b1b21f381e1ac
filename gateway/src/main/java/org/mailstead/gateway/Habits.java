package org.mailstead.gateway;

import java.util.LinkedHashMap;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SequencedMap;
import org.mailstead.settings.Provider;

/**
 * What a provider does otherwise than others. Each can be switched off.
 *
 * @param keepsSent it keeps what is sent by itself, so that a copy by the program would be a second one
 * @param wantsId it lets only programs read that have said who they are (RFC 2971)
 * @param offersSignIn it offers to sign in and to begin TLS also to who is signed in
 * @param reading connections to read over at once
 * @param sending connections to send over at once
 * @param perMinute messages that may be sent
 * @param recipientsPerDay to whom may be written
 * @param messageBytes the largest message
 */
public record Habits(
        boolean keepsSent,
        boolean wantsId,
        boolean offersSignIn,
        OptionalInt reading,
        OptionalInt sending,
        OptionalInt perMinute,
        OptionalInt recipientsPerDay,
        OptionalLong messageBytes) {
    /** Everything after the sign-in goes through as it is. */
    public static final Habits NONE = new Habits(
            false,
            false,
            false,
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalLong.empty());

    /** Of a provider of which nothing else is known. */
    public static final Habits USUAL = NONE.with("offers-sign-in", "on");

    /** Connections, messages and recipients of which a limit may be said. */
    private static final int MOST = 1_000_000;

    private static final String OFF = "off";

    /** Those of a provider in the table. */
    public static Habits of(Provider provider) {
        var limits = provider.limits();
        return new Habits(
                provider.note(Provider.Note.Kind.KEEPS_SENT).isPresent(),
                provider.note(Provider.Note.Kind.IDENTIFY).isPresent(),
                true,
                limits.connections(),
                limits.sending(),
                limits.perMinute(),
                limits.recipientsPerDay(),
                limits.messageBytes());
    }

    /** Each by the name it is kept and switched by: {@code on}, {@code off} or a number. */
    public SequencedMap<String, String> named() {
        var all = new LinkedHashMap<String, String>();
        all.put("keeps-sent", keepsSent ? "on" : OFF);
        all.put("wants-id", wantsId ? "on" : OFF);
        all.put("offers-sign-in", offersSignIn ? "on" : OFF);
        all.put("reading", text(reading));
        all.put("sending", text(sending));
        all.put("per-minute", text(perMinute));
        all.put("recipients-per-day", text(recipientsPerDay));
        all.put("message-bytes", messageBytes.isPresent() ? Long.toString(messageBytes.getAsLong()) : OFF);
        return all;
    }

    /**
     * The same with one changed.
     *
     * @throws IllegalArgumentException if there is none of this name, or it cannot be so; with words for people
     */
    public Habits with(String name, String value) {
        return switch (name) {
            case "keeps-sent" ->
                with(isOn(name, value), wantsId, offersSignIn, reading, sending, perMinute, recipientsPerDay);
            case "wants-id" ->
                with(keepsSent, isOn(name, value), offersSignIn, reading, sending, perMinute, recipientsPerDay);
            case "offers-sign-in" ->
                with(keepsSent, wantsId, isOn(name, value), reading, sending, perMinute, recipientsPerDay);
            case "reading" ->
                with(keepsSent, wantsId, offersSignIn, number(name, value), sending, perMinute, recipientsPerDay);
            case "sending" ->
                with(keepsSent, wantsId, offersSignIn, reading, number(name, value), perMinute, recipientsPerDay);
            case "per-minute" ->
                with(keepsSent, wantsId, offersSignIn, reading, sending, number(name, value), recipientsPerDay);
            case "recipients-per-day" ->
                with(keepsSent, wantsId, offersSignIn, reading, sending, perMinute, number(name, value));
            case "message-bytes" ->
                new Habits(
                        keepsSent,
                        wantsId,
                        offersSignIn,
                        reading,
                        sending,
                        perMinute,
                        recipientsPerDay,
                        bytes(name, value));
            default ->
                throw new IllegalArgumentException("There is no habit \"" + name + "\". There are: "
                        + String.join(", ", named().sequencedKeySet()) + ".");
        };
    }

    private Habits with(
            boolean sent,
            boolean id,
            boolean offers,
            OptionalInt reads,
            OptionalInt sends,
            OptionalInt minute,
            OptionalInt day) {
        return new Habits(sent, id, offers, reads, sends, minute, day, messageBytes);
    }

    private static String text(OptionalInt number) {
        return number.isPresent() ? Integer.toString(number.getAsInt()) : OFF;
    }

    /** Earlier versions have written {@code true} and {@code false}. */
    private static boolean isOn(String name, String value) {
        return switch (value) {
            case "on", "true" -> true;
            case OFF, "false" -> false;
            default -> throw new IllegalArgumentException(name + " is on or off, not \"" + value + "\".");
        };
    }

    private static OptionalInt number(String name, String value) {
        OptionalLong number = bytes(name, value);
        if (number.isEmpty()) return OptionalInt.empty();
        return OptionalInt.of((int) Math.min(number.getAsLong(), MOST));
    }

    private static OptionalLong bytes(String name, String value) {
        if (value.equals(OFF)) return OptionalLong.empty();
        if (!value.matches("[1-9]\\d{0,14}"))
            throw new IllegalArgumentException(name + " is a number above 0 or off, not \"" + value + "\".");
        return OptionalLong.of(Long.parseLong(value));
    }
}
