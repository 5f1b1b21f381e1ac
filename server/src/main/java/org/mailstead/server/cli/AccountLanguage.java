package org.mailstead.server.cli;

import static java.util.stream.Collectors.joining;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.Account;
import org.mailstead.directory.AccountLanguages;
import org.mailstead.server.Mistake;
import org.mailstead.texts.Language;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "language",
        description = {
            "Shows or sets the language in which the holder of an account is spoken to, in answers to mail programs.",
            "Who has not chosen one is spoken to as the setting \"language\" says."
        },
        footer = {
            "",
            "Examples:",
            "  mailstead account language ann@example.org de",
            "  mailstead account language ann@example.org"
        })
final class AccountLanguage extends OnDirectory {
    @Parameters(index = "0", paramLabel = "ADDRESS", description = "the account's mail address")
    private String address = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "LANGUAGE",
            description = "en or de; without it the language is shown")
    private @Nullable String language;

    AccountLanguage(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        Account account = desk.account(address);
        AccountLanguages languages =
                desk.directory().languages(desk.configuration().get().signIn().language());
        if (language != null) languages.choose(account.address(), parse(language));
        Optional<Language> chosen = languages.chosen(account.id());
        Language spoken = languages.of(account.id());
        desk.say(
                json(),
                json -> {
                    json.writeStringProperty("address", account.address().toString());
                    json.writeStringProperty("language", spoken.tag());
                    json.writeBooleanProperty("chosen", chosen.isPresent());
                },
                account.address() + " is spoken to in " + spoken.ownName() + " (" + spoken.tag() + ")"
                        + (chosen.isPresent() ? "." : ", as everybody who has not chosen a language."));
    }

    static Language parse(String typed) {
        return Stream.of(Language.values())
                .filter(each -> each.tag().equalsIgnoreCase(typed.strip()))
                .findFirst()
                .orElseThrow(() -> new Mistake("\"" + typed
                        + "\" is no language that people can be spoken to in. There are: "
                        + Stream.of(Language.values()).map(Language::tag).collect(joining(", ")) + "."));
    }
}
