package org.mailstead.why;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.mailstead.directory.Account;
import org.mailstead.directory.AppPassword;
import org.mailstead.directory.CredentialChanges;
import org.mailstead.directory.Directory;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.Resolution;
import org.mailstead.directory.SignInAttempt;
import org.mailstead.directory.SignInHistory;
import org.mailstead.texts.Language;

/**
 * Says why somebody's mail program cannot connect, or that it can. Reads a few rows for each answer. What it says is for the account's holder
 * and for administrators only: it names who else tried. May be called from any thread.
 */
public final class Explanations {
    private final Directory directory;
    private final Supplier<Doors> doors;
    private final Clock clock;
    private final ZoneId zone;

    /**
     * @param doors as they are at the moment when something is said
     * @param zone in which times are told
     */
    public Explanations(Directory directory, Supplier<Doors> doors, Clock clock, ZoneId zone) {
        this.directory = directory;
        this.doors = doors;
        this.clock = clock;
        this.zone = zone;
    }

    /** How it stands now. */
    public Explanation of(Account account, Language language) {
        return words(language).explanation(account, Diagnosis.of(evidence(account)));
    }

    /**
     * What came of tries since then; empty as long as there was none.
     *
     * @param appPassword the number of the app password that a program is being given: only sign-ins with that one count as working
     */
    public Optional<Explanation> since(Account account, Instant begin, OptionalLong appPassword, Language language) {
        Evidence evidence = evidence(account);
        // What was written down already is known to the second only.
        Instant second = Instant.ofEpochSecond(begin.getEpochSecond());
        Optional<Finding> found = appPassword.isPresent()
                ? Diagnosis.since(second, label(account, appPassword.getAsLong()), evidence)
                : Diagnosis.since(second, evidence);
        return found.map(each -> words(language).explanation(account, each));
    }

    /** The last tries in words, the newest first. */
    public List<AttemptRow> attempts(Account account, Language language) {
        Words words = words(language);
        return directory.history().of(account.id()).stream().map(words::row).toList();
    }

    /** Tries that may have been meant for this account, under names that nobody or that several have. */
    public List<AttemptRow> like(Account account, Language language) {
        Words words = words(language);
        return directory.history().like(account).stream().map(words::row).toList();
    }

    /** What stands above {@link #attempts}, or above those {@link #like} it. */
    public String heading(boolean like, Language language) {
        return words(language).heading(like);
    }

    private Words words(Language language) {
        return new Words(language, doors.get(), clock.instant(), zone);
    }

    /** For one that is gone: what no app password is called. */
    private String label(Account account, long number) {
        return directory.appPasswords().of(account.address()).stream()
                .filter(each -> each.number() == number)
                .map(AppPassword::label)
                .findFirst()
                .orElse("\0");
    }

    private Evidence evidence(Account account) {
        SignInHistory history = directory.history();
        CredentialChanges changes = directory.credentialChanges(account.id());
        return new Evidence(
                account,
                history.of(account.id()),
                history.like(account),
                changes,
                lastUses(account, changes),
                directory.secondFactors().isOn(account.address()),
                typed -> leadsToSeveral(typed, account),
                from -> history.isAtHome(account.id(), from),
                clock.instant());
    }

    private Map<String, SignInAttempt> lastUses(Account account, CredentialChanges changes) {
        var uses = new LinkedHashMap<String, SignInAttempt>();
        lastUse(account, "", uses);
        changes.takenBack().forEach(each -> lastUse(account, each.label(), uses));
        return uses;
    }

    private void lastUse(Account account, String device, Map<String, SignInAttempt> uses) {
        directory.history().lastUse(account.id(), device).ifPresent(use -> uses.put(device, use));
    }

    private boolean leadsToSeveral(String typed, Account account) {
        return MailAddress.parse(typed.strip())
                .map(directory::resolve)
                .filter(found -> found instanceof Resolution.Local(var accounts, var onward)
                        && accounts.contains(account)
                        && accounts.size() + onward.size() > 1)
                .isPresent();
    }
}
