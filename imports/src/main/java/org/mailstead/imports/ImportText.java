package org.mailstead.imports;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.mailstead.texts.Language;
import org.mailstead.texts.Texts;

/** What was found in a program's files, in words. */
public final class ImportText {
    private static final Texts TEXTS = Texts.beside(ImportText.class, "imports");

    private ImportText() {}

    /** One or two sentences, with the place if it has one. */
    public static String of(Remark remark, Language language) {
        String said = TEXTS.in(language, "remark." + remark.kind().key(), remark.values());
        if (remark.place().isEmpty()) return said;
        return place(remark.place().get(), language) + ": " + said;
    }

    /** Where the secret is, in a few words. */
    public static String of(SecretPlace secret, Language language) {
        String key = "secret." + secret.kind().name().toLowerCase(Locale.ROOT);
        return TEXTS.in(language, key, Map.of("detail", secret.detail()));
    }

    /** All of it in a few lines: the servers, the secret, the remarks. */
    public static String of(Imported account, Language language) {
        var values = new HashMap<String, String>();
        values.put("program", account.program());
        values.put("file", account.file().toString());
        values.put("address", account.address().isEmpty() ? account.name() : account.address());
        var text = new StringBuilder(TEXTS.in(language, "set", values)).append('\n');
        account.servers()
                .forEach(each -> text.append("  ")
                        .append(each)
                        .append(each.user().isEmpty() ? "" : TEXTS.in(language, "user", Map.of("user", each.user())))
                        .append('\n'));
        text.append("  ").append(of(account.secret(), language));
        if (account.oauth()) text.append(' ').append(TEXTS.in(language, "oauth"));
        text.append('\n');
        account.remarks()
                .forEach(each -> text.append("! ").append(of(each, language)).append('\n'));
        return text.toString();
    }

    private static String place(Place place, Language language) {
        if (place.line() == 0) return place.file().toString();
        return TEXTS.in(
                language, "place", Map.of("file", place.file().toString(), "line", Integer.toString(place.line())));
    }
}
