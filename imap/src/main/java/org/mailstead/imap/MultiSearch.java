package org.mailstead.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.mailstead.imap.EndOfCommand.Malformed;
import org.mailstead.imap.ImapState.InMailbox;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.imap.SearchReturn.Option;
import org.mailstead.mailbox.MailboxException;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.MailboxView;
import org.mailstead.mailbox.Right;
import org.mailstead.mailbox.SearchQuery;
import org.mailstead.mailbox.UidSet;

/** ESEARCH: a search in many mailboxes, without opening them. RFC 7377 §2. */
record MultiSearch(String tag, List<MailboxScope> scopes, SearchReturn wanted, SearchCriteria criteria)
        implements ImapCommand.AfterSignIn {
    /** Scopes in one command: there are eight kinds. */
    private static final int SCOPES = 20;

    static MultiSearch read(String tag, ImapReader in) throws IOException {
        in.space();
        List<MailboxScope> scopes = List.of();
        if (in.peekWord().equals("IN")) {
            in.word();
            scopes = scopes(in);
            in.space();
        }
        SearchReturn wanted = SearchReturn.ALL;
        if (in.peekWord().equals("RETURN")) {
            in.word();
            wanted = SearchReturn.read(in);
            in.space();
        }
        // There would be no mailbox in which "$" had a meaning. RFC 7377 §2.1.
        if (wanted.has(Option.SAVE) || wanted.has(Option.UPDATE))
            throw new Malformed("A search in many mailboxes cannot be saved or kept up to date.");
        return new MultiSearch(tag, scopes, wanted, SearchCriteria.read(in));
    }

    private static List<MailboxScope> scopes(ImapReader in) throws IOException {
        in.space();
        in.want('(');
        var scopes = new ArrayList<MailboxScope>();
        do {
            scopes.add(MailboxScope.read(in));
            if (scopes.size() > SCOPES) throw new Malformed("ESEARCH takes at most " + SCOPES + " scopes.");
        } while (in.nextInList());
        return List.copyOf(scopes);
    }

    @Override
    public ImapReply run(ImapSession session, WithAccount state) throws IOException {
        boolean selected = scopes.isEmpty()
                || scopes.stream().anyMatch(scope -> scope.kind().isSelected());
        if (selected) {
            if (!(state instanceof InMailbox in)) return ImapReplies.NO_MAILBOX_OPEN;
            tell(session, in.open(), in.open().name());
        }
        var others = new TreeMap<MailboxName, Reachable>();
        List<Reachable> all = session.reachable(state);
        for (MailboxScope scope : scopes) {
            for (Reachable each : scope.among(all, state))
                if (each.rights().has(Right.READ)) others.put(each.located().shown(), each);
        }
        if (selected && state instanceof InMailbox in) others.remove(in.open().name());
        for (Reachable each : others.values()) tell(session, each);
        return ImapReply.ok("Searched.");
    }

    private void tell(ImapSession session, Reachable each) throws IOException {
        MailboxView view;
        try {
            view = each.located().mail().view(each.mailbox().id());
        } catch (MailboxException gone) {
            return;
        }
        tell(
                session,
                new OpenMailbox(each.located(), view, true, session.enabled()),
                each.located().shown());
    }

    /** A mailbox where nothing is found need not be told of. RFC 7377 §2.1. */
    private void tell(ImapSession session, OpenMailbox open, MailboxName name) throws IOException {
        SearchQuery query = criteria.key().in(open);
        UidSet found = open.mail().search(open.view(), query, session.progress(tag, open.view()));
        if (found.isEmpty() && !wanted.has(Option.COUNT)) return;
        ImapWriter out = session.out();
        out.text("* ESEARCH (TAG ").quoted(tag).text(" MAILBOX ").mailbox(name);
        out.text(" UIDVALIDITY ").number(open.view().uidValidity()).text(")");
        boolean scored = wanted.has(Option.RELEVANCY);
        List<Integer> relevancy = scored ? open.mail().relevancy(open.view(), found, query) : List.of();
        var all = new Esearch.Found(open.view(), found, true, criteria.asksModSeq(), relevancy);
        Esearch.writeResult(wanted, all, out);
        out.line();
    }
}
