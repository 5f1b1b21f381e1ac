package org.mailstead.imap;

import java.util.OptionalLong;
import org.mailstead.imap.EndOfCommand.Malformed;

/**
 * What narrows a FETCH down. RFC 4466 §2.4.
 *
 * @param changedSince only messages with a higher change number. RFC 7162 §3.1.4.1
 * @param vanished tell also what went since then. RFC 7162 §3.2.6
 */
record FetchModifiers(OptionalLong changedSince, boolean vanished) {
    static final FetchModifiers NONE = new FetchModifiers(OptionalLong.empty(), false);

    static FetchModifiers read(ImapReader in, boolean byUid) {
        in.want('(');
        OptionalLong changedSince = OptionalLong.empty();
        boolean vanished = false;
        do {
            String modifier = in.word();
            switch (modifier) {
                case "CHANGEDSINCE" -> {
                    in.space();
                    changedSince = OptionalLong.of(in.modSeq());
                }
                case "VANISHED" -> vanished = true;
                default -> throw new Malformed("FETCH knows no modifier " + modifier + ".");
            }
        } while (in.nextInList());
        if (vanished && (!byUid || changedSince.isEmpty())) {
            throw new Malformed("VANISHED goes with UID FETCH and CHANGEDSINCE only.");
        }
        return new FetchModifiers(changedSince, vanished);
    }
}
