package org.mailstead.server.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailstead.backing.BackedAccounts;
import org.mailstead.backing.Backing;
import org.mailstead.directory.Account;
import org.mailstead.gateway.GatewayAccount;
import org.mailstead.gateway.Trouble;
import org.mailstead.gateway.VaultException;
import org.mailstead.server.Mistake;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "back",
        description = {
            "Lets an account of this server have its mailbox at another provider: programs sign in here as ever, and"
                    + " reach it there. So old",
            "programs that know only passwords can use providers that want tokens, such as Office 365.",
            "The mailbox is opened by the app registration that the configuration has for its domain"
                    + " ([[app-registration]]); without one,",
            "somebody signs in with the provider, in the browser or with a code. Again for an account that is backed"
                    + " already: signs in anew.",
            "Mail for the account is not taken here any more; what lies here of it stays, and is seen again after"
                    + " --off."
        },
        footer = {
            "",
            "The steps in the provider's console are in docs/gateway.md.",
            "",
            "Examples:",
            "  mailstead account back ann@contoso.com",
            "  mailstead account back ann@contoso.com --code --client-id 00000000-0000-0000-0000-000000000000",
            "  mailstead account back ann@gmail.com --app-password",
            "  mailstead account back ann@contoso.com --off"
        })
final class AccountBack extends OnDirectory {
    private static final String ASK = "--ask-first";
    private static final String KEEP = "--keep-found";

    @Parameters(paramLabel = "ADDRESS", description = "the account's mail address")
    private String address = "";

    @Option(names = "--off", description = "the mailbox is here again")
    private boolean off;

    @Option(
            names = "--mailbox",
            paramLabel = "ADDRESS",
            description = "of the mailbox at the provider, if it is not the account's")
    private @Nullable String mailbox;

    @Option(
            names = "--anyway",
            description = "keep it although the mailbox does not open yet; also use servers that nothing vouches for")
    private boolean anyway;

    /** The first of two steps, where the store is: whether there is such an account, and how it is backed now. */
    @Option(names = ASK, hidden = true)
    private boolean asks;

    /** The second one: what was found and signed in is kept. */
    @Option(names = KEEP, hidden = true)
    private boolean keeps;

    @Mixin
    private BackingSignIn signIn = new BackingSignIn();

    /** What is to be kept. */
    private Optional<Backing> found = Optional.empty();

    AccountBack(Program program) {
        super(program);
    }

    /** The person signs in here, between the two steps, which may be done in a server. */
    @Override
    public Integer call() {
        if (off || asks || keeps) return super.call();
        var answer = new StringWriter();
        Terminal terminal = program().terminal();
        asks = true;
        int exit = step(ASK, new Terminal(new PrintWriter(answer, true), terminal.err(), terminal.in()));
        asks = false;
        if (exit != 0) return exit;
        found = signIn.backing(
                program(),
                configuration().backing(),
                new BackingSignIn.Wanted(mailbox(), known(answer.toString().strip()), anyway));
        keeps = true;
        return step(KEEP, terminal);
    }

    private int step(String which, Terminal terminal) {
        var arguments = new ArrayList<>(program().arguments());
        arguments.add(which);
        Program step = program().saying(arguments).on(terminal);
        return step.workplace().perform(this, step);
    }

    private String mailbox() {
        return mailbox == null
                ? Desk.address(address).toString()
                : Desk.address(mailbox).toString();
    }

    private static Optional<GatewayAccount> known(String answer) {
        return answer.isEmpty()
                ? Optional.empty()
                : GatewayAccount.read(Base64.getDecoder().decode(answer));
    }

    @Override
    Optional<String> secret(Terminal terminal) {
        return found.map(each -> Base64.getEncoder().encodeToString(each.write()));
    }

    @Override
    void run(Desk desk) {
        Account account = desk.account(address);
        try {
            BackedAccounts kept = desk.backed().get().kept();
            if (asks) desk.say(known(kept, account));
            else if (off) off(desk, account, kept);
            else back(desk, account, kept);
        } catch (VaultException e) {
            throw new Mistake(String.valueOf(e.getMessage()), e);
        }
    }

    private static String known(BackedAccounts kept, Account account) {
        try {
            return kept.settings(account.id())
                    .map(each -> Base64.getEncoder().encodeToString(each.write()))
                    .orElse("");
        } catch (VaultException e) {
            // What is damaged is made anew.
            return "";
        }
    }

    private void off(Desk desk, Account account, BackedAccounts kept) {
        boolean was = kept.remove(account);
        desk.say(
                json(),
                json -> {
                    json.writeStringProperty("address", account.address().toString());
                    json.writeBooleanProperty("backed", false);
                },
                "The mailbox of " + account.address() + (was ? " is here again." : " was here already."));
    }

    private void back(Desk desk, Account account, BackedAccounts kept) throws VaultException {
        Backing backing = Backing.read(Base64.getDecoder().decode(desk.secret().orElse("")));
        if (backing.byApp() && !anyway) {
            List<Trouble> troubles = desk.backed().get().tryApp(account, backing.account());
            // What works for some protocols is kept: sending is often allowed later, or never.
            if (troubles.size() == backing.account().protocols().size())
                throw new Mistake("The mailbox does not open. "
                        + troubles.getFirst().words() + " (To keep it all the same: --anyway)");
        }
        kept.put(account, backing);
        List<Trouble> troubles = desk.backed().get().look(account);
        var lines = new ArrayList<String>();
        lines.add(account.address() + " has its mailbox at "
                + backing.account().servers().getFirst().host() + " now. Programs sign in here as before.");
        troubles.forEach(each -> lines.add("But: " + each.words()));
        desk.say(
                json(),
                json -> {
                    json.writeStringProperty("address", account.address().toString());
                    json.writeBooleanProperty("backed", true);
                    json.writeArrayPropertyStart("troubles");
                    troubles.forEach(each -> json.writeString(each.words()));
                    json.writeEndArray();
                },
                String.join("\n", lines));
    }
}
