package org.mailstead.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.mailstead.outbound.QueuedMessage.Report;
import org.mailstead.smtp.DeliverBy;
import org.mailstead.smtp.MailParameters;
import org.mailstead.smtp.MailParameters.Body;
import org.mailstead.smtp.MailParameters.Returned;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpRecipient;
import org.mailstead.smtp.SmtpRecipient.Event;
import org.mailstead.store.BlobId;
import org.mailstead.store.StoreFault;
import org.mailstead.store.StoreLimits;
import org.mailstead.testkit.Mutator;

class QueueRowsTest {
    private static final DeliveryKey KEY = new DeliveryKey("Q1", 3);
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static final QueuedMessage FULL = new QueuedMessage(
            "Q1",
            Optional.of(new SmtpAddress("jörg", "exämple.org")),
            BlobId.of(new byte[] {1}),
            1234,
            NOON,
            NOON.plusSeconds(5),
            "A1",
            new MailParameters(
                    Body.BINARY, true, true, -9, Returned.FULL, "env+2Bid", new DeliverBy(NOON, true, false)),
            Report.TO_POSTMASTER);

    private static final QueuedMessage PLAIN = new QueuedMessage(
            "Q2",
            Optional.empty(),
            BlobId.of(new byte[0]),
            0,
            Instant.EPOCH,
            NOON,
            null,
            MailParameters.USUAL,
            Report.NONE);

    private static final Delivery DELIVERY = new Delivery(
            KEY,
            new Destination("example.org"),
            List.of(
                    SmtpRecipient.of(new SmtpAddress("ann", "example.org")),
                    new SmtpRecipient(
                            new SmtpAddress("bob", "example.org"), Set.of(Event.SUCCESS), "rfc822;b@example.net")),
            7,
            NOON,
            true,
            true,
            "mx: 451 not now");

    private static final StoryEntry STORY = new StoryEntry(NOON, List.of("received", "grüße"), List.of("Q7"));

    private static final List<Consumer<byte[]>> READERS =
            List.of(QueuedMessage::decode, row -> Delivery.decode(KEY, row), StoryEntry::decode);

    @Test
    void whatWasWrittenIsRead() {
        assertThat(QueuedMessage.decode(FULL.encode())).isEqualTo(FULL);
        assertThat(QueuedMessage.decode(PLAIN.encode())).isEqualTo(PLAIN);
        assertThat(Delivery.decode(KEY, DELIVERY.encode())).isEqualTo(DELIVERY);
        assertThat(StoryEntry.decode(STORY.encode())).isEqualTo(STORY);
    }

    @Test
    void theLargestFitInARow() {
        var long1 = new SmtpAddress("ü".repeat(32), "d".repeat(250) + ".org");
        var recipient = new SmtpRecipient(long1, null, "rfc822;" + "x".repeat(493));
        for (List<SmtpRecipient> part : Delivery.parts(Collections.nCopies(1000, recipient))) {
            var row = new Delivery(KEY, Destination.of(long1), part, 9, NOON, false, false, "ü".repeat(5000));
            assertThat(row.encode()).hasSizeLessThan(StoreLimits.VALUE_BYTES);
        }
        var story = new StoryEntry(NOON, Collections.nCopies(1000, "€".repeat(400)));
        assertThat(story.encode()).hasSizeLessThan(StoreLimits.VALUE_BYTES);
        assertThat(story.lines()).hasSizeGreaterThan(50);
    }

    @Test
    void partsKeepAllRecipientsInTheirOrder() {
        var all = new ArrayList<SmtpRecipient>();
        for (int i = 0; i < 250; i++) all.add(SmtpRecipient.of(new SmtpAddress("r" + i, "example.org")));
        var parts = Delivery.parts(all);
        assertThat(parts).extracting(List::size).containsExactly(100, 100, 50);
        assertThat(parts.stream().flatMap(List::stream)).containsExactlyElementsOf(all);
    }

    @Test
    void rowsOfANewerVersionAreNotGuessedAt() {
        byte[] row = DELIVERY.encode();
        row[0] = 9;
        assertThatThrownBy(() -> Delivery.decode(KEY, row))
                .isInstanceOf(StoreFault.class)
                .hasMessageContaining("form 9");
    }

    @Test
    void damagedRowsAreAFaultOrSomethingElseThatIsSound() {
        var seeds = List.of(FULL.encode(), PLAIN.encode(), DELIVERY.encode(), STORY.encode());
        Mutator.run(4, 3000, seeds, List.of("\u0000", "\u0001", "\u00ff"), row -> {
            for (Consumer<byte[]> reader : READERS) {
                try {
                    reader.accept(row);
                } catch (StoreFault damaged) {
                    assertThat(damaged).hasMessageNotContaining("null");
                }
            }
        });
    }
}
