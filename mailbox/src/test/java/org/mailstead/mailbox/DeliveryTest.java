package org.mailstead.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mailstead.mailbox.MailFixture.BY;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.mailstead.store.BlobId;

class DeliveryTest {
    private final MailFixture fixture = new MailFixture();
    private final MailAccount account = fixture.account;
    private final MailboxId inbox = fixture.inbox.id();

    @Test
    void aDeliveryIsMadeOnceHoweverOftenItIsTried() throws IOException {
        PreparedMessage message = fixture.mail.prepare(stored("Subject: x\r\n\r\nThe text.\r\n"));
        assertThat(deliver("Q1", message)).isTrue();
        assertThat(deliver("Q1", message)).isFalse();
        assertThat(deliver("Q2", message)).isTrue();
        assertThat(account.view(inbox).size()).isEqualTo(2);
    }

    @Test
    void aMessageThatIsInTheStoreIsScannedThere() throws IOException {
        PreparedMessage message = fixture.mail.prepare(stored("Subject: x\r\n\r\nThe text.\r\n"));
        assertThat(message.preview()).isEqualTo("The text.");
        assertThat(message.index().size()).isEqualTo(25);
        BlobId missing = BlobId.of("nobody stored this".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> fixture.mail.prepare(missing)).isInstanceOf(IOException.class);
    }

    @Test
    void deliveriesAreForgottenAfterAWhile() throws IOException {
        PreparedMessage message = fixture.mail.prepare(stored("Subject: x\r\n\r\n"));
        deliver("Q1", message);
        fixture.clock.advance(MailboxLimits.DELIVERED.minus(Duration.ofDays(1)));
        fixture.mail.housekeeping(nobody -> {}).run();
        assertThat(deliver("Q1", message)).isFalse();
        fixture.clock.advance(Duration.ofDays(2));
        fixture.mail.housekeeping(nobody -> {}).run();
        assertThat(deliver("Q1", message)).isTrue();
    }

    @Test
    void bytesThatAreNeededElsewhereAreKept() throws IOException {
        BlobId queued = stored("on its way");
        BlobId left = stored("of nobody");
        fixture.clock.advance(Duration.ofDays(20));
        var cleared = fixture.mail.housekeeping(named -> named.accept(queued)).run();
        assertThat(cleared.blobs()).isOne();
        assertThat(fixture.store.blobs().length(queued)).isPositive();
        assertThat(fixture.store.blobs().length(left)).isEqualTo(-1);
    }

    private boolean deliver(String token, PreparedMessage message) {
        return account.deliver(token, inbox, message, fixture.clock.instant(), BY)
                .isPresent();
    }

    private BlobId stored(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        BlobId blob = BlobId.of(bytes);
        fixture.store.blobs().put(blob, () -> new ByteArrayInputStream(bytes), bytes.length);
        return blob;
    }
}
