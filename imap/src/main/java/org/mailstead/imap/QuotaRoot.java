package org.mailstead.imap;

import java.io.IOException;
import java.util.Optional;
import org.mailstead.directory.Account;
import org.mailstead.directory.MailAddress;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.Quota;
import org.mailstead.mailbox.Quota.Usage;

/**
 * An account, which is one quota root. RFC 9208 §3.1.1. One's own has an empty name and is there as long as there is a
 * limit; to administrators each account is there under its address.
 */
record QuotaRoot(String name, MailAccount mail) {
    private static final String OWN = "";

    static QuotaRoot named(String name, ImapSession session, WithAccount state) {
        boolean administrator = isAdministrator(session, state);
        if (name.equals(OWN) && (administrator || isLimited(state.mail()))) return own(state);
        return Optional.of(name)
                .filter(_ -> administrator)
                .flatMap(MailAddress::parse)
                .flatMap(session.server().directory()::account)
                .map(account -> of(account, name, session))
                .orElseThrow(ImapReplies.NO_QUOTA_ROOT::asRefusal);
    }

    /** Of a mailbox's account. How full another person's is, administrators are told only. */
    static Optional<QuotaRoot> of(Located located, ImapSession session, WithAccount state) {
        if (!located.isShared()) return isLimited(state.mail()) ? Optional.of(own(state)) : Optional.empty();
        if (!isAdministrator(session, state)) return Optional.empty();
        return SharedName.of(located.shown())
                .map(name -> new QuotaRoot(name.owner().toString(), located.mail()));
    }

    static boolean isAdministrator(ImapSession session, WithAccount state) {
        return session.server().directory().isAdministrator(state.account().id());
    }

    private static QuotaRoot own(WithAccount state) {
        return new QuotaRoot(OWN, state.mail());
    }

    private static QuotaRoot of(Account account, String name, ImapSession session) {
        return new QuotaRoot(name, session.server().mail().account(account.id().value()));
    }

    private static boolean isLimited(MailAccount mail) {
        return !mail.quota().equals(Quota.NONE);
    }

    /** The QUOTA response. RFC 9208 §4.2.1. */
    void write(ImapWriter out) throws IOException {
        Quota quota = mail.quota();
        Usage used = mail.used();
        out.text("* QUOTA ").quoted(name).text(" (");
        String before = "";
        for (QuotaResource each : QuotaResource.values()) {
            long limit = each.limit(quota);
            if (limit == 0) continue;
            out.text(before).text(each.name()).text(" ");
            out.number(each.used(used)).text(" ").number(limit);
            before = " ";
        }
        out.text(")").line();
    }
}
