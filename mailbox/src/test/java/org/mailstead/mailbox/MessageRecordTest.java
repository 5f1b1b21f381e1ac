package org.mailstead.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.mailstead.store.StoreFault;

class MessageRecordTest {
    private final MailFixture fixture = new MailFixture();

    @Test
    void whatIsReadIsWhatWasWritten() {
        PreparedMessage message = fixture.message("Subject: x\n\nGrüße 😀\n");
        MessageRecord record = MessageRecord.decode(MessageRecord.encode(message, 7));
        assertThat(record.blob()).isEqualTo(message.blob());
        assertThat(record.thread()).isEqualTo(7);
        assertThat(record.preview()).isEqualTo("Grüße 😀");
        assertThat(record.index()).isEqualTo(message.index().encode());
    }

    @Test
    void recordsOfTheFirstFormatAreStillRead() {
        PreparedMessage message = fixture.message("Subject: x\n\nbody\n");
        byte[] index = message.index().encode();
        byte[] old = ByteBuffer.allocate(33 + index.length)
                .put((byte) 1)
                .put(message.blob().bytes())
                .put(index)
                .array();
        MessageRecord record = MessageRecord.decode(old);
        assertThat(record.blob()).isEqualTo(message.blob());
        assertThat(record.thread()).isZero();
        assertThat(record.preview()).isNull();
        assertThat(record.index()).isEqualTo(index);
        var stored = new StoredMessage(1, record.blob(), message.index(), 1, null);
        assertThat(fixture.account.preview(stored)).isEqualTo("body");
    }

    @Test
    void otherFormatsAreFaults() {
        assertThatThrownBy(() -> MessageRecord.decode(new byte[] {9, 0})).isInstanceOf(StoreFault.class);
        assertThatThrownBy(() -> MessageRecord.decode(new byte[] {1, 0})).isInstanceOf(StoreFault.class);
    }
}
