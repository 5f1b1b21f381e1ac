package org.mailstead.server.cli;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailstead.mailbox.Actor;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.Quota;
import org.mailstead.server.Mistake;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "quota",
        description = {
            "Shows or sets how much an account may hold. 0 means no limit.",
            "What is there already stays, whatever the limit; only more is refused."
        },
        footer = {"", "Example:", "  mailstead account quota ann@example.org --storage 5G --messages 200000"})
final class AccountQuota extends OnDirectory {
    private static final Actor BY = new Actor("command", "", "");
    private static final String UNITS = "KMGT";

    /** Larger numbers mean nothing, and their sums could overflow. */
    private static final long MOST = 1L << 50;

    @Parameters(paramLabel = "ADDRESS", description = "the account's mail address")
    private String address = "";

    @Option(names = "--storage", paramLabel = "SIZE", description = "bytes of all messages, such as 500M or 5G")
    private @Nullable String storage;

    @Option(names = "--messages", paramLabel = "NUMBER", description = "messages in all mailboxes together")
    private @Nullable String messages;

    @Option(names = "--mailboxes", paramLabel = "NUMBER", description = "mailboxes")
    private @Nullable String mailboxes;

    AccountQuota(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        var wanted = Desk.address(address);
        var account = desk.directory()
                .account(wanted)
                .orElseThrow(() -> new Mistake(
                        "There is no account " + wanted + ". See those there are with: mailstead account list"));
        MailAccount mail = desk.mail().account(account.id().value());
        Quota before = mail.quota();
        var quota = new Quota(
                Optional.ofNullable(storage).map(AccountQuota::size).orElse(before.storage()),
                Optional.ofNullable(messages).map(AccountQuota::number).orElse(before.messages()),
                Optional.ofNullable(mailboxes).map(AccountQuota::number).orElse(before.mailboxes()));
        if (!quota.equals(before)) mail.quota(quota, BY);
        tell(desk, quota, mail.used());
    }

    private void tell(Desk desk, Quota quota, Quota.Usage used) {
        desk.say(
                json(),
                json -> {
                    json.writeStringProperty("address", address);
                    json.writeNumberProperty("storage", used.storage());
                    json.writeNumberProperty("storageLimit", quota.storage());
                    json.writeNumberProperty("messages", used.messages());
                    json.writeNumberProperty("messagesLimit", quota.messages());
                    json.writeNumberProperty("mailboxes", used.mailboxes());
                    json.writeNumberProperty("mailboxesLimit", quota.mailboxes());
                },
                "Storage: " + used.storage() + " bytes, " + limit(quota.storage()) + "\n"
                        + "Messages: " + used.messages() + ", " + limit(quota.messages()) + "\n"
                        + "Mailboxes: " + used.mailboxes() + ", " + limit(quota.mailboxes()));
    }

    private static String limit(long limit) {
        return limit == 0 ? "no limit" : "limit " + limit;
    }

    /** {@code 5G} and the like, in powers of 1024. */
    private static long size(String typed) {
        String upper = typed.toUpperCase(Locale.ROOT);
        int unit = upper.isEmpty() ? -1 : UNITS.indexOf(upper.charAt(upper.length() - 1));
        if (unit < 0) return number(upper);
        long bytes = number(upper.substring(0, upper.length() - 1));
        int shift = 10 * (unit + 1);
        if (bytes > MOST >> shift) throw tooLarge(typed);
        return bytes << shift;
    }

    private static long number(String typed) {
        if (!typed.matches("\\d{1,18}")) {
            throw new Mistake(
                    "\"" + typed + "\" is not a limit. Write a whole number, for storage also like 500M or 5G.");
        }
        long number = Long.parseLong(typed);
        if (number > MOST) throw tooLarge(typed);
        return number;
    }

    private static Mistake tooLarge(String typed) {
        return new Mistake(typed + " is too large for a limit. 0 means no limit.");
    }
}
