package org.mailstead.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailstead.imap.EndOfCommand.Malformed;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.imap.ListOptions.Return;
import org.mailstead.imap.MailboxListing.Entry;
import org.mailstead.mailbox.Right;

/**
 * LIST, plain and extended. RFC 3501 §6.3.8; RFC 5258 §3, RFC 9051 §6.3.9; attributes of RFC 3348 §4 and RFC 6154 §2.
 */
record ListMailboxes(String reference, List<String> patterns, ListOptions options) implements ImapCommand.AfterSignIn {
    /** Patterns in one command: each is matched with each mailbox. */
    private static final int PATTERNS = 100;

    static ListMailboxes read(ImapReader in) throws IOException {
        in.space();
        boolean extended = in.peekIs('(');
        Set<ListOptions.Choice> choices = EnumSet.noneOf(ListOptions.Choice.class);
        if (extended) {
            choices = ListOptions.readChoices(in);
            in.space();
        }
        String reference = in.unicodeName(in.astring());
        in.space();
        var patterns = new ArrayList<String>();
        if (in.take('(')) {
            extended = true;
            do {
                patterns.add(pattern(in));
                if (patterns.size() > PATTERNS) throw new Malformed("LIST takes at most " + PATTERNS + " patterns.");
            } while (in.nextInList());
        } else {
            patterns.add(pattern(in));
        }
        ListOptions options = ListOptions.read(in, extended, choices);
        in.end();
        return new ListMailboxes(reference, List.copyOf(patterns), options);
    }

    /** Like an astring, with wildcards. RFC 3501 §9, list-mailbox. */
    static String pattern(ImapReader in) throws IOException {
        if (in.peekIs('"') || in.peekIs('{')) return in.unicodeName(in.string());
        return in.unicodeName(in.raw(c -> ImapReader.isAstringCharacter((char) c) || c == '*' || c == '%' || c > 0x7f));
    }

    @Override
    public ImapReply run(ImapSession session, WithAccount state) throws IOException {
        if (!options.extended() && patterns.getFirst().isEmpty()) {
            // The question for the separator.
            session.out().text("* LIST (\\Noselect) \"/\" \"\"").line();
            return ImapReply.ok("Listed.");
        }
        List<ListPattern> wanted = patterns.stream()
                .filter(pattern -> !pattern.isEmpty())
                .map(pattern -> ListPattern.of(reference, pattern))
                .toList();
        boolean newAttributes = options.extended() || session.enabled(Extension.IMAP4REV2);
        long longest = 0;
        for (Entry entry : MailboxListing.of(session, state, options, wanted)) {
            entry.write(session.out(), options, newAttributes);
            Reachable found = entry.found();
            if (found == null) continue;
            if (options.returns(Return.MYRIGHTS))
                MyRights.write(session.out(), found.located().shown(), found.rights());
            if (!options.status().isEmpty() && found.rights().has(Right.READ)) {
                StatusItem.answer(found.located(), found.mailbox(), options.status(), session);
            }
            if (options.metadata() != null && found.rights().has(Right.READ)) {
                var metadata = Metadata.of(found.located(), found.mailbox(), state);
                long leftOut = options.metadata().write(session.out(), Optional.of(found.located()), metadata);
                longest = Math.max(longest, leftOut);
            }
        }
        return MetadataQuery.done("Listed.", longest);
    }
}
