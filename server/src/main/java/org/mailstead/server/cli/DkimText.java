package org.mailstead.server.cli;

import java.util.List;
import org.mailstead.directory.SignatureKeys.State;
import org.mailstead.inbound.DkimKeys;
import org.mailstead.server.Json;

/** How keys that sign are shown to people and to scripts: only what everybody may know of them. */
final class DkimText {
    private DkimText() {}

    static DkimKeys dkim(Desk desk) {
        return new DkimKeys(desk.directory(), desk.clock());
    }

    static void say(Desk desk, boolean json, List<DkimKeys.Published> keys) {
        if (json) {
            desk.say(Json.line(out -> {
                out.writeStartArray();
                for (var each : keys) {
                    out.writeStartObject();
                    out.writeStringProperty("selector", each.key().selector());
                    out.writeStringProperty("state", word(each.state()));
                    out.writeStringProperty("name", each.key().recordName().toString());
                    out.writeStringProperty("text", each.key().recordText());
                    out.writeEndObject();
                }
                out.writeEndArray();
            }));
            return;
        }
        for (var each : keys) {
            desk.say("; " + meaning(each.state()));
            desk.say(each.key().zoneLine());
        }
    }

    private static String word(State state) {
        return switch (state) {
            case WAITING -> "waiting";
            case USED -> "used";
            case RETIRED -> "retired";
        };
    }

    private static String meaning(State state) {
        return switch (state) {
            case WAITING -> "to be published now; not used yet";
            case USED -> "signs; must be published";
            case RETIRED -> "signs no more; can be taken out of the DNS a week after it was retired";
        };
    }
}
