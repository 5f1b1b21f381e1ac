package org.mailstead.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailstead.store.StoreFault;
import org.mailstead.wire.Connection;

/** Codes that tell of troubles a golden conversation cannot bring about. RFC 5530 §3. */
class ResponseCodesTest {
    private final ImapFixture fixture = new ImapFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aStoreThatCannotBeReadIsUnavailable() {
        try (ImapClient ann = fixture.signedIn();
                ImapClient stranger = fixture.connect()) {
            stranger.line();
            fixture.store.failWith(new StoreFault("the disk is gone"));
            assertThat(ann.last("SELECT INBOX")).startsWith("a NO [UNAVAILABLE] ");
            assertThat(ann.last("CREATE Work")).startsWith("a NO [UNAVAILABLE] ");
            assertThat(stranger.last("LOGIN ann@example.test secret-1234")).startsWith("a NO [UNAVAILABLE] ");
            fixture.store.failWith(null);
            assertThat(ann.last("CREATE Work")).startsWith("a OK ");
            assertThat(stranger.last("LOGIN ann@example.test secret-1234")).startsWith("a OK ");
        }
    }

    @Test
    void anErrorOfOursIsOursAndTheSessionGoesOn() {
        try (ImapClient ann = fixture.signedIn()) {
            fixture.store.failWith(new IllegalStateException("a bug"));
            assertThat(ann.last("SELECT INBOX")).startsWith("a NO [SERVERBUG] ");
            fixture.store.failWith(null);
            assertThat(ann.last("SELECT INBOX")).startsWith("a OK ");
        }
    }

    @Test
    void aMessageWhoseBytesAreLostIsTheOnlyOneThatCannotBeRead() {
        try (ImapClient ann = fixture.inbox()) {
            ann.append("INBOX", "", "A: b\n\nlost\n");
            fixture.store.blobs().collect(Instant.MAX, _ -> true);
            ann.append("INBOX", "", "A: b\n\nthere\n");
            ann.ok("NOOP");
            List<String> told = ann.command("FETCH 1:2 (UID BODY.PEEK[])");
            assertThat(told).hasSize(2);
            assertThat(told.getFirst())
                    .startsWith("* 2 FETCH (UID 2 BODY[] {15}")
                    .contains("there");
            assertThat(told.getLast()).startsWith("a NO [CORRUPTION] ");
            assertThat(ann.last("FETCH 1 (BODY.PEEK[HEADER.FIELDS (A)])")).startsWith("a NO [CORRUPTION] ");
            assertThat(ann.last("FETCH 1 (BINARY.PEEK[1])")).startsWith("a NO [CORRUPTION] ");
            assertThat(ann.last("FETCH 1 (BINARY.SIZE[1])")).startsWith("a NO [CORRUPTION] ");
            assertThat(ann.ok("FETCH 1:2 (UID RFC822.SIZE ENVELOPE PREVIEW)")).hasSize(2);
        }
    }

    /** From here no password travels in the clear to anybody but this machine itself. RFC 8314 §3. */
    @Test
    void withoutTlsPasswordsOfOtherMachinesAreRefused() throws IOException {
        try (ServerSocket listening = new FromElsewhere();
                ImapClient stranger = new ImapClient(listening.getLocalPort());
                Socket accepted = listening.accept()) {
            Thread serving = Thread.startVirtualThread(() -> {
                try {
                    fixture.server.serve(new Connection(accepted));
                } catch (IOException hungUp) {
                    // As it does at the end.
                }
            });
            assertThat(stranger.line()).startsWith("* OK [CAPABILITY ").contains(" LOGINDISABLED");
            assertThat(stranger.last("LOGIN ann@example.test secret-1234")).startsWith("a NO [PRIVACYREQUIRED] ");
            assertThat(stranger.last("AUTHENTICATE PLAIN AGFubkBleGFtcGxlLnRlc3QAc2VjcmV0LTEyMzQ="))
                    .startsWith("a NO [PRIVACYREQUIRED] ");
            assertThat(stranger.last("SELECT INBOX")).startsWith("a BAD [CLIENTBUG] ");
            stranger.command("LOGOUT");
            assertThat(serving).isNotNull();
        }
    }

    /** Accepts connections that seem to come from another machine. */
    private static final class FromElsewhere extends ServerSocket {
        FromElsewhere() throws IOException {
            super(0, 1, InetAddress.getLoopbackAddress());
        }

        @Override
        public Socket accept() throws IOException {
            var socket = new Socket() {
                @Override
                public SocketAddress getRemoteSocketAddress() {
                    return new InetSocketAddress("192.0.2.1", 4711);
                }
            };
            implAccept(socket);
            return socket;
        }
    }
}
