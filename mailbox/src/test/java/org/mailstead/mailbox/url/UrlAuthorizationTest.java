package org.mailstead.mailbox.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailstead.mailbox.Actor;
import org.mailstead.mailbox.FlagSet;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.MailStore;
import org.mailstead.mailbox.MailboxId;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.UidSet;
import org.mailstead.mailbox.url.UrlAuthorization.Reader;
import org.mailstead.message.Spool;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.PartitionWriter;

class UrlAuthorizationTest {
    private static final Actor BY = new Actor("test", "", "");
    private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");
    private static final String MESSAGE = "imap://ann@mail.example.test/INBOX/;UID=1";

    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final MemoryStore store = MemoryStore.withConflicts(clock, new Random(2), 0.2);
    private final MailStore mail = new MailStore(store, new PartitionWriter(store, new Random(1)), clock);
    private final MailAccount ann = mail.account("ann");
    private final MailAccount bob = mail.account("bob");
    private final UrlAuthorization authorization =
            new UrlAuthorization("mail.example.test", UrlAuthorizationTest.this::account, clock);

    private Optional<MailAccount> account(String user) {
        return switch (user) {
            case "ann" -> Optional.of(ann);
            case "bob" -> Optional.of(bob);
            default -> Optional.empty();
        };
    }

    private MailboxId inbox() {
        return ann.mailbox(MailboxName.INBOX).orElseThrow().id();
    }

    @BeforeEach
    void oneMessage() throws IOException {
        try (var spool = new Spool(Path.of(System.getProperty("java.io.tmpdir")))) {
            spool.write("Subject: hello\r\n\r\ntext\r\n".getBytes(StandardCharsets.US_ASCII));
            ann.append(inbox(), mail.prepare(spool), FlagSet.NONE, NOW, BY);
        }
    }

    private String authorized(String url) {
        ImapUrl parsed = ImapUrl.parse(url).orElseThrow();
        assertThat(authorization.canAuthorize(parsed, ann)).isTrue();
        return UrlAuthorization.authorize(parsed, ann, inbox(), new Random(4), BY);
    }

    private Optional<String> open(String url, Reader reader) {
        return authorization.open(url, reader).map(content -> {
            try (InputStream bytes = content.open()) {
                return new String(bytes.readAllBytes(), StandardCharsets.US_ASCII);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    private boolean opens(String url, Reader reader) {
        return open(url, reader).isPresent();
    }

    @Test
    void givesWhatTheUrlNames() {
        String whole = authorized(MESSAGE + ";URLAUTH=anonymous");
        assertThat(whole).startsWith(MESSAGE + ";URLAUTH=anonymous:internal:01");
        assertThat(open(whole, new Reader.User(bob))).contains("Subject: hello\r\n\r\ntext\r\n");
        String part = authorized(MESSAGE + "/;SECTION=TEXT/;PARTIAL=1.2;URLAUTH=anonymous");
        assertThat(open(part, new Reader.User(bob))).contains("ex");
    }

    @Test
    void eachKindOfReaderGetsWhatIsMeantForHim() {
        var annHerself = new Reader.User(ann);
        var another = new Reader.User(bob);
        var submission = new Reader.Submission(ann);
        String anyone = authorized(MESSAGE + ";URLAUTH=anonymous");
        String users = authorized(MESSAGE + ";URLAUTH=authuser");
        String bobs = authorized(MESSAGE + ";URLAUTH=user+bob");
        String sending = authorized(MESSAGE + ";URLAUTH=submit+ann");
        String nobodys = authorized(MESSAGE + ";URLAUTH=user+nobody");
        for (Reader reader : new Reader[] {annHerself, another, submission}) {
            assertThat(opens(anyone, reader)).isTrue();
            assertThat(opens(users, reader)).isTrue();
            assertThat(opens(nobodys, reader)).isFalse();
        }
        assertThat(opens(bobs, another)).isTrue();
        assertThat(opens(bobs, annHerself)).isFalse();
        assertThat(opens(bobs, new Reader.Submission(bob))).isFalse();
        assertThat(opens(sending, submission)).isTrue();
        assertThat(opens(sending, annHerself)).isFalse();
        assertThat(opens(sending, new Reader.Submission(bob))).isFalse();
    }

    @Test
    void endsWhenItsTimeIsOver() {
        String before = authorized(MESSAGE + ";EXPIRE=2026-01-15T12:00:01Z;URLAUTH=anonymous");
        String now = authorized(MESSAGE + ";EXPIRE=2026-01-15T12:00:00Z;URLAUTH=anonymous");
        assertThat(opens(before, new Reader.User(bob))).isTrue();
        assertThat(opens(now, new Reader.User(bob))).isFalse();
    }

    @Test
    void whatWasChangedInItOrTakenBackIsWorthless() {
        String url = authorized(MESSAGE + ";URLAUTH=user+bob");
        var reader = new Reader.User(bob);
        assertThat(opens(url.replace("user+bob", "anonymous"), reader)).isFalse();
        assertThat(opens(url.replace("UID=1", "UID=2"), reader)).isFalse();
        assertThat(opens(url.replace("INBOX", "Drafts"), reader)).isFalse();
        assertThat(opens(url.replace("INBOX", "Nowhere"), reader)).isFalse();
        assertThat(opens(url.replace("ann@", "bob@"), reader)).isFalse();
        assertThat(opens(url.replace("ann@", "nobody@"), reader)).isFalse();
        assertThat(opens(url.replace("mail.example.test", "other.example.test"), reader))
                .isFalse();
        assertThat(opens(url.replace(":internal:01", ":internal:02"), reader)).isFalse();
        assertThat(opens(url.replace(":internal:", ":external:"), reader)).isFalse();
        assertThat(opens(url.substring(0, url.length() - 1), reader)).isFalse();
        assertThat(opens(url.substring(0, url.length() - 2), reader)).isFalse();
        assertThat(opens(url, reader)).isTrue();
        ann.urlKeys().reset(inbox(), new Random(9), BY);
        assertThat(opens(url, reader)).isFalse();
    }

    @Test
    void namesNoMessageThatIsGone() {
        String url = authorized(MESSAGE + ";URLAUTH=anonymous");
        ann.remove(inbox(), UidSet.of(1), BY);
        assertThat(opens(url, new Reader.User(bob))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "imap://ann@mail.example.test/INBOX/;UID=1",
                "imap://bob@mail.example.test/INBOX/;UID=1;URLAUTH=anonymous",
                "imap://mail.example.test/INBOX/;UID=1;URLAUTH=anonymous",
                "imap://ann@other.example.test/INBOX/;UID=1;URLAUTH=anonymous",
                "imap://ann@mail.example.test/INBOX/;UID=1;URLAUTH=anonymous:internal:01ab",
            })
    void onlyOnesOwnOnThisServerAreAuthorizedAndThoseOnce(String url) {
        assertThat(ImapUrl.parse(url))
                .satisfies(parsed -> assertThat(parsed.filter(each -> authorization.canAuthorize(each, ann)))
                        .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "imap://ann@mail.example.test/INBOX/;UID=1",
                "imap://ann@mail.example.test/INBOX/;UID=1;URLAUTH=anonymous",
                "imap://ann@mail.example.test/INBOX/;UID=1;URLAUTH=anonymous:internal:",
                "imap://ann@mail.example.test/INBOX/;UID=1;URLAUTH=anonymous:internal:0",
                "/INBOX/;UID=1;URLAUTH=anonymous:internal:0100",
            })
    void whatIsNoAuthorizedUrlOpensNothing(String url) {
        assertThat(opens(url, new Reader.User(ann))).isFalse();
    }
}
