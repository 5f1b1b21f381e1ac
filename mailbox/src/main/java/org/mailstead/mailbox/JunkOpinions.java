package org.mailstead.mailbox;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.mailstead.mailbox.JunkSorting.Opinion;
import org.mailstead.mailbox.MailAccount.Copied;
import org.mailstead.mailbox.MailAccount.Reflagged;
import org.mailstead.mailbox.MailAccount.Target;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees in what a person does with messages what he thinks of them. */
final class JunkOpinions {
    private static final Logger LOG = LoggerFactory.getLogger(JunkOpinions.class);

    /** Keywords by which mail programs mark what they or their users take for unwanted. They stand in IANA's list of keywords. */
    private static final Set<String> UNWANTED = Set.of("$Junk", "Junk");

    private static final Set<String> WANTED = Set.of("$NotJunk", "NotJunk", "NonJunk");

    private final MailboxTree tree;
    private final Supplier<JunkSorting> told;

    JunkOpinions(MailboxTree tree, Supplier<JunkSorting> told) {
        this.tree = tree;
        this.told = told;
    }

    /**
     * Messages were copied or moved. Whoever throws unwanted mail away does not want it for that.
     *
     * @return what was done
     */
    Copied transferred(MailAccount account, MailboxId from, Target to, Copied done, Actor by) {
        if (done.source().isEmpty() || !account.id().equals(to.account().id())) return done;
        boolean was = isFor(from, SpecialUse.JUNK);
        boolean is = isFor(to.mailbox(), SpecialUse.JUNK);
        boolean says = was != is && !(was && isFor(to.mailbox(), SpecialUse.TRASH));
        if (says) tell(account, to.mailbox(), done.destination(), is ? Opinion.UNWANTED : Opinion.WANTED, by);
        return done;
    }

    /** @return what was done */
    Reflagged reflagged(MailAccount account, MailboxId in, FlagChange change, Reflagged done, Actor by) {
        if (done.changed().isEmpty() || change.flags().keywords().isEmpty()) return done;
        opinion(in, change).ifPresent(opinion -> tell(account, in, done.changed(), opinion, by));
        return done;
    }

    /**
     * Programs mark of their own accord what they take for good, so that such a mark only counts against an earlier one of the
     * person's, or among the unwanted.
     */
    private Optional<Opinion> opinion(MailboxId in, FlagChange change) {
        boolean unwanted = has(change.flags().keywords(), UNWANTED);
        boolean wanted = has(change.flags().keywords(), WANTED);
        if (unwanted == wanted) return Optional.empty();
        if (change.mode() == FlagChange.Mode.REMOVE) return unwanted ? Optional.of(Opinion.NONE) : Optional.empty();
        if (unwanted) return Optional.of(Opinion.UNWANTED);
        return Optional.of(isFor(in, SpecialUse.JUNK) ? Opinion.WANTED : Opinion.NONE);
    }

    /** @param keywords compared without regard to case */
    private static boolean has(Set<String> keywords, Set<String> some) {
        return some.stream().anyMatch(keywords::contains);
    }

    private boolean isFor(MailboxId mailbox, SpecialUse use) {
        return tree.find(mailbox).filter(each -> each.uses().contains(use)).isPresent();
    }

    private void tell(MailAccount account, MailboxId mailbox, UidSet uids, Opinion opinion, Actor by) {
        boolean holder = by.account().isEmpty() || by.account().equals(account.id());
        if (!holder) return;
        try {
            told.get().sorted(account, mailbox, uids, opinion, by);
        } catch (RuntimeException failed) {
            // What the person did is done, and must not seem to have failed.
            LOG.warn("what account {} thinks of {} messages was not learnt", account.id(), uids.size(), failed);
        }
    }
}
