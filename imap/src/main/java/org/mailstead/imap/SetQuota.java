package org.mailstead.imap;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.mailstead.imap.EndOfCommand.Malformed;
import org.mailstead.imap.ImapState.WithAccount;

/**
 * SETQUOTA, for administrators: nobody may raise his own limits. What is not named has no limit afterwards. RFC 9208
 * §4.1.1.
 */
record SetQuota(String root, Map<QuotaResource, Long> limits) implements ImapCommand.AfterSignIn {
    static SetQuota read(ImapReader in) throws IOException {
        in.space();
        String root = in.astring();
        in.space();
        in.want('(');
        var limits = new EnumMap<QuotaResource, Long>(QuotaResource.class);
        if (!in.take(')')) {
            do {
                limit(in, limits);
            } while (in.nextInList());
        }
        in.end();
        return new SetQuota(root, limits);
    }

    private static void limit(ImapReader in, Map<QuotaResource, Long> limits) {
        String word = in.word();
        QuotaResource resource =
                QuotaResource.of(word).orElseThrow(() -> new Malformed("There is no resource " + word + "."));
        in.space();
        if (limits.put(resource, in.number()) != null) throw new Malformed(word + " is there twice.");
    }

    @Override
    public ImapReply run(ImapSession session, WithAccount state) throws IOException {
        if (!QuotaRoot.isAdministrator(session, state)) return ImapReplies.ADMINISTRATOR_ONLY;
        QuotaRoot quota = QuotaRoot.named(root, session, state);
        for (var limit : limits.entrySet()) {
            if (!limit.getKey().allows(limit.getValue())) return ImapReplies.NO_SUCH_LIMIT;
        }
        quota.mail().quota(QuotaResource.quota(limits), session.actor());
        quota.write(session.out());
        return ImapReply.ok("These are the limits now.");
    }
}
