package org.mailstead.exports;

import org.mailstead.settings.MailServer;

/**
 * Sections of Git's configuration, for {@code git send-email}. It does not sign in by tokens in most versions that are around, so that
 * msmtp does it for it there.
 */
final class GitSendEmail implements Format {
    @Override
    public void write(Draft draft) throws UnfitSettings {
        MailServer server = draft.outgoing();
        var account = draft.account();
        var lines = new Lines().comment(draft.say("comment.made")).line("[sendemail]");
        String from = account.name().isEmpty()
                ? account.address()
                : Quotes.escaped(account.name(), "") + " <" + account.address() + ">";
        set(lines, "from", from);
        if (draft.typed()) {
            set(lines, "smtpServer", server.host());
            set(lines, "smtpServerPort", Integer.toString(server.port()));
            set(lines, "smtpUser", server.user());
            switch (server.security()) {
                case TLS -> set(lines, "smtpEncryption", "ssl");
                case STARTTLS -> set(lines, "smtpEncryption", "tls");
                case NONE -> {}
            }
            String url = "smtp://" + Quotes.urlHost(server.host()) + ":" + server.port();
            lines.line("[credential ", Quotes.escaped(url, ""), "]");
            String answer = "printf 'password=%s\\n' \"$(" + draft.command() + ")\"";
            set(lines, "helper", "!f() { test \"$1\" = get && " + answer + "; }; f");
        } else set(lines, "sendmailCmd", "msmtp --account=" + draft.slug());
        draft.configuration(draft.slug() + ".gitconfig", lines);
        if (draft.typed()) draft.stepsWithCommand();
        else {
            Msmtp.file(draft, server);
            draft.step("step.tokens");
            draft.step("step.git-by-msmtp");
        }
    }

    private static void set(Lines lines, String key, String value) {
        lines.line("\t", key, " = ", Quotes.escaped(value, ""));
    }
}
