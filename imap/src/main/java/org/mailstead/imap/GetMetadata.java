package org.mailstead.imap;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.imap.MetadataQuery.Options;
import org.mailstead.mailbox.MailboxName;

/**
 * GETMETADATA. RFC 5464 §4.2. Its grammar has the options first, its examples have them behind the mailbox; both are
 * taken.
 *
 * @param name null for the server
 */
record GetMetadata(@Nullable MailboxName name, MetadataQuery query) implements ImapCommand.AfterSignIn {
    static GetMetadata read(ImapReader in) throws IOException {
        in.space();
        Options options = Options.NONE;
        if (in.peekIs('(')) {
            options = Options.read(in);
            in.space();
        }
        String raw = in.astring();
        MailboxName name = raw.isEmpty() ? null : in.mailboxName(raw);
        in.space();
        if (MetadataQuery.atOptions(in)) {
            options = Options.read(in);
            in.space();
        }
        MetadataQuery query = MetadataQuery.read(in, options);
        in.end();
        return new GetMetadata(name, query);
    }

    @Override
    public ImapReply run(ImapSession session, WithAccount state) throws IOException {
        long longest;
        if (name == null) {
            longest = query.write(session.out(), Optional.empty(), Metadata.ofServer(session, state));
        } else {
            Located located = session.locate(state, name);
            var metadata = Metadata.of(located, located.mailbox(), state);
            longest = query.write(session.out(), Optional.of(located), metadata);
        }
        return MetadataQuery.done("Done.", longest);
    }
}
