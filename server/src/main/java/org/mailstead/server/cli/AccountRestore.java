package org.mailstead.server.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.Account;
import org.mailstead.mailbox.Actor;
import org.mailstead.mailbox.ExpungedMail;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.Mailbox;
import org.mailstead.mailbox.MailboxException;
import org.mailstead.mailbox.MailboxId;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.server.Mistake;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "restore",
        description = {
            "Brings back messages that were deleted within the last 14 days.",
            "They keep their flags and dates and come to the mailboxes they were in. What is back already is not brought back again. What POP3 took off is hidden from POP3 then,",
            "so that the same program does not take it off once more."
        },
        footer = {
            "",
            "Examples:",
            "  mailstead account restore ann@example.org --pop3",
            "  mailstead account restore ann@example.org --since 2026-11-20 --into Restored"
        })
final class AccountRestore extends OnDirectory {
    private static final Actor BY = new Actor("command", "", "");

    @Parameters(paramLabel = "ADDRESS", description = "the account's mail address")
    private String address = "";

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "only what was deleted since then, " + Since.FORMS + " (default: all there is)")
    private @Nullable String since;

    @Option(names = "--pop3", description = "only what POP3 took off")
    private boolean pop3;

    @Option(
            names = "--into",
            paramLabel = "MAILBOX",
            description = "all into this mailbox, which is made if there is none of that name")
    private @Nullable String into;

    @Option(names = "--dry-run", description = "only say how many messages that would be")
    private boolean dryRun;

    AccountRestore(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        Account account = desk.account(address);
        MailAccount mail = desk.mail().account(account.id().value());
        Instant from =
                since == null ? Instant.EPOCH : Since.parse(since, desk.clock().instant(), ZoneId.systemDefault());
        ExpungedMail expunged = mail.expunged();
        ExpungedMail.Restored done;
        try {
            var wish = new ExpungedMail.Wish(from, pop3, home(mail));
            done = dryRun ? expunged.restorable(wish) : expunged.restore(wish, BY);
        } catch (MailboxException refused) {
            throw new Mistake("Not all could be brought back: " + refused.getMessage()
                    + ". What is back stays; the rest can be had by the same command when that is mended.");
        }
        desk.say(
                json(),
                json -> {
                    json.writeStringProperty("address", account.address().toString());
                    json.writeNumberProperty(dryRun ? "restorable" : "restored", done.messages());
                    json.writeNumberProperty("withoutMailbox", done.homeless());
                },
                text(done));
    }

    /** A look must not make a mailbox: INBOX stands for one that is not there yet. */
    private Optional<MailboxId> home(MailAccount mail) {
        if (into == null) return Optional.empty();
        MailboxName name = MailboxName.of(into)
                .orElseThrow(() -> new Mistake("\"" + into + "\" cannot be the name of a mailbox."));
        Optional<Mailbox> there = mail.mailbox(dryRun && mail.mailbox(name).isEmpty() ? MailboxName.INBOX : name);
        return Optional.of(
                there.orElseGet(() -> mail.create(name, Set.of(), BY)).id());
    }

    private String text(ExpungedMail.Restored done) {
        String count = done.messages() == 1 ? "1 message" : done.messages() + " messages";
        String text = dryRun ? count + " can be brought back." : "Brought back " + count + ".";
        if (done.homeless() == 0) return text;
        return text + "\n" + done.homeless()
                + " more were in mailboxes that are gone. Name one for all of them: --into Restored";
    }
}
