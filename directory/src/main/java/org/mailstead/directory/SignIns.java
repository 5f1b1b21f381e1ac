package org.mailstead.directory;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.PasswordCheck.Checked;
import org.mailstead.directory.PasswordCheck.Guest;
import org.mailstead.directory.Person.Credential;
import org.mailstead.directory.RefusalTexts.Said;
import org.mailstead.directory.SignIn.Reason;
import org.mailstead.directory.UserNames.Meant;
import org.mailstead.sasl.Channel;
import org.mailstead.sasl.ClientCertificate;
import org.mailstead.sasl.CramKey;
import org.mailstead.sasl.Identity;
import org.mailstead.sasl.Judge;
import org.mailstead.sasl.SaslExchange;
import org.mailstead.sasl.SaslMechanism;
import org.mailstead.sasl.ScramHash;
import org.mailstead.sasl.ScramKeys;
import org.mailstead.store.StoreFault;
import org.mailstead.texts.Language;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where people are let in, whatever the protocol. All methods may be called from any thread. */
public final class SignIns {
    private static final Logger LOG = LoggerFactory.getLogger(SignIns.class);

    private final DirectoryRows rows;
    private final PasswordCheck check;
    private final Admission admission;
    private final SignInSettings settings;
    private final SignInHistory history;
    private final ScramSalts salts;
    private final RandomGenerator random;

    SignIns(
            DirectoryRows rows,
            PasswordCheck check,
            Admission admission,
            SignInSettings settings,
            SignInHistory history,
            RandomGenerator random) {
        this.rows = rows;
        this.check = check;
        this.admission = admission;
        this.settings = settings;
        this.history = history;
        salts = check.salts();
        this.random = random;
    }

    /** Ways to sign in that are offered where the connection allows them. */
    public Set<SaslMechanism> mechanisms() {
        return settings.mechanisms();
    }

    /** Whether programs may show a password: also by the commands that IMAP and POP3 had before SASL. */
    public boolean takesShownPasswords() {
        return settings.mechanisms().stream().anyMatch(SaslMechanism.SHOWING::contains);
    }

    /**
     * Checks a password. Takes about 50 ms of one core when the password was not seen lately, on purpose.
     *
     * @param userName what the mail program sent, in any of the forms that people type
     */
    public SignIn password(String userName, String password, Caller caller) {
        return new Desk(caller).password(new Identity("", userName), password);
    }

    /**
     * The same in a browser, which can ask for the code of a second factor: without one, who has to show it hears {@link
     * Reason#CODE_WANTED} once the password is right.
     */
    public SignIn browser(String userName, String password, Optional<String> code, Caller caller) {
        return new Desk(caller).withCode(userName, password, code);
    }

    /**
     * Begins a try to sign in.
     *
     * @param offered what the client was told it may choose from
     */
    public SaslExchange<SignIn> begin(
            SaslMechanism mechanism, Channel channel, Collection<SaslMechanism> offered, Caller caller) {
        return mechanism.begin(new Desk(caller), channel, offered, random);
    }

    /** A program has said what it is after it was let in. */
    public void program(Account account, Caller caller, String program) {
        history.program(account.id(), caller.saying(program));
    }

    /** In which language the holder of an account is spoken to. */
    public Language language(AccountId account) {
        return new AccountLanguages(rows, settings.language()).of(account);
    }

    /** What somebody is told who was refused, in place of the protocol's own words. */
    public Optional<Said> said(SignIn.Refused refused, Caller caller) {
        try {
            return refused.proved().flatMap(who -> settings.texts().proved(who, refused.reason(), caller));
        } catch (StoreFault fault) {
            LOG.error("the directory cannot be read", fault);
            return Optional.empty();
        }
    }

    /** A password was refused unseen, since the connection is not encrypted. Returns what is said to that. */
    public Optional<Said> withoutTls(String userName, Caller caller) {
        return unseen(userName, caller, "no-tls");
    }

    /** A password was refused unseen, since none may be shown here. Returns what is said to that. */
    public Optional<Said> mayNotBeShown(String userName, Caller caller) {
        return unseen(userName, caller, "password-shown");
    }

    private Optional<Said> unseen(String userName, Caller caller, String verdict) {
        try {
            note(userName, caller, Optional.empty(), verdict);
        } catch (StoreFault fault) {
            LOG.error("a try to sign in was not written down", fault);
        }
        return settings.texts().anybody(verdict, caller);
    }

    private void note(String userName, Caller caller, Optional<SignIn.Proved> proved, String verdict) {
        Meant meant = meant(userName);
        if (proved.isPresent()) {
            AccountId who = proved.get().account().id();
            history.attempt(who, userName, caller, proved.get().device(), verdict);
            if (meant.found() != null && !meant.found().account().id().equals(who))
                history.attempt(meant.found().account().id(), userName, caller, "", SignInAttempt.ANOTHERS_CREDENTIALS);
        } else if (meant.found() != null) {
            history.attempt(meant.found().account().id(), userName, caller, "", verdict);
        } else {
            for (Account each : meant.several())
                history.attempt(each.id(), userName, caller, "", SignInAttempt.AMBIGUOUS_NAME);
            meant.address().ifPresent(stranger -> history.stranger(stranger, userName, caller, verdict));
        }
    }

    private Meant meant(String userName) {
        return rows.read(now -> new UserNames(now).meant(userName));
    }

    /** Judges one try. */
    private final class Desk implements Judge<SignIn> {
        private final Caller caller;

        /** What was offered to be proved, in the order of the pairs. */
        private List<Credential> provable = List.of();

        private @Nullable Guest proving;

        Desk(Caller caller) {
            this.caller = caller;
        }

        @Override
        public SignIn password(Identity who, String password) {
            return concluded(who.user(), () -> {
                Guest guest = guest(who.user());
                Checked checked =
                        check.shown(guest, password, () -> guest(who.user()).person());
                return admission.decide(who, checked, caller);
            });
        }

        SignIn withCode(String userName, String password, Optional<String> code) {
            return concluded(userName, () -> {
                Guest guest = guest(userName);
                Checked checked =
                        check.shown(guest, password, () -> guest(userName).person());
                return admission.inBrowser(new Identity("", userName), checked, code, caller);
            });
        }

        @Override
        public SignIn token(Identity who, String token) {
            return concluded(
                    who.actingFor(),
                    () -> admission.byToken(who, settings.tokens().check(token), caller));
        }

        @Override
        public SignIn certificate(ClientCertificate shown, String actingFor) {
            String named = shown.addresses().stream().findFirst().orElse("");
            String typed = actingFor.isEmpty() ? named : actingFor;
            return concluded(typed, () -> admission.byCertificate(shown, actingFor, typed));
        }

        @Override
        public ScramKeys keys(String user, ScramHash hash) {
            try {
                Guest guest = guest(user);
                proving = guest;
                ScramSalts.Asked asked = salts.of(guest, hash);
                provable = asked.credentials();
                return asked.keys();
            } catch (StoreFault fault) {
                // The proof that follows will be told to try again later.
                LOG.error("the directory cannot be read", fault);
                return salts.nobodys(user);
            }
        }

        @Override
        public List<CramKey> cramKeys(String user) {
            try {
                Guest guest = guest(user);
                proving = guest;
                ScramSalts.AskedByCram asked = salts.byCram(guest);
                provable = asked.credentials();
                return asked.keys();
            } catch (StoreFault fault) {
                LOG.error("the directory cannot be read", fault);
                return List.of();
            }
        }

        @Override
        public SignIn proven(Identity who, int which) {
            return concluded(who.user(), () -> {
                Guest guest = proving != null ? proving : guest(who.user());
                return admission.decide(who, check.proved(guest, provable.get(which)), caller);
            });
        }

        @Override
        public SignIn disproven(Identity who) {
            return concluded(who.user(), () -> admission.decide(who, check.proved(guest(who.user()), null), caller));
        }

        @Override
        public boolean isWelcome(SignIn outcome) {
            return outcome instanceof SignIn.Welcome;
        }

        private Guest guest(String userName) {
            return rows.read(now -> {
                Meant meant = new UserNames(now).meant(userName);
                Person person = meant.found() == null ? null : Person.of(now, meant.found());
                return new Guest(userName, person, meant.address(), caller.from());
            });
        }

        private SignIn concluded(String userName, Supplier<SignIn> question) {
            try {
                SignIn outcome = question.get();
                write(userName, outcome);
                return outcome;
            } catch (StoreFault fault) {
                LOG.error("sign-in put off: the directory cannot be read", fault);
                return new SignIn.Unavailable();
            }
        }

        private void write(String userName, SignIn outcome) {
            switch (outcome) {
                case SignIn.Welcome(Account account, Access access) ->
                    history.welcome(account.id(), userName, caller, access);
                case SignIn.Refused(Reason reason, String _, var proved) ->
                    note(userName, caller, proved, reason.verdict());
                case SignIn.Unavailable() -> note(userName, caller, Optional.empty(), "unavailable");
            }
        }
    }
}
