package org.mailstead.directory;

import java.util.Optional;
import org.mailstead.directory.DirectoryKey.LanguageKey;
import org.mailstead.store.RowWriter;
import org.mailstead.texts.Language;

/** In which language the holder of an account is spoken to. */
public final class AccountLanguages {
    private final DirectoryRows rows;
    private final Language usual;

    AccountLanguages(DirectoryRows rows, Language usual) {
        this.rows = rows;
        this.usual = usual;
    }

    /** That of everybody who has not chosen. */
    public Language usual() {
        return usual;
    }

    /** The one that was chosen, or else the usual one; that one also if the account is gone. */
    public Language of(AccountId account) {
        return chosen(account).orElse(usual);
    }

    public Optional<Language> chosen(AccountId account) {
        return rows.read(now ->
                Optional.ofNullable(now.get(new LanguageKey(account).encode())).flatMap(AccountLanguages::decode));
    }

    /** @throws DirectoryException if there is no such account */
    public void choose(MailAddress account, Language chosen) {
        rows.write(tx -> {
            AccountId id = DirectoryChecks.requireAccount(tx, account).account().id();
            tx.put(new LanguageKey(id).encode(), encode(chosen));
            return chosen;
        });
    }

    private static byte[] encode(Language language) {
        return new RowWriter().varint(DirectoryRow.FORM).string(language.tag()).toBytes();
    }

    /** A language that a later version knew counts as none chosen. */
    private static Optional<Language> decode(byte[] row) {
        return Language.of(DirectoryRow.read(row, in -> in.string()));
    }
}
