package org.mailstead.exports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailstead.exports.Export.Row;
import org.mailstead.settings.AccountSettings;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.Secret;
import org.mailstead.texts.Language;

/**
 * The lines that a program's own screen has, with what belongs into each.
 *
 * @param incoming the one to send by where nothing is read
 * @param password to show: words in its place, or itself
 */
public record Screen(
        MailProgram program,
        AccountSettings account,
        MailServer incoming,
        MailServer outgoing,
        Language language,
        Password password) {
    /**
     * What stands for the password.
     *
     * @param verbatim whether it is the password itself
     */
    public record Password(String text, boolean verbatim) {
        /** Words that say which one is meant. */
        public static Password words(Language language) {
            return new Password(Exports.TEXTS.in(language, "value.password"), false);
        }
    }

    /** Empty if the protocol, or sending, is on no port. */
    public static Optional<Screen> of(
            MailProgram program, AccountSettings account, Protocol reading, Language language, Password password) {
        var outgoing = account.outgoing();
        var incoming = program.onlySends() ? outgoing : account.server(reading);
        if (incoming.isEmpty() || outgoing.isEmpty()) return Optional.empty();
        return Optional.of(new Screen(program, account, incoming.get(), outgoing.get(), language, password));
    }

    public List<Row> rows() {
        var rows = new ArrayList<Row>();
        for (Field each : program.fields()) rows.add(row(say("label." + each.label()), each.value()));
        return rows;
    }

    private Row row(String label, Field.Value value) {
        return switch (value) {
            case HEADING -> new Row(label, "", false);
            case NAME -> account.name().isEmpty() ? chosen(label, say("value.name")) : verbatim(label, account.name());
            case ADDRESS -> verbatim(label, account.address());
            case IN_USER -> verbatim(label, incoming.user());
            case OUT_USER -> verbatim(label, outgoing.user());
            case PASSWORD -> new Row(label, password.text(), password.verbatim());
            case PROTOCOL -> chosen(label, incoming.protocol().toString());
            case IN_HOST -> verbatim(label, incoming.host());
            case OUT_HOST -> verbatim(label, outgoing.host());
            case IN_PORT -> verbatim(label, Integer.toString(incoming.port()));
            case OUT_PORT -> verbatim(label, Integer.toString(outgoing.port()));
            case IN_SECURITY -> chosen(label, program.security(language, incoming.security()));
            case OUT_SECURITY -> chosen(label, program.security(language, outgoing.security()));
            case AUTHENTICATION -> chosen(label, say(byBrowser() ? "value.oauth2" : "value.plain-password"));
            case YES -> chosen(label, say("value.yes"));
        };
    }

    private boolean byBrowser() {
        return !account.secrets().isEmpty() && account.secrets().getFirst() == Secret.BROWSER;
    }

    private static Row verbatim(String label, String value) {
        return new Row(label, value, true);
    }

    private static Row chosen(String label, String value) {
        return new Row(label, value, false);
    }

    private String say(String key) {
        return Exports.TEXTS.in(language, key);
    }
}
