package org.mailstead.why;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailstead.directory.Account;
import org.mailstead.directory.AccountId;
import org.mailstead.directory.AppPasswords;
import org.mailstead.directory.Caller;
import org.mailstead.directory.Directory;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.PasswordHashing;
import org.mailstead.directory.SignInSettings;
import org.mailstead.directory.SignIns;
import org.mailstead.directory.Use;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.testkit.MovableClock;
import org.mailstead.texts.Language;

/** By what people do, through the directory that writes it down. */
class ExplanationsTest {
    private static final MailAddress ANN = MailAddress.of("ann@example.test");
    private static final String PASSWORD = "correct horse";
    private static final OptionalLong NO_DEVICE = OptionalLong.empty();

    private final MovableClock clock = new MovableClock("2026-11-23T08:00:00Z");
    private final MemoryStore store = new MemoryStore(clock);
    private final Directory directory = new Directory(
            store,
            new PartitionWriter(store, new Random(1)),
            new PasswordHashing(PasswordHashing.Cost.CHEAP),
            clock,
            new Random(2));
    private final SignIns signIns = directory.signIns(SignInSettings.STANDARD);
    private final Explanations explanations = new Explanations(
            directory,
            () -> new Doors("mail.example.test", Map.of(Use.IMAP, 993), Map.of(), Optional.empty()),
            clock,
            ZoneOffset.UTC);
    private Account ann = new Account(new AccountId("none"), ANN);

    @BeforeEach
    void people() {
        directory.addDomain("example.test");
        ann = directory.addAccount(ANN, PASSWORD);
    }

    private static Caller by(Use use, String program, String from) {
        return new Caller(use, InetAddress.ofLiteral(from), 993, Optional.of("TLSv1.3"), program, "c1");
    }

    private void tries(String name, String password, String program, String from) {
        clock.advance(Duration.ofMinutes(1));
        signIns.password(name, password, by(Use.IMAP, program, from));
    }

    private Cause cause() {
        return explanations.of(ann, Language.ENGLISH).cause();
    }

    @Test
    void aPasswordThatWasChangedIsTold() {
        assertThat(cause()).isEqualTo(Cause.NOBODY_TRIED);
        tries("ann", PASSWORD, "Phone", "192.0.2.1");
        assertThat(explanations.of(ann, Language.ENGLISH).works()).isTrue();
        clock.advance(Duration.ofMinutes(1));
        directory.changePassword(ANN, "another long one");
        tries("ann", PASSWORD, "Phone", "192.0.2.1");
        assertThat(cause()).isEqualTo(Cause.PASSWORD_CHANGED);
        directory.history().flush();
        Explanation said = explanations.of(ann, Language.GERMAN);
        assertThat(said.sentence())
                .isEqualTo("Phone (IMAP, von 192.0.2.1) hat noch das Passwort aus der Zeit, bevor es geändert wurde"
                        + " (heute um 08:02).");
        tries("ann", "another long one", "Phone", "192.0.2.1");
        assertThat(cause()).isEqualTo(Cause.WORKS);
    }

    @Test
    void anAppPasswordThatWasTakenBackIsTold() {
        var made = directory.appPasswords().make(ANN, "Ann's phone", AppPasswords.everything(), Optional.empty());
        tries("ann", made.secret(), "Phone", "192.0.2.1");
        directory.appPasswords().revoke(ANN, "Ann's phone");
        tries("ann", made.secret(), "Phone", "192.0.2.1");
        Explanation said = explanations.of(ann, Language.ENGLISH);
        assertThat(said.cause()).isEqualTo(Cause.APP_PASSWORD_TAKEN_BACK);
        assertThat(said.sentence()).contains("\"Ann's phone\"");
        assertThat(said.advice()).contains("mailstead account app-password add ann@example.test");
    }

    @Test
    void theLabelOfAnAppPasswordIsToldThatIsNotForThis() {
        var made = directory.appPasswords().make(ANN, "Printer", AppPasswords.sending(), Optional.empty());
        tries("ann", made.secret(), "", "192.0.2.1");
        assertThat(explanations.of(ann, Language.ENGLISH).sentence())
                .isEqualTo("A program (IMAP, from 192.0.2.1) signs in with \"Printer\", which was not made for IMAP.");
    }

    @Test
    void namesThatAreNotQuiteRightAreTold() {
        tries("anm@example.test", PASSWORD, "", "192.0.2.1");
        assertThat(cause()).isEqualTo(Cause.NAME_MISTYPED);
        tries("ann@exmaple.test", PASSWORD, "", "192.0.2.1");
        assertThat(cause()).isEqualTo(Cause.DOMAIN_MISTYPED);
        directory.addAccount(MailAddress.of("bob@example.test"), PASSWORD);
        directory.addAlias(MailAddress.of("office@example.test"), List.of(ANN, MailAddress.of("bob@example.test")));
        tries("office@example.test", PASSWORD, "", "192.0.2.1");
        assertThat(cause()).isEqualTo(Cause.ALIAS_OF_SEVERAL);
        assertThat(explanations.like(ann, Language.ENGLISH))
                .extracting(AttemptRow::name)
                .containsExactly("office@example.test", "ann@exmaple.test", "anm@example.test");
        tries("ann@example.test", PASSWORD, "", "192.0.2.1");
        assertThat(cause()).isEqualTo(Cause.WORKS);
        assertThat(explanations.attempts(ann, Language.ENGLISH)).hasSize(1);
    }

    @Test
    void aProgramThatIsBeingSetUpIsWaitedFor() {
        var made = directory.appPasswords().make(ANN, "Phone", AppPasswords.everything(), Optional.empty());
        OptionalLong number = OptionalLong.of(made.password().number());
        tries("ann", PASSWORD, "Laptop", "192.0.2.2");
        clock.advance(Duration.ofMillis(1500));
        Instant begin = clock.instant();
        assertThat(explanations.since(ann, begin, NO_DEVICE, Language.ENGLISH)).isEmpty();
        tries("ann", PASSWORD, "Laptop", "192.0.2.2");
        assertThat(explanations.since(ann, begin, NO_DEVICE, Language.ENGLISH)).isPresent();
        assertThat(explanations.since(ann, begin, number, Language.ENGLISH)).isEmpty();
        tries("ann", made.secret(), "", "192.0.2.1");
        directory.history().flush();
        assertThat(explanations
                        .since(ann, begin, number, Language.ENGLISH)
                        .orElseThrow()
                        .sentence())
                .isEqualTo("A program (IMAP, from 192.0.2.1, with \"Phone\") signed in today at 08:03: it works.");
        assertThat(explanations.since(ann, begin, OptionalLong.of(99), Language.ENGLISH))
                .isEmpty();
    }
}
