package org.mailstead.why;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailstead.directory.Account;
import org.mailstead.directory.AccountLanguages;
import org.mailstead.directory.Caller;
import org.mailstead.directory.Directory;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.PasswordHashing;
import org.mailstead.directory.RefusalTexts.Said;
import org.mailstead.directory.SignIn;
import org.mailstead.directory.SignIn.Reason;
import org.mailstead.directory.Use;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.testkit.MovableClock;
import org.mailstead.texts.Language;

class RepliesTest {
    private static final MailAddress ANN = MailAddress.of("ann@example.test");

    private final MovableClock clock = new MovableClock("2026-11-23T08:00:00Z");
    private final MemoryStore store = new MemoryStore(clock);
    private final Directory directory = new Directory(
            store,
            new PartitionWriter(store, new Random(1)),
            new PasswordHashing(PasswordHashing.Cost.CHEAP),
            clock,
            new Random(2));
    private final AccountLanguages languages = directory.languages(Language.ENGLISH);
    private final Replies replies = new Replies(
            languages, () -> new Doors("mail.example.test", Map.of(Use.IMAP, 993), Map.of(), Optional.empty()), clock);

    private Account ann() {
        directory.addDomain("example.test");
        return directory.addAccount(ANN, "correct horse");
    }

    private static Caller from(String address) {
        return Caller.of(Use.IMAP, InetAddress.ofLiteral(address));
    }

    private Optional<String> sentence(Account account, Reason reason, String from) {
        return replies.proved(new SignIn.Proved(account, "Phone"), reason, from(from))
                .flatMap(Said::sentence);
    }

    @Test
    void theSentenceIsSaidOnceForEachTrouble() {
        Account ann = ann();
        assertThat(sentence(ann, Reason.EXPIRED, "192.0.2.1"))
                .hasValueSatisfying(said -> assertThat(said)
                        .startsWith("This program signs in with the app password \"Phone\", which has ended. Give"));
        for (int i = 0; i < 100; i++)
            assertThat(sentence(ann, Reason.EXPIRED, "192.0.2.1")).isEmpty();
        assertThat(sentence(ann, Reason.EXPIRED, "192.0.2.2")).isPresent();
        assertThat(sentence(ann, Reason.NOT_FOR_THIS, "192.0.2.1")).isPresent();
        clock.advance(Replies.SAID_AGAIN_AFTER);
        assertThat(sentence(ann, Reason.EXPIRED, "192.0.2.1")).isPresent();
    }

    @Test
    void whoHasChosenALanguageHearsIt() {
        Account ann = ann();
        languages.choose(ANN, Language.GERMAN);
        assertThat(sentence(ann, Reason.APP_PASSWORD_WANTED, "192.0.2.1"))
                .hasValueSatisfying(said -> assertThat(said).startsWith("Dieses Programm schickt das richtige"));
        Said again = replies.proved(new SignIn.Proved(ann, ""), Reason.APP_PASSWORD_WANTED, from("192.0.2.1"))
                .orElseThrow();
        assertThat(again.text()).startsWith("dieses Konto hat einen zweiten Faktor");
    }

    /** In what is not proved there is nothing that could differ for accounts there are. */
    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"NO_SUCH_ACCOUNT", "WRONG_PASSWORD", "TOO_MANY_TRIES", "CODE_WANTED", "WRONG_CODE", "DISABLED"})
    void nothingIsSaidWhereItWouldTellWhoExists(Reason reason) {
        assertThat(replies.proved(new SignIn.Proved(ann(), ""), reason, from("192.0.2.1")))
                .isEmpty();
        assertThat(replies.anybody(reason.verdict(), from("192.0.2.1"))).isEmpty();
    }

    @Test
    void everybodyIsToldHowToEncrypt() {
        Said said = replies.anybody("no-tls", from("192.0.2.1")).orElseThrow();
        assertThat(said.text())
                .endsWith("Set the security of the connection in this program to SSL/TLS with port 993.");
        assertThat(replies.anybody("no-tls", from("192.0.2.1")).orElseThrow().sentence())
                .isEmpty();
        assertThat(replies.anybody("password-shown", from("192.0.2.1"))
                        .orElseThrow()
                        .sentence())
                .isPresent();
    }

    @Test
    void onlySoManyAreRemembered() {
        for (int i = 0; i <= Replies.REMEMBERED; i++)
            assertThat(replies.anybody("no-tls", from("10." + i / 60_000 + "." + i / 250 + "." + i % 250))
                            .orElseThrow()
                            .sentence())
                    .isPresent();
        assertThat(replies.anybody("no-tls", from("10.0.0.0")).orElseThrow().sentence())
                .as("the first is forgotten")
                .isPresent();
    }

    /** A line of SMTP has 512 octets, and addresses may be long. */
    @Test
    void whatDoesNotFitIsNotSaid() {
        directory.addDomain("example.test");
        Account longest = directory.addAccount(new MailAddress("a".repeat(64), "example.test"), "correct horse");
        for (Reason reason : Reason.values())
            replies.proved(new SignIn.Proved(longest, "ü".repeat(60)), reason, from("192.0.2.1"))
                    .ifPresent(said -> assertThat(said.text().length()).isLessThanOrEqualTo(450));
    }
}
