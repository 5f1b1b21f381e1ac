package org.mailstead.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.mailstead.imap.EndOfCommand.Malformed;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.Mailbox;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.SpecialUse;

/** LIST. RFC 3501 §6.3.8; attributes of RFC 3348 §4 and RFC 6154 §2. */
record ListMailboxes(String reference, String pattern) implements ImapCommand.AfterSignIn {
    static ListMailboxes read(ImapReader in) throws IOException {
        in.space();
        String reference = in.unicodeName(in.astring());
        in.space();
        String pattern = pattern(in);
        if (in.moreAfterSpace()) readReturn(in);
        in.end();
        return new ListMailboxes(reference, pattern);
    }

    /** Like an astring, with wildcards. RFC 3501 §9, list-mailbox. */
    static String pattern(ImapReader in) throws IOException {
        if (in.peekIs('"') || in.peekIs('{')) return in.unicodeName(in.string());
        return in.unicodeName(in.raw(c -> ImapReader.isAstringCharacter((char) c) || c == '*' || c == '%' || c > 0x7f));
    }

    /** RETURN (SPECIAL-USE CHILDREN) of RFC 6154 §3: both are returned in any case. */
    private static void readReturn(ImapReader in) {
        if (!in.word().equals("RETURN")) throw in.wanted("RETURN or the end");
        in.space();
        in.want('(');
        while (!in.take(')')) {
            String option = in.word();
            if (!option.equals("SPECIAL-USE") && !option.equals("CHILDREN")) {
                throw new Malformed("LIST cannot return " + option + " here.");
            }
            in.take(' ');
        }
    }

    @Override
    public ImapReply run(ImapSession session, WithAccount state) throws IOException {
        ImapWriter out = session.out();
        if (pattern.isEmpty()) {
            // The question for the separator.
            out.text("* LIST (\\Noselect) \"/\" \"\"").line();
            return ImapReply.ok("Listed.");
        }
        ListPattern wanted = ListPattern.of(reference, pattern);
        var all = withMissingParents(state.mail().mailboxes());
        for (var entry : all.entrySet()) {
            MailboxName name = entry.getKey();
            if (!wanted.matches(name.toString())) continue;
            MailboxName after = all.higherKey(name);
            boolean children = after != null && after.isBelow(name);
            out.text("* LIST (").text(attributes(entry.getValue(), children)).text(") \"/\" ");
            out.mailbox(name).line();
        }
        return ImapReply.ok("Listed.");
    }

    private static String attributes(Optional<Mailbox> mailbox, boolean children) {
        var attributes = new ArrayList<String>();
        if (mailbox.isEmpty()) attributes.add("\\Noselect");
        attributes.add(children ? "\\HasChildren" : "\\HasNoChildren");
        mailbox.ifPresent(
                found -> found.uses().stream().map(SpecialUse::attribute).forEach(attributes::add));
        return String.join(" ", attributes);
    }

    /** A mailbox may have lost the one above it, which clients must still be able to show. RFC 3501 §6.3.4. */
    private static TreeMap<MailboxName, Optional<Mailbox>> withMissingParents(List<Mailbox> mailboxes) {
        var all = new TreeMap<MailboxName, Optional<Mailbox>>();
        for (Mailbox mailbox : mailboxes) {
            all.put(mailbox.name(), Optional.of(mailbox));
            var parent = mailbox.name().parent();
            while (parent.isPresent()) {
                all.putIfAbsent(parent.get(), Optional.empty());
                parent = parent.get().parent();
            }
        }
        return all;
    }
}
