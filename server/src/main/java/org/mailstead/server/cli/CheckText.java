package org.mailstead.server.cli;

import java.util.List;
import org.mailstead.server.Json;
import org.mailstead.zone.Finding;
import org.mailstead.zone.Finding.State;
import org.mailstead.zone.MailSetup;

/** What was found in the DNS, for people and for scripts. */
record CheckText(MailSetup setup, List<Finding> findings) {
    private static final String INDENT = "             ";

    /** Whether nothing is to be mended, and everything is known. */
    boolean isWell() {
        return count(true, null) == 0 && count(false, State.UNKNOWN) == 0;
    }

    private long count(boolean wrong, @org.jspecify.annotations.Nullable State state) {
        return findings.stream()
                .filter(each -> each.wrong() == wrong && (state == null || each.state() == state))
                .count();
    }

    String people() {
        var text = new StringBuilder(
                "What the DNS says of " + setup.domain().toUnicode() + ", served by " + setup.host() + "\n\n");
        for (Finding each : findings) {
            text.append("%s %-10s %s: %s%n"
                    .formatted(each.wrong() ? "!" : " ", each.state().word(), each.subject(), each.found()));
            if (!each.advice().isEmpty())
                text.append(INDENT).append(each.advice()).append('\n');
        }
        return text.append('\n').append(summary()).append('\n').toString();
    }

    private String summary() {
        long wrong = count(true, null);
        long unknown = count(false, State.UNKNOWN);
        String mend = wrong == 0 ? "Nothing is wrong." : "To be mended: " + wrong + ", marked with \"!\".";
        return (wrong == 0 && unknown > 0 ? "Nothing wrong was found." : mend)
                + (unknown == 0 ? "" : " Could not be found out: " + unknown + ".");
    }

    String json() {
        return Json.object(json -> {
            json.writeStringProperty("domain", setup.domain().toString());
            json.writeBooleanProperty("well", isWell());
            json.writeArrayPropertyStart("findings");
            for (Finding each : findings) {
                json.writeStartObject();
                json.writeStringProperty("subject", each.subject());
                json.writeStringProperty("state", each.state().word());
                json.writeBooleanProperty("wrong", each.wrong());
                json.writeStringProperty("found", each.found());
                json.writeStringProperty("advice", each.advice());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
