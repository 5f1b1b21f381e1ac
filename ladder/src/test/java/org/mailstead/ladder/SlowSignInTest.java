package org.mailstead.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailstead.ladder.SignIn.Came;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.testkit.MadeUpAccounts;
import org.mailstead.testkit.MadeUpImap;

/** Signing in at servers that take their time, or leave a connection waiting. */
@Timeout(120)
class SlowSignInTest {
    private static final String HOST = "mail.example.org";
    private static final String PASSWORD = "correct-horse";
    private static final MailServer IMAP = World.server(Protocol.IMAP, HOST, 993);

    private final World world = new World();
    private final MadeUpAccounts accounts = new MadeUpAccounts().let(World.ANN, PASSWORD);
    private final MadeUpImap imap = new MadeUpImap().accounts(accounts);

    @AfterEach
    void close() throws IOException {
        world.close();
    }

    private List<SignIn> climb(String password, Times times) {
        return Ladder.climb(World.attempt(IMAP), Optional.of(new Credential.Password(password)), world.outside(times))
                .signIns();
    }

    /** As Courier does, which so slows down whoever guesses. */
    @Test
    void aServerMayTakeItsTimeToSayNo() {
        var times = World.PATIENT;
        var usual = new Times(
                times.names(),
                times.connect(),
                times.first(),
                times.glance(),
                Times.STANDARD.answer(),
                times.handshake(),
                times.view(),
                times.total());
        // The words are asked for twice.
        var waited = new AtomicBoolean();
        accounts.refuses((_, _) -> {
            if (waited.compareAndSet(false, true))
                LockSupport.parkNanos(Duration.ofSeconds(5).toNanos());
            return Optional.of("NO Login failed.");
        });
        world.host(HOST).imaps(imap);
        assertThat(climb("any", usual)).extracting(SignIn::came).containsExactly(Came.REFUSED);
    }

    /** Busy servers leave one connection waiting, and serve the next. */
    @Test
    void aConnectionOnWhichNothingComesIsMadeOnceMore() {
        var connections = new AtomicInteger();
        var deaf = Set.of(2);
        world.host(HOST).imaps(caller -> {
            if (!deaf.contains(connections.incrementAndGet())) imap.serve(caller);
        });
        assertThat(climb(PASSWORD, World.PATIENT)).extracting(SignIn::came).containsExactly(Came.LET_IN);
        assertThat(connections).hasValue(3);
        assertThat(accounts.tries()).hasSize(1);
    }

    @Test
    void aServerOfWhichNoConnectionWorksIsTriedNoMore() {
        var connections = new AtomicInteger();
        world.host(HOST).imaps(caller -> {
            if (connections.incrementAndGet() == 1) imap.serve(caller);
        });
        assertThat(climb(PASSWORD, World.PATIENT)).extracting(SignIn::came).containsExactly(Came.CUT);
        assertThat(connections).hasValue(3);
    }
}
