package org.mailstead.imap;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.mailstead.imap.EndOfCommand.Hopeless;
import org.mailstead.imap.EndOfCommand.Malformed;

/** The commands by name. RFC 3501 §6. */
final class Commands {
    /** First words of other protocols, which land where a tag belongs: somebody is on the wrong port, or up to no good. */
    private static final Set<String> OTHER_PROTOCOLS =
            Set.of("GET", "POST", "PUT", "HEAD", "OPTIONS", "CONNECT", "EHLO", "HELO", "MAIL", "RCPT");

    private Commands() {}

    /** What a command belongs to that would not be there without it. */
    private static final Map<String, Extension> NEEDED = Map.ofEntries(
            Map.entry("DELETEACL", Extension.ACL),
            Map.entry("ENABLE", Extension.ENABLE),
            Map.entry("GETACL", Extension.ACL),
            Map.entry("ID", Extension.ID),
            Map.entry("IDLE", Extension.IDLE),
            Map.entry("LISTRIGHTS", Extension.ACL),
            Map.entry("MOVE", Extension.MOVE),
            Map.entry("MYRIGHTS", Extension.ACL),
            Map.entry("NAMESPACE", Extension.NAMESPACE),
            Map.entry("SETACL", Extension.ACL),
            Map.entry("UIDBATCHES", Extension.UIDBATCHES),
            Map.entry("UNSELECT", Extension.UNSELECT));

    /** @param offered whether an extension is offered to this client; a command of one that is not is not known */
    static ImapCommand read(String tag, ImapReader in, Predicate<Extension> offered) throws IOException {
        String name = in.word();
        if (!isOffered(name, offered)) throw unknown(tag, name);
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
            case "SETACL" -> SetAcl.read(in);
            case "DELETEACL" -> DeleteAcl.read(in);
            case "GETACL" -> GetAcl.read(in);
            case "LISTRIGHTS" -> ListRights.read(in);
            case "MYRIGHTS" -> MyRights.read(in);
            case "APPEND" -> Append.read(in);
            case "GENURLAUTH" -> GenUrlAuth.read(in);
            case "RESETKEY" -> ResetKey.read(in);
            case "URLFETCH" -> UrlFetch.read(in);
            case "NAMESPACE" -> Namespace.read(in);
            case "GETMETADATA" -> GetMetadata.read(in);
            case "SETMETADATA" -> SetMetadata.read(in);
            case "GETQUOTA" -> GetQuota.read(in);
            case "GETQUOTAROOT" -> GetQuotaRoot.read(in);
            case "SETQUOTA" -> SetQuota.read(in);
            case "IDLE" -> Idle.read(in);
            case "CANCELUPDATE" -> CancelUpdate.read(in);
            case "CHECK" -> Check.read(in);
            case "CLOSE" -> Close.read(in);
            case "UNSELECT" -> Unselect.read(in);
            case "EXPUNGE" -> Expunge.read(in);
            case "SEARCH" -> Search.read(tag, in, false);
            case "SORT" -> Sort.read(tag, in, false);
            case "THREAD" -> Threading.read(tag, in, false);
            case "FETCH" -> Fetch.read(in, false);
            case "STORE" -> Store.read(in, false);
            case "COPY" -> Copy.read(in, false, false);
            case "MOVE" -> Copy.read(in, false, true);
            case "REPLACE" -> Replace.read(in, false);
            case "ESEARCH" -> MultiSearch.read(tag, in);
            case "UIDBATCHES" -> UidBatches.read(tag, in);
            case "UID" -> readUid(tag, in, offered);
            default -> throw unknown(tag, name);
        };
    }

    /** The same commands with UIDs in the place of message numbers. RFC 3501 §6.4.8. */
    private static ImapCommand readUid(String tag, ImapReader in, Predicate<Extension> offered) throws IOException {
        in.space();
        String name = in.word();
        if (!isOffered(name, offered)) throw new Malformed("There is no command UID " + name + ".");
        return switch (name) {
            case "SEARCH" -> Search.read(tag, in, true);
            case "SORT" -> Sort.read(tag, in, true);
            case "THREAD" -> Threading.read(tag, in, true);
            case "FETCH" -> Fetch.read(in, true);
            case "STORE" -> Store.read(in, true);
            case "COPY" -> Copy.read(in, true, false);
            case "MOVE" -> Copy.read(in, true, true);
            case "REPLACE" -> Replace.read(in, true);
            case "EXPUNGE" -> Expunge.readUid(in);
            default -> throw new Malformed("There is no command UID " + name + ".");
        };
    }

    private static boolean isOffered(String name, Predicate<Extension> offered) {
        Extension needed = NEEDED.get(name);
        return needed == null || offered.test(needed);
    }

    private static EndOfCommand unknown(String tag, String name) {
        if (OTHER_PROTOCOLS.contains(tag.toUpperCase(Locale.ROOT))) return new Hopeless(ImapReplies.BYE_WRONG_PROTOCOL);
        return new Malformed("There is no command " + name + ".");
    }
}
