package org.mailstead.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailstead.directory.Directory;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.PasswordHashing;
import org.mailstead.mailbox.MailStore;
import org.mailstead.outbound.Delivery;
import org.mailstead.outbound.DeliveryKey;
import org.mailstead.outbound.Destination;
import org.mailstead.outbound.Onward;
import org.mailstead.outbound.Outcome;
import org.mailstead.outbound.QueuedMessage;
import org.mailstead.outbound.Steps;
import org.mailstead.outbound.Transport.Unreachable;
import org.mailstead.reports.ReceivedReports;
import org.mailstead.smtp.MailParameters;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpRecipient;
import org.mailstead.smtp.SmtpRecipient.Event;
import org.mailstead.store.BlobId;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.PartitionWriter;

/** What becomes of the wish to hear of success where an address leads elsewhere. RFC 3461 §5.2.7. */
class ForwardedWishesTest {
    private static final Set<Event> ALL = Set.of(Event.SUCCESS, Event.FAILURE);

    private final Clock clock = Clock.fixed(Instant.parse("2026-01-15T12:00:00Z"), ZoneOffset.UTC);
    private final MemoryStore store = new MemoryStore(clock);
    private final PartitionWriter writer = new PartitionWriter(store, new Random(1));
    private final Directory directory =
            new Directory(store, writer, new PasswordHashing(PasswordHashing.Cost.CHEAP), clock, new Random(2));
    private final MailStore mail = new MailStore(store, writer, clock);
    private final Inbound inbound = new Inbound(directory, mail, new ReceivedReports(store, writer, clock), clock);

    @BeforeEach
    void people() {
        directory.addDomain("example.test");
        directory.addAccount(MailAddress.of("ann@example.test"), "ann-secret");
        alias("one", Optional.empty(), "eve@elsewhere.test");
        alias("two", Optional.empty(), "eve@elsewhere.test", "tom@elsewhere.test");
        alias("both", Optional.empty(), "ann@example.test", "eve@elsewhere.test");
        alias("list", Optional.of(MailAddress.of("ann@example.test")), "eve@elsewhere.test");
    }

    private void alias(String local, Optional<MailAddress> owner, String... targets) {
        directory.addAlias(
                MailAddress.of(local + "@example.test"),
                List.of(targets).stream().map(MailAddress::of).toList(),
                owner);
    }

    @Test
    void oneInItsPlaceIsReportedOf() throws Unreachable {
        Outcome outcome = deliver("one");
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FORWARDED);
        assertThat(onward(outcome).list()).isFalse();
        assertThat(onward(outcome).recipients())
                .containsExactly(
                        new SmtpRecipient(new SmtpAddress("eve", "elsewhere.test"), ALL, "rfc822;one@example.test"));
    }

    @Test
    void whereItGoesToSeveralThatIsTheSuccess() throws Unreachable {
        for (String local : List.of("two", "both")) {
            Outcome outcome = deliver(local);
            assertThat(outcome.kind()).isEqualTo(Outcome.Kind.EXPANDED);
            assertThat(onward(outcome).recipients())
                    .allMatch(each -> Set.of(Event.FAILURE).equals(each.events()));
        }
    }

    @Test
    void aListHasItAndAsksForNothing() throws Unreachable {
        Outcome outcome = deliver("list");
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.DELIVERED);
        assertThat(onward(outcome).list()).isTrue();
        assertThat(onward(outcome).sender()).contains(new SmtpAddress("ann", "example.test"));
        assertThat(onward(outcome).recipients())
                .containsExactly(SmtpRecipient.of(new SmtpAddress("eve", "elsewhere.test")));
    }

    private static Onward onward(Outcome outcome) {
        assertThat(outcome.onward()).hasSize(1);
        return outcome.onward().getFirst();
    }

    private Outcome deliver(String local) throws Unreachable {
        byte[] bytes = "Subject: x\r\n\r\ntext\r\n".getBytes(StandardCharsets.US_ASCII);
        BlobId content = BlobId.of(bytes);
        store.blobs().put(content, () -> new ByteArrayInputStream(bytes), bytes.length);
        var message = new QueuedMessage(
                "Q1",
                Optional.of(new SmtpAddress("carl", "other.test")),
                content,
                bytes.length,
                clock.instant(),
                clock.instant().plusSeconds(1000),
                null,
                MailParameters.USUAL,
                QueuedMessage.Report.NONE);
        var recipient =
                new SmtpRecipient(new SmtpAddress(local, "example.test"), ALL, "rfc822;" + local + "@example.test");
        var delivery = new Delivery(
                new DeliveryKey("Q1", 0), Destination.HERE, List.of(recipient), 0, clock.instant(), false, false, "");
        return inbound.transport(store.blobs(), "mail.example.test")
                .deliver(message, delivery, new Steps(clock))
                .getFirst();
    }
}
