package org.mailstead.server.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailstead.backing.Backing;
import org.mailstead.gateway.Enrolment;
import org.mailstead.gateway.GatewayAccount;
import org.mailstead.gateway.NotNow;
import org.mailstead.gateway.Registration;
import org.mailstead.gateway.Secrets;
import org.mailstead.gateway.Surroundings;
import org.mailstead.server.Mistake;
import org.mailstead.server.config.Configuration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How the mailbox of an account at a provider is found and opened. */
final class BackingSignIn {
    @Option(names = "--browser", description = "somebody signs in with the provider, in a browser on this machine")
    private boolean browser;

    @Option(names = "--code", description = "somebody signs in with the provider on another device, with a code")
    private boolean code;

    @Option(
            names = "--app-password",
            description = "a password that the provider makes for programs opens it; it is asked for")
    private boolean appPassword;

    @Option(names = "--password-stdin", description = "the same, from the first line of the input")
    private boolean fromInput;

    @Option(
            names = "--client-id",
            paramLabel = "ID",
            description = "for signing in: of your registration with the provider")
    private @Nullable String clientId;

    @Option(
            names = "--client-secret-file",
            paramLabel = "FILE",
            description = "for signing in: a file whose first line is the secret of the registration, if it has one")
    private @Nullable Path clientSecret;

    @Mixin
    private ProviderOptions provider = new ProviderOptions();

    @Mixin
    private ElsewhereOptions elsewhere = new ElsewhereOptions();

    /**
     * @param mailbox its address
     * @param known how the account is backed now; empty if it is not
     * @param anyway whether servers are used that nothing vouches for
     */
    record Wanted(String mailbox, Optional<GatewayAccount> known, boolean anyway) {}

    /** Finds the servers, and has somebody sign in unless an app registration is to open the mailbox. */
    Optional<Backing> backing(Program program, Configuration.Backing settings, Wanted wanted) {
        boolean hasApp = settings.apps().stream().anyMatch(each -> each.isFor(wanted.mailbox()));
        boolean byPerson = browser || code || clientId != null;
        boolean byPassword = appPassword || fromInput;
        var known = wanted.known().filter(each -> each.address().equalsIgnoreCase(wanted.mailbox()));
        var choice = provider.choice(program, elsewhere, wanted.anyway());
        GatewayChoice.Chosen chosen = choice.of(wanted.mailbox(), known);
        if (!byPerson && !byPassword && hasApp)
            return Optional.of(new Backing(chosen.account(true, ""), Optional.empty()));
        boolean password = byPassword || chosen.oauth().isEmpty();
        Registration registration = password ? new Registration("", "") : registration(chosen, known);
        GatewayAccount account = chosen.account(password, registration.clientId());
        Optional<Path> trust = elsewhere.trusted(program.folder()).or(settings::authorities);
        var kept = new Keeping();
        var enrolment = new Enrolment(
                kept, Surroundings.ofThisMachine(trust, program.clock(), program.random()), account, registration);
        var person = new PersonSignIn(program.terminal(), enrolment, wanted.mailbox());
        try {
            if (password) enrolment.byPassword(password(program.terminal(), chosen));
            else if (code) person.byCode();
            else person.byBrowser(provider.redirectPort());
            return kept.secrets.map(secrets -> new Backing(account, Optional.of(secrets)));
        } catch (NotNow e) {
            throw new Mistake(e.trouble().words(), e);
        } catch (IOException e) {
            throw new Mistake("Signing in did not come about: " + e.getMessage(), e);
        }
    }

    /** What signing in has left, until it is handed to whoever has the store. */
    private static final class Keeping implements Enrolment.Keeping {
        private Optional<Secrets> secrets = Optional.empty();

        @Override
        public Optional<Enrolment.NewPassword> keep(Secrets got) {
            secrets = Optional.of(got);
            return Optional.empty();
        }
    }

    private Registration registration(GatewayChoice.Chosen chosen, Optional<GatewayAccount> known) {
        if (clientId != null) return new Registration(clientId, secret());
        Optional<String> before = known.map(GatewayAccount::clientId).filter(id -> !id.isEmpty());
        if (before.isPresent()) return new Registration(before.get(), secret());
        throw new Mistake(chosen.name()
                + " wants to know the program that asks. Register this server there once (the steps are in"
                + " docs/gateway.md): as [[app-registration]] in the configuration for all mailboxes of an"
                + " organisation, or for signing in with --client-id ID."
                + (chosen.takesPasswords() ? " Or use a password that it makes for programs: --app-password." : ""));
    }

    private String secret() {
        if (clientSecret == null) return "";
        try {
            return Files.readString(clientSecret, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("")
                    .strip();
        } catch (IOException e) {
            throw new Mistake("The file " + clientSecret + " cannot be read.", e);
        }
    }

    private String password(Terminal terminal, GatewayChoice.Chosen chosen) {
        if (!chosen.takesPasswords())
            throw new Mistake(chosen.name() + " takes no passwords from programs, not even those made for them."
                    + " Leave out --app-password, and sign in.");
        return fromInput ? terminal.lineFromInput() : terminal.askKnownPassword();
    }
}
