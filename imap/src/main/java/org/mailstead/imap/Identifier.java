package org.mailstead.imap;

import java.io.IOException;
import java.util.Optional;
import org.mailstead.directory.Account;
import org.mailstead.directory.AccountId;
import org.mailstead.directory.Directory;
import org.mailstead.directory.MailAddress;
import org.mailstead.imap.EndOfCommand.Malformed;
import org.mailstead.mailbox.Grantee;

/**
 * Whom an access control command speaks of: a mail address, or the part before the {@code @} of one in the asking person's domain, {@code anyone} or {@code authenticated}, with a {@code -}
 * before it for the rights that are taken away. RFC 4314 §2, §3.
 *
 * @param typed as the client wrote it, since LISTRIGHTS must repeat it
 * @param taking whether the {@code -} is there
 */
record Identifier(String typed, boolean taking, String name) {
    private static final String ANYONE = "anyone";
    private static final String AUTHENTICATED = "authenticated";

    static Identifier read(ImapReader in) throws IOException {
        String typed = ImapReader.unicode(in.astring());
        boolean taking = typed.startsWith("-");
        String name = taking ? typed.substring(1) : typed;
        boolean printable = name.codePoints().noneMatch(c -> Character.isISOControl(c) || c == ' ');
        if (name.isEmpty() || !printable) throw new Malformed("This is no identifier: it needs a mail address.");
        return new Identifier(typed, taking, name);
    }

    /** Refused if nobody is meant. Addresses that stand for others, or for several people, mean nobody here. */
    Grantee grantee(Directory directory, Account asking) {
        if (name.equals(ANYONE)) return Grantee.ANYONE;
        if (name.equals(AUTHENTICATED)) return Grantee.AUTHENTICATED;
        // A name alone means somebody in the same domain, where it cannot mean two.
        String address =
                name.indexOf('@') >= 0 ? name : name + "@" + asking.address().domain();
        return MailAddress.parse(address)
                .flatMap(directory::account)
                .map(account -> Grantee.account(account.id().value()))
                .orElseThrow(ImapReplies.NO_SUCH_PERSON::asRefusal);
    }

    /** How somebody is called in an answer; empty if the account is gone. */
    static Optional<String> of(Grantee grantee, Directory directory) {
        if (grantee.equals(Grantee.ANYONE)) return Optional.of(ANYONE);
        if (grantee.equals(Grantee.AUTHENTICATED)) return Optional.of(AUTHENTICATED);
        return directory
                .account(new AccountId(grantee.id()))
                .map(account -> account.address().toString());
    }
}
