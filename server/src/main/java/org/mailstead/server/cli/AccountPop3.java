package org.mailstead.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.Account;
import org.mailstead.directory.Pop3Choice;
import org.mailstead.directory.Pop3Choice.OnDownload;
import org.mailstead.mailbox.Actor;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.Mailbox;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.server.Mistake;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "pop3",
        description = {
            "Shows or sets what POP3 does with the mail of an account.",
            "What is set here happens, whatever the mail program asks for; it holds from the next sign-in on.",
            "",
            "What becomes of messages that were downloaded:",
            "  client            the mail program decides: what it deletes is deleted (as long as nothing is set)",
            "  keep              they stay; what the program deletes is hidden from POP3, and there for IMAP",
            "  delete            they are deleted when the program ends in order, even if it deletes nothing",
            "  delete-after=14d  they stay for that many days from the first download on, and are deleted then"
        },
        footer = {
            "",
            "Examples:",
            "  mailstead account pop3 ann@example.org",
            "  mailstead account pop3 ann@example.org --on-download keep --show INBOX,Junk"
        })
final class AccountPop3 extends OnDirectory {
    private static final Actor BY = new Actor("command", "", "");
    private static final Pattern DELETE_AFTER = Pattern.compile("delete-after=(\\d{1,5})d?");

    @Parameters(paramLabel = "ADDRESS", description = "the account's mail address")
    private String address = "";

    @Option(names = "--on-download", paramLabel = "CHOICE", description = "one of those above")
    private @Nullable String onDownload;

    @Option(
            names = "--show",
            split = ",",
            paramLabel = "MAILBOX",
            description = "the mailboxes that POP3 shows, parted by commas; INBOX is always the first of them")
    private @Nullable List<String> show;

    @Option(names = "--mark-seen", negatable = true, description = "whether downloaded messages become read for IMAP")
    private @Nullable Boolean markSeen;

    @Option(names = "--unhide", description = "lets POP3 show the messages again that are hidden from it")
    private boolean unhide;

    AccountPop3(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        Account account = desk.account(address);
        MailAccount mail = desk.mail().account(account.id().value());
        var choices = desk.directory().pop3Choices();
        UnaryOperator<Pop3Choice> change = change(mail);
        Pop3Choice chosen = onDownload == null && show == null && markSeen == null
                ? choices.of(account.id())
                : choices.change(account.address(), change);
        if (unhide) mail.fetched().showAll(BY);
        long hidden = hidden(mail, chosen);
        desk.say(
                json(),
                json -> {
                    json.writeStringProperty("address", account.address().toString());
                    json.writeStringProperty("onDownload", word(chosen.onDownload()));
                    json.writeArrayPropertyStart("show");
                    for (String name : shown(chosen)) json.writeString(name);
                    json.writeEndArray();
                    json.writeBooleanProperty("markSeen", chosen.marksSeen());
                    json.writeNumberProperty("hidden", hidden);
                },
                text(account, chosen, hidden));
    }

    private UnaryOperator<Pop3Choice> change(MailAccount mail) {
        Optional<OnDownload> wanted = Optional.ofNullable(onDownload).map(AccountPop3::parse);
        Optional<List<String>> names = Optional.ofNullable(show).map(list -> others(mail, list));
        Optional<Boolean> seen = Optional.ofNullable(markSeen);
        return before -> {
            Pop3Choice after = before;
            if (wanted.isPresent()) after = after.with(wanted.get());
            if (names.isPresent()) after = after.showing(names.get());
            return seen.isPresent() ? after.markingSeen(seen.get()) : after;
        };
    }

    private static OnDownload parse(String typed) {
        String word = typed.strip().toLowerCase(Locale.ROOT);
        Matcher after = DELETE_AFTER.matcher(word);
        if (after.matches()) return new OnDownload.DeleteAfter(Integer.parseInt(after.group(1)));
        return switch (word) {
            case "client" -> new OnDownload.Client();
            case "keep" -> new OnDownload.Keep();
            case "delete" -> new OnDownload.Delete();
            default ->
                throw new Mistake("\"" + typed
                        + "\" is none of client, keep, delete and delete-after=14d (or another number of days).");
        };
    }

    /** Those besides INBOX, each once, under the names they have. */
    private static List<String> others(MailAccount mail, List<String> typed) {
        var others = new ArrayList<String>();
        for (String name : typed) {
            if (name.isBlank()) continue;
            Mailbox found = MailboxName.of(name.strip())
                    .flatMap(mail::mailbox)
                    .orElseThrow(() -> new Mistake("There is no mailbox \"" + name.strip() + "\"."));
            String known = found.name().toString();
            if (!found.name().isInbox() && !others.contains(known)) others.add(known);
        }
        return others;
    }

    private static List<String> shown(Pop3Choice choice) {
        var all = new ArrayList<String>();
        all.add(MailboxName.INBOX.toString());
        all.addAll(choice.shown());
        return all;
    }

    /** Messages that would be shown if they were not hidden. */
    private static long hidden(MailAccount mail, Pop3Choice choice) {
        long hidden = 0;
        for (String name : shown(choice)) {
            Optional<Mailbox> found = MailboxName.of(name).flatMap(mail::mailbox);
            if (found.isEmpty()) continue;
            var id = found.get().id();
            hidden += mail.view(id).present(mail.fetched().hidden(id)).size();
        }
        return hidden;
    }

    private static String word(OnDownload chosen) {
        return switch (chosen) {
            case OnDownload.Client() -> "client";
            case OnDownload.Keep() -> "keep";
            case OnDownload.Delete() -> "delete";
            case OnDownload.DeleteAfter(int days) -> "delete-after=" + days + "d";
        };
    }

    private static String text(Account account, Pop3Choice choice, long hidden) {
        String fate = switch (choice.onDownload()) {
            case OnDownload.Client() -> "the mail program decides";
            case OnDownload.Keep() -> "they stay; what a program deletes is hidden from POP3";
            case OnDownload.Delete() -> "they are deleted";
            case OnDownload.DeleteAfter(int days) ->
                "they stay for " + days + " days; what a program deletes before is hidden from POP3";
        };
        return "POP3 of " + account.address() + ":"
                + "\n  downloaded messages  " + word(choice.onDownload()) + " (" + fate + ")"
                + "\n  mailboxes shown      " + String.join(", ", shown(choice))
                + "\n  become read          " + (choice.marksSeen() ? "yes" : "no")
                + "\n  hidden               " + hidden + (hidden == 1 ? " message" : " messages");
    }
}
