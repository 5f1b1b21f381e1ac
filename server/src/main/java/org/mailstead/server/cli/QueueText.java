package org.mailstead.server.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.mailstead.outbound.Delivery;
import org.mailstead.outbound.QueuedMessage;
import org.mailstead.smtp.SmtpAddress;
import tools.jackson.core.JsonGenerator;

/** How mail that waits is shown to people and to scripts. */
record QueueText(Instant now, ZoneId zone) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    /** Recipients named of one delivery in a list. */
    private static final int NAMED = 3;

    String message(QueuedMessage message) {
        return message.id() + "  from " + sender(message) + ", " + size(message.bytes()) + ", "
                + span(Duration.between(message.received(), now)) + " ago";
    }

    String delivery(Delivery delivery) {
        return "  to " + recipients(delivery) + ": " + state(delivery)
                + (delivery.trouble() == null ? "" : "\n     " + delivery.trouble());
    }

    private static String recipients(Delivery delivery) {
        String named = delivery.recipients().stream()
                .limit(NAMED)
                .map(each -> each.address().toString())
                .collect(Collectors.joining(", "));
        int more = delivery.recipients().size() - NAMED;
        return more > 0 ? named + " and " + more + " more" : named;
    }

    private String state(Delivery delivery) {
        String tried = switch (delivery.tries()) {
            case 0 -> "not tried yet";
            case 1 -> "tried once";
            default -> "tried " + delivery.tries() + " times";
        };
        if (delivery.held()) return tried + ", held";
        Duration wait = Duration.between(now, delivery.next());
        return tried + (wait.isPositive() ? ", next try in " + span(wait) : ", due now");
    }

    String time(Instant at) {
        return TIME.withZone(zone).format(at);
    }

    static String sender(QueuedMessage message) {
        return message.sender().map(SmtpAddress::toString).orElse("nobody (a report)");
    }

    private static String size(long bytes) {
        if (bytes < 10_000) return bytes + " bytes";
        return bytes < 10_000_000 ? bytes / 1000 + " kB" : bytes / 1_000_000 + " MB";
    }

    /** One unit is enough to know where one stands. */
    private static String span(Duration time) {
        if (time.toDays() > 1) return time.toDays() + " days";
        if (time.toHours() > 1) return time.toHours() + " hours";
        if (time.toMinutes() > 1) return time.toMinutes() + " minutes";
        return Math.max(0, time.toSeconds()) + " seconds";
    }

    void write(JsonGenerator json, QueuedMessage message, List<Delivery> deliveries) {
        json.writeStringProperty("id", message.id());
        json.writeStringProperty(
                "sender", message.sender().map(SmtpAddress::toString).orElse(""));
        json.writeNumberProperty("bytes", message.bytes());
        json.writeStringProperty("received", message.received().toString());
        json.writeStringProperty("expires", message.expires().toString());
        json.writeArrayPropertyStart("deliveries");
        for (Delivery delivery : deliveries) {
            json.writeStartObject();
            json.writeStringProperty("destination", delivery.destination().toString());
            json.writeArrayPropertyStart("recipients");
            delivery.recipients()
                    .forEach(each -> json.writeString(each.address().toString()));
            json.writeEndArray();
            json.writeNumberProperty("tries", delivery.tries());
            json.writeStringProperty("next", delivery.next().toString());
            json.writeBooleanProperty("held", delivery.held());
            json.writeStringProperty("trouble", delivery.trouble() == null ? "" : delivery.trouble());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
