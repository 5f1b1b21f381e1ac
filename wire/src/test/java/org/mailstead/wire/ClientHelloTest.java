package org.mailstead.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientHelloTest {
    private static ClientHello read(byte[] bytes) throws IOException {
        return ClientHello.read(new ByteArrayInputStream(bytes));
    }

    @Test
    void saysWhatAClientWantsToSpeak() throws Exception {
        assertThat(read(Hellos.of("imap")).protocols()).containsExactly("imap");
        assertThat(read(Hellos.of("h2", "http/1.1")).protocols()).containsExactly("h2", "http/1.1");
        assertThat(read(Hellos.of()).protocols()).isEmpty();
    }

    @Test
    void leavesWhatStandsBehindIt() throws Exception {
        var in = new ByteArrayInputStream(Hellos.join(Hellos.of("pop3"), "more".getBytes(StandardCharsets.US_ASCII)));
        assertThat(ClientHello.read(in).protocols()).containsExactly("pop3");
        assertThat(in.readAllBytes()).asString(StandardCharsets.US_ASCII).isEqualTo("more");
    }

    @Test
    void mayComeInSeveralRecords() throws Exception {
        assertThat(read(Hellos.cut(Hellos.of("imap"), 100)).protocols()).containsExactly("imap");
        // The length of the message itself is cut through too.
        assertThat(read(Hellos.cut(Hellos.of("imap"), 3)).protocols()).containsExactly("imap");
    }

    @Test
    void isNotLookedForWithoutEnd() throws Exception {
        var many = new ByteArrayOutputStream();
        many.writeBytes(new byte[] {0x16, 3, 1, 0, 4, 1, 0, 0x40, 0});
        for (int i = 0; i < 20_000; i++) many.writeBytes(new byte[] {0x16, 3, 1, 0, 1, 0});
        var in = new ByteArrayInputStream(many.toByteArray());
        assertThat(ClientHello.read(in).protocols()).isEmpty();
        assertThat(many.size() - in.available()).isLessThan(ClientHello.MOST_BYTES + 10);
    }

    @Test
    void otherBytesAreNone() throws Exception {
        byte[] whole = Hellos.of("imap");
        for (int length = 0; length < whole.length; length++)
            assertThat(read(java.util.Arrays.copyOf(whole, length)).protocols()).isEmpty();
        for (String other : List.of(
                "GET / HTTP/1.1\r\n\r\n", "\u0016\u0003\u0001\0\0", "\u0016\u0002", "\u0015\u0003\u0003\0\2\1\0"))
            assertThat(read(other.getBytes(StandardCharsets.ISO_8859_1)).protocols())
                    .isEmpty();
    }
}
