package org.mailstead.directory;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.mailstead.directory.PasswordCheck.Checked;
import org.mailstead.directory.Person.Credential;
import org.mailstead.directory.Person.OfDevice;
import org.mailstead.directory.Person.Own;
import org.mailstead.directory.SignIn.Reason;
import org.mailstead.sasl.ClientCertificate;
import org.mailstead.sasl.Identity;
import org.mailstead.store.Rows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether what is right opens this door. */
final class Admission {
    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    private final DirectoryRows rows;
    private final SecondFactors secondFactors;
    private final FailedTries codes;
    private final Clock clock;

    /** @param codes counts wrong codes, apart from wrong passwords: who types codes knows the password already */
    Admission(DirectoryRows rows, SecondFactors secondFactors, FailedTries codes, Clock clock) {
        this.rows = rows;
        this.secondFactors = secondFactors;
        this.codes = codes;
        this.clock = clock;
    }

    SignIn decide(Identity who, Checked checked, Caller caller) {
        return switch (checked) {
            case Checked.Later() -> new SignIn.Unavailable();
            case Checked.No(Reason reason) -> SignIn.Refused.of(reason, who.user());
            case Checked.Right(Person person, Credential credential) -> right(who, person, credential, caller);
        };
    }

    private SignIn right(Identity who, Person person, Credential credential, Caller caller) {
        Account account = person.account();
        String device = credential instanceof OfDevice(AppPassword password, String _) ? password.label() : "";
        if (!isOneself(who, account)) return SignIn.Refused.of(Reason.NOT_FOR_ANOTHER, who.user(), account, device);
        return switch (credential) {
            case Own _ -> {
                if (person.secondFactor())
                    yield SignIn.Refused.of(Reason.APP_PASSWORD_WANTED, who.user(), account, device);
                yield new SignIn.Welcome(account);
            }
            case OfDevice(AppPassword password, String _) -> {
                if (password.hasExpired(clock.instant()))
                    yield SignIn.Refused.of(Reason.EXPIRED, who.user(), account, device);
                if (!password.uses().contains(caller.use()))
                    yield SignIn.Refused.of(Reason.NOT_FOR_THIS, who.user(), account, device);
                yield new SignIn.Welcome(account, new Access(password.uses(), device));
            }
        };
    }

    /** Naming oneself in another way is not acting for another. RFC 4616 §2. */
    private boolean isOneself(Identity who, Account account) {
        String wanted = who.actingFor();
        if (wanted.isEmpty() || wanted.equals(who.user())) return true;
        return rows.read(now ->
                        Optional.ofNullable(new UserNames(now).meant(wanted).found()))
                .filter(found -> found.account().equals(account))
                .isPresent();
    }

    /** App passwords are for programs, so that only the account's own counts here. */
    SignIn inBrowser(Identity who, Checked checked, Optional<String> code, Caller caller) {
        if (!(checked instanceof Checked.Right(Person person, Own _)) || !person.secondFactor())
            return decide(who, checked, caller);
        if (code.isEmpty()) return SignIn.Refused.of(Reason.CODE_WANTED, who.user());
        return coded(who, person, code.get(), caller);
    }

    private SignIn coded(Identity who, Person person, String code, Caller caller) {
        Account account = person.account();
        String name = account.address().toString();
        long fingerprint = code.hashCode();
        // The same for all networks: six digits would be found by a thousand of them.
        Network network = new Network("codes for " + name);
        switch (codes.begin(network, name, fingerprint)) {
            case TOO_MANY -> {
                LOG.warn(
                        "{}: too many wrong codes, the last from {}; somebody may know the password",
                        name,
                        caller.from().getHostAddress());
                return SignIn.Refused.of(Reason.TOO_MANY_TRIES, who.user());
            }
            case KNOWN_WRONG, OPEN, UNDER_ATTACK -> {}
        }
        if (secondFactors.use(account.id(), code)) {
            codes.takeBack(network, name, fingerprint);
            return new SignIn.Welcome(account);
        }
        codes.failed(network, name, fingerprint);
        return SignIn.Refused.of(Reason.WRONG_CODE, who.user());
    }

    /** A token says itself whose it is; the name that comes with it must say the same. */
    SignIn byToken(Identity who, Tokens.Verdict verdict, Caller caller) {
        return switch (verdict) {
            case Tokens.Verdict.Unavailable() -> new SignIn.Unavailable();
            case Tokens.Verdict.Expired() -> SignIn.Refused.of(Reason.TOKEN_EXPIRED, who.actingFor());
            case Tokens.Verdict.Unknown() -> SignIn.Refused.of(Reason.TOKEN_UNKNOWN, who.actingFor());
            case Tokens.Verdict.Good(var user, var uses, var program) -> {
                Found found = rows.read(now -> Optional.ofNullable(
                                new UserNames(now).meant(user).found()))
                        .orElse(null);
                if (found == null) yield SignIn.Refused.of(Reason.NO_SUCH_ACCOUNT, user);
                Account account = found.account();
                if (!isOneself(new Identity(who.actingFor(), user), account))
                    yield SignIn.Refused.of(Reason.NOT_FOR_ANOTHER, user, account, program);
                if (!uses.contains(caller.use())) yield SignIn.Refused.of(Reason.NOT_FOR_THIS, user, account, program);
                yield new SignIn.Welcome(account, new Access(uses, program));
            }
        };
    }

    /**
     * Whoever a certificate names: the first of its addresses that is somebody's here, or another of them who is wanted. With an account's
     * key in hand nothing more is asked for, also where mail programs need an app password otherwise: it is something one has.
     *
     * @param typed for the log
     */
    SignIn byCertificate(ClientCertificate shown, String actingFor, String typed) {
        return rows.read(now -> {
            List<Account> named = named(now, shown);
            if (named.isEmpty()) return SignIn.Refused.of(Reason.CERTIFICATE_UNKNOWN, typed);
            Account account = named.getFirst();
            String device = "certificate " + DirectoryException.shown(shown.name());
            if (!actingFor.isEmpty()) {
                Found wanted = new UserNames(now).meant(actingFor).found();
                if (wanted == null || !named.contains(wanted.account()))
                    return SignIn.Refused.of(Reason.NOT_FOR_ANOTHER, typed, account, device);
                account = wanted.account();
            }
            return new SignIn.Welcome(account, new Access(AppPasswords.everything(), device));
        });
    }

    /** Only whole addresses: what is not one must not be completed as what people type is. */
    private static List<Account> named(Rows now, ClientCertificate shown) {
        return shown.addresses().stream()
                .flatMap(address -> MailAddress.parse(address).stream())
                .flatMap(address -> Optional.ofNullable(
                        new UserNames(now).meant(address.toString()).found())
                        .stream())
                .map(Found::account)
                .toList();
    }
}
