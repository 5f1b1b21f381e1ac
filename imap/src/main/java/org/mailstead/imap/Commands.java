package org.mailstead.imap;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mailstead.imap.EndOfCommand.Hopeless;
import org.mailstead.imap.EndOfCommand.Malformed;

/** The commands by name, and what each belongs to. RFC 3501 §6. */
final class Commands {
    /** First words of other protocols, which land where a tag belongs: somebody is on the wrong port, or up to no good. */
    private static final Set<String> OTHER_PROTOCOLS =
            Set.of("GET", "POST", "PUT", "HEAD", "OPTIONS", "CONNECT", "EHLO", "HELO", "MAIL", "RCPT");

    private static final Map<String, Known> COMMANDS = Map.ofEntries(
            basic("CAPABILITY", (tag, in) -> Capability.read(in)),
            basic("NOOP", (tag, in) -> Noop.read(in)),
            basic("LOGOUT", (tag, in) -> Logout.read(in)),
            of(Extension.ID, "ID", (tag, in) -> Id.read(in)),
            basic("STARTTLS", (tag, in) -> StartTls.read(in)),
            basic("AUTHENTICATE", (tag, in) -> Authenticate.read(in)),
            basic("LOGIN", (tag, in) -> Login.read(in)),
            of(Extension.COMPRESS, "COMPRESS", (tag, in) -> Compress.read(in)),
            of(Extension.ENABLE, "ENABLE", (tag, in) -> Enable.read(in)),
            of(Extension.UNAUTHENTICATE, "UNAUTHENTICATE", (tag, in) -> Unauthenticate.read(in)),
            basic("SELECT", (tag, in) -> Select.read(in, false)),
            basic("EXAMINE", (tag, in) -> Select.read(in, true)),
            basic("CREATE", (tag, in) -> Create.read(in)),
            basic("DELETE", (tag, in) -> Delete.read(in)),
            basic("RENAME", (tag, in) -> Rename.read(in)),
            basic("SUBSCRIBE", (tag, in) -> Subscribe.read(in, true)),
            basic("UNSUBSCRIBE", (tag, in) -> Subscribe.read(in, false)),
            basic("LIST", (tag, in) -> ListMailboxes.read(in)),
            basic("LSUB", (tag, in) -> Lsub.read(in)),
            basic("STATUS", (tag, in) -> Status.read(in)),
            of(Extension.ACL, "SETACL", (tag, in) -> SetAcl.read(in)),
            of(Extension.ACL, "DELETEACL", (tag, in) -> DeleteAcl.read(in)),
            of(Extension.ACL, "GETACL", (tag, in) -> GetAcl.read(in)),
            of(Extension.ACL, "LISTRIGHTS", (tag, in) -> ListRights.read(in)),
            of(Extension.ACL, "MYRIGHTS", (tag, in) -> MyRights.read(in)),
            basic("APPEND", (tag, in) -> Append.read(in)),
            of(Extension.URLAUTH, "GENURLAUTH", (tag, in) -> GenUrlAuth.read(in)),
            of(Extension.URLAUTH, "RESETKEY", (tag, in) -> ResetKey.read(in)),
            of(Extension.URLAUTH, "URLFETCH", (tag, in) -> UrlFetch.read(in)),
            of(Extension.NAMESPACE, "NAMESPACE", (tag, in) -> Namespace.read(in)),
            of(Extension.METADATA, "GETMETADATA", (tag, in) -> GetMetadata.read(in)),
            of(Extension.METADATA, "SETMETADATA", (tag, in) -> SetMetadata.read(in)),
            of(Extension.QUOTA, "GETQUOTA", (tag, in) -> GetQuota.read(in)),
            of(Extension.QUOTA, "GETQUOTAROOT", (tag, in) -> GetQuotaRoot.read(in)),
            of(Extension.QUOTASET, "SETQUOTA", (tag, in) -> SetQuota.read(in)),
            of(Extension.NOTIFY, "NOTIFY", (tag, in) -> Notify.read(in)),
            of(Extension.IDLE, "IDLE", (tag, in) -> Idle.read(in)),
            of(Extension.CONTEXT_SEARCH, "CANCELUPDATE", (tag, in) -> CancelUpdate.read(in)),
            basic("CHECK", (tag, in) -> Check.read(in)),
            basic("CLOSE", (tag, in) -> Close.read(in)),
            of(Extension.UNSELECT, "UNSELECT", (tag, in) -> Unselect.read(in)),
            basic("EXPUNGE", (tag, in) -> Expunge.read(in)),
            basic("SEARCH", (tag, in) -> Search.read(tag, in, false)),
            of(Extension.SORT, "SORT", (tag, in) -> Sort.read(tag, in, false)),
            threading((tag, in) -> Threading.read(tag, in, false)),
            basic("FETCH", (tag, in) -> Fetch.read(in, false)),
            basic("STORE", (tag, in) -> Store.read(in, false)),
            basic("COPY", (tag, in) -> Copy.read(in, false, false)),
            of(Extension.MOVE, "MOVE", (tag, in) -> Copy.read(in, false, true)),
            of(Extension.REPLACE, "REPLACE", (tag, in) -> Replace.read(in, false)),
            of(Extension.MULTISEARCH, "ESEARCH", (tag, in) -> MultiSearch.read(tag, in)),
            of(Extension.UIDBATCHES, "UIDBATCHES", (tag, in) -> UidBatches.read(tag, in)));

    /** The same commands with UIDs in the place of message numbers. RFC 3501 §6.4.8. */
    private static final Map<String, Known> BY_UID = Map.ofEntries(
            basic("SEARCH", (tag, in) -> Search.read(tag, in, true)),
            of(Extension.SORT, "SORT", (tag, in) -> Sort.read(tag, in, true)),
            threading((tag, in) -> Threading.read(tag, in, true)),
            basic("FETCH", (tag, in) -> Fetch.read(in, true)),
            basic("STORE", (tag, in) -> Store.read(in, true)),
            basic("COPY", (tag, in) -> Copy.read(in, true, false)),
            of(Extension.MOVE, "MOVE", (tag, in) -> Copy.read(in, true, true)),
            of(Extension.REPLACE, "REPLACE", (tag, in) -> Replace.read(in, true)),
            of(Extension.UIDPLUS, "EXPUNGE", (tag, in) -> Expunge.readUid(in)));

    private interface Arguments {
        ImapCommand read(String tag, ImapReader in) throws IOException;
    }

    /** @param anyOf without which the command would not be there; empty for what belongs to the protocol itself */
    private record Known(Set<Extension> anyOf, Arguments arguments) {
        boolean isThere(Predicate<Extension> offered) {
            return anyOf.isEmpty() || anyOf.stream().anyMatch(offered);
        }
    }

    private Commands() {}

    /** @param offered whether an extension is offered to this client; a command of one that is not is not known */
    static ImapCommand read(String tag, ImapReader in, Predicate<Extension> offered) throws IOException {
        String name = in.word();
        if (!name.equals("UID")) return read(COMMANDS.get(name), name, tag, in, offered);
        in.space();
        String byUid = in.word();
        return read(BY_UID.get(byUid), "UID " + byUid, tag, in, offered);
    }

    static Set<String> names() {
        return COMMANDS.keySet();
    }

    private static ImapCommand read(
            @Nullable Known known, String name, String tag, ImapReader in, Predicate<Extension> offered)
            throws IOException {
        if (known != null && known.isThere(offered)) return known.arguments.read(tag, in);
        if (OTHER_PROTOCOLS.contains(tag.toUpperCase(Locale.ROOT))) throw new Hopeless(ImapReplies.BYE_WRONG_PROTOCOL);
        throw new Malformed("There is no command " + name + ".");
    }

    private static Map.Entry<String, Known> basic(String name, Arguments arguments) {
        return Map.entry(name, new Known(Set.of(), arguments));
    }

    private static Map.Entry<String, Known> of(Extension needed, String name, Arguments arguments) {
        return Map.entry(name, new Known(Set.of(needed), arguments));
    }

    private static Map.Entry<String, Known> threading(Arguments arguments) {
        var algorithms = Set.of(Extension.THREAD_REFERENCES, Extension.THREAD_REFS, Extension.THREAD_ORDEREDSUBJECT);
        return Map.entry("THREAD", new Known(algorithms, arguments));
    }
}
