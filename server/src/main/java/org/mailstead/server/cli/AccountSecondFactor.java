package org.mailstead.server.cli;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.Account;
import org.mailstead.directory.SecondFactors;
import org.mailstead.server.Mistake;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "second-factor",
        description = {
            "Asks for codes from an authenticator program beside an account's password (TOTP), or ends that.",
            "From then on the password alone opens no mail program: each needs an app password of its own, or signs in by way",
            "of the browser.",
            "begin shows what the authenticator program is given; confirm, with the code it then shows, switches it on."
        },
        footer = {
            "",
            "Examples:",
            "  mailstead account second-factor ann@example.org begin",
            "  mailstead account second-factor ann@example.org confirm 123456",
            "  mailstead account second-factor ann@example.org off"
        })
final class AccountSecondFactor extends OnDirectory {
    @Parameters(index = "0", paramLabel = "ADDRESS", description = "the account's mail address")
    private String address = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            defaultValue = "show",
            paramLabel = "CHANGE",
            description = "begin, confirm, off, or show (the default)")
    private String change = "";

    @Parameters(index = "2", arity = "0..1", paramLabel = "CODE", description = "for confirm: six digits")
    private @Nullable String code;

    AccountSecondFactor(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        Account account = desk.account(address);
        SecondFactors factors = desk.directory().secondFactors();
        switch (change.toLowerCase(Locale.ROOT)) {
            case "begin" -> {
                var enrolment = factors.begin(account.address());
                desk.say(
                        json(),
                        json -> {
                            json.writeStringProperty("secret", enrolment.secret());
                            json.writeStringProperty("link", enrolment.link());
                        },
                        "Give this to the authenticator program, as a key or as a link:\n\n    " + enrolment.secret()
                                + "\n    " + enrolment.link()
                                + "\n\nThen switch it on with the code that it shows: mailstead account second-factor "
                                + account.address() + " confirm CODE");
            }
            case "confirm" -> confirm(desk, account, factors);
            case "off" -> {
                boolean was = factors.off(account.address());
                told(desk, account, false, was ? " has no second factor any more." : " had no second factor.");
            }
            case "show" -> {
                boolean on = factors.isOn(account.address());
                told(desk, account, on, on ? " has a second factor." : " has no second factor.");
            }
            default -> throw new Mistake("\"" + change + "\" is none of begin, confirm, off and show.");
        }
    }

    private void confirm(Desk desk, Account account, SecondFactors factors) {
        if (code == null) throw new Mistake("confirm needs the six digits that the authenticator program shows now.");
        List<String> recovery = factors.confirm(account.address(), code);
        desk.say(
                json(),
                json -> {
                    json.writeStringProperty("address", account.address().toString());
                    json.writeBooleanProperty("secondFactor", true);
                    json.writeArrayPropertyStart("recoveryCodes");
                    recovery.forEach(json::writeString);
                    json.writeEndArray();
                },
                account.address()
                        + " has a second factor now. For when the telephone is lost, each of these codes is good"
                        + " once; they are shown now and never again:\n\n    " + String.join("\n    ", recovery)
                        + "\n\nMail programs need app passwords from now on: mailstead account app-password add "
                        + account.address() + " LABEL");
    }

    private void told(Desk desk, Account account, boolean on, String text) {
        desk.say(
                json(),
                json -> {
                    json.writeStringProperty("address", account.address().toString());
                    json.writeBooleanProperty("secondFactor", on);
                },
                account.address() + text);
    }
}
