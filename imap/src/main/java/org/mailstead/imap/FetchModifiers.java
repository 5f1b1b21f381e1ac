package org.mailstead.imap;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.mailstead.imap.EndOfCommand.Malformed;

/**
 * What narrows a FETCH down. RFC 4466 §2.4.
 *
 * @param changedSince only messages with a higher change number. RFC 7162 §3.1.4.1
 * @param partial only these of the messages named. RFC 9394 §3.3
 * @param vanished tell also what went since then. RFC 7162 §3.2.6
 */
record FetchModifiers(OptionalLong changedSince, @Nullable PartialRange partial, boolean vanished) {
    static final FetchModifiers NONE = new FetchModifiers(OptionalLong.empty(), null, false);

    static FetchModifiers read(ImapReader in, boolean byUid) {
        in.want('(');
        OptionalLong changedSince = OptionalLong.empty();
        PartialRange partial = null;
        boolean vanished = false;
        do {
            String modifier = in.word();
            switch (modifier) {
                case "CHANGEDSINCE" -> {
                    in.space();
                    changedSince = OptionalLong.of(in.modSeq());
                }
                case "PARTIAL" -> {
                    in.space();
                    partial = PartialRange.read(in);
                }
                case "VANISHED" -> vanished = true;
                default -> throw new Malformed("FETCH knows no modifier " + modifier + ".");
            }
        } while (in.nextInList());
        if (vanished && (!byUid || changedSince.isEmpty())) {
            throw new Malformed("VANISHED goes with UID FETCH and CHANGEDSINCE only.");
        }
        if (partial != null && !byUid) throw new Malformed("PARTIAL goes with UID FETCH only.");
        return new FetchModifiers(changedSince, partial, vanished);
    }
}
