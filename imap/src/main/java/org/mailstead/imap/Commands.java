package org.mailstead.imap;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.mailstead.imap.EndOfCommand.Hopeless;
import org.mailstead.imap.EndOfCommand.Malformed;

/** The commands by name. RFC 3501 §6. */
final class Commands {
    /** First words of other protocols, which land where a tag belongs: somebody is on the wrong port, or up to no good. */
    private static final Set<String> OTHER_PROTOCOLS =
            Set.of("GET", "POST", "PUT", "HEAD", "OPTIONS", "CONNECT", "EHLO", "HELO", "MAIL", "RCPT");

    private Commands() {}

    static ImapCommand read(String tag, ImapReader in) throws IOException {
        String name = in.word();
        return switch (name) {
            case "CAPABILITY" -> Capability.read(in);
            case "NOOP" -> Noop.read(in);
            case "LOGOUT" -> Logout.read(in);
            case "ID" -> Id.read(in);
            case "STARTTLS" -> StartTls.read(in);
            case "AUTHENTICATE" -> Authenticate.read(in);
            case "LOGIN" -> Login.read(in);
            case "COMPRESS" -> Compress.read(in);
            case "ENABLE" -> Enable.read(in);
            case "UNAUTHENTICATE" -> Unauthenticate.read(in);
            case "SELECT" -> Select.read(in, false);
            case "EXAMINE" -> Select.read(in, true);
            case "CREATE" -> Create.read(in);
            case "DELETE" -> Delete.read(in);
            case "RENAME" -> Rename.read(in);
            case "SUBSCRIBE" -> Subscribe.read(in, true);
            case "UNSUBSCRIBE" -> Subscribe.read(in, false);
            case "LIST" -> ListMailboxes.read(in);
            case "LSUB" -> Lsub.read(in);
            case "STATUS" -> Status.read(in);
            case "APPEND" -> Append.read(in);
            case "NAMESPACE" -> Namespace.read(in);
            case "IDLE" -> Idle.read(in);
            case "CANCELUPDATE" -> CancelUpdate.read(in);
            case "CHECK" -> Check.read(in);
            case "CLOSE" -> Close.read(in);
            case "UNSELECT" -> Unselect.read(in);
            case "EXPUNGE" -> Expunge.read(in);
            case "SEARCH" -> Search.read(tag, in, false);
            case "FETCH" -> Fetch.read(in, false);
            case "STORE" -> Store.read(in, false);
            case "COPY" -> Copy.read(in, false, false);
            case "MOVE" -> Copy.read(in, false, true);
            case "ESEARCH" -> MultiSearch.read(tag, in);
            case "UIDBATCHES" -> UidBatches.read(tag, in);
            case "UID" -> readUid(tag, in);
            default -> throw unknown(tag, name);
        };
    }

    /** The same commands with UIDs in the place of message numbers. RFC 3501 §6.4.8. */
    private static ImapCommand readUid(String tag, ImapReader in) throws IOException {
        in.space();
        String name = in.word();
        return switch (name) {
            case "SEARCH" -> Search.read(tag, in, true);
            case "FETCH" -> Fetch.read(in, true);
            case "STORE" -> Store.read(in, true);
            case "COPY" -> Copy.read(in, true, false);
            case "MOVE" -> Copy.read(in, true, true);
            case "EXPUNGE" -> Expunge.readUid(in);
            default -> throw new Malformed("There is no command UID " + name + ".");
        };
    }

    private static EndOfCommand unknown(String tag, String name) {
        if (OTHER_PROTOCOLS.contains(tag.toUpperCase(Locale.ROOT))) return new Hopeless(ImapReplies.BYE_WRONG_PROTOCOL);
        return new Malformed("There is no command " + name + ".");
    }
}
