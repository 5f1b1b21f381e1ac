package org.mailstead.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.mailstead.imap.EndOfCommand.Malformed;
import org.mailstead.imap.Esearch.Correlator;
import org.mailstead.imap.ImapState.InMailbox;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.imap.MailboxScope.Kind;
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

    static ImapCommand read(String tag, ImapReader in) throws IOException {
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
        SearchCriteria criteria = SearchCriteria.read(in);
        wanted.requireFuzzy(criteria);
        boolean selectedOnly = scopes.stream().allMatch(scope -> scope.kind().isSelected());
        if (selectedOnly) return new Search(tag, wanted, criteria, true, true);
        // There would be no mailbox in which "$" had a meaning. RFC 7377 §2.2.
        if (wanted.has(Option.SAVE) || wanted.has(Option.UPDATE)) {
            throw new Malformed("Only a search in the selected mailbox can be saved or kept up to date.");
        }
        return new MultiSearch(tag, scopes, wanted, criteria);
    }

    private static List<MailboxScope> scopes(ImapReader in) throws IOException {
        in.space();
        in.want('(');
        var scopes = new ArrayList<MailboxScope>();
        do {
            MailboxScope scope = MailboxScope.read(in);
            if (scope.kind() == Kind.SELECTED_DELAYED) throw new Malformed("A search cannot be delayed.");
            scopes.add(scope);
            if (scopes.size() > SCOPES) throw new Malformed("ESEARCH takes at most " + SCOPES + " scopes.");
        } while (in.nextInList());
        return List.copyOf(scopes);
    }

    @Override
    public ImapReply run(ImapSession session, WithAccount state) throws IOException {
        OpenMailbox selected = null;
        if (scopes.stream().anyMatch(scope -> scope.kind().isSelected())) {
            if (!(state instanceof InMailbox in)) return ImapReplies.NO_MAILBOX_OPEN;
            selected = in.open();
        }
        var others = others(session, state);
        long goal = 0;
        if (selected != null) {
            others.remove(selected.name());
            goal = selected.view().size();
        }
        for (Reachable each : others.values()) goal += each.mailbox().messages();
        Progress progress = session.progress(tag, goal);
        long done = 0;
        if (selected != null) done += tell(session, selected, progress.after(done));
        for (Reachable each : others.values()) done += tell(session, each, progress.after(done));
        return ImapReply.ok("Searched.");
    }

    /** By the names the client knows, so that none is searched twice. */
    private SortedMap<MailboxName, Reachable> others(ImapSession session, WithAccount state) {
        var others = new TreeMap<MailboxName, Reachable>();
        List<Reachable> all = session.reachable(state);
        for (MailboxScope scope : scopes) {
            for (Reachable each : scope.among(all, state))
                if (each.rights().has(Right.READ)) others.put(each.located().shown(), each);
        }
        return others;
    }

    private int tell(ImapSession session, Reachable each, IntConsumer progress) throws IOException {
        MailboxView view;
        try {
            view = each.located().mail().view(each.mailbox().id());
        } catch (MailboxException gone) {
            return 0;
        }
        return tell(session, new OpenMailbox(each.located(), view, true, session.enabled()), progress);
    }

    /** Returns how many messages there were to look at. A mailbox where nothing is found is not told of. RFC 7377 §2.1. */
    private int tell(ImapSession session, OpenMailbox open, IntConsumer progress) throws IOException {
        SearchQuery query = criteria.key().in(open);
        MailboxView view = open.believed();
        UidSet found = open.mail().search(view, query, progress);
        if (found.isEmpty()) return view.size();
        boolean scored = wanted.has(Option.RELEVANCY);
        List<Integer> relevancy = scored ? open.mail().relevancy(view, found, query) : List.of();
        Esearch.write(
                new Correlator(tag, open.name(), view.uidValidity()),
                wanted,
                new Esearch.Found(view, found, true, criteria.asksModSeq(), relevancy),
                session.out());
        return view.size();
    }
}
