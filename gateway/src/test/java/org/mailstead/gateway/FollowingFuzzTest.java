package org.mailstead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.testkit.MovableClock;
import org.mailstead.testkit.Mutator;
import org.mailstead.wire.Connection;

/**
 * Whatever programs and providers' servers say after the sign-in: both sides come to their end, nothing stays waiting, nothing fails but the
 * connections. Ends of messages and Message-IDs are found in whatever pieces they come.
 */
class FollowingFuzzTest {
    /** Between what the program says and what the server does. */
    private static final String OTHER = "=====";

    private static final List<String> WORDS = List.of(
            OTHER,
            "a APPEND Sent {12}\r\n",
            "{5}\r\n",
            "{5+}\r\n",
            "~{3}\r\n",
            " UTF8 (~{3+}\r\n",
            "{999999999999999999}\r\n",
            "a COMPRESS DEFLATE\r\n",
            "a OK\r\n",
            "+ \r\n",
            "* BYE\r\n",
            "* CAPABILITY AUTH=X\r\n",
            "[CAPABILITY ",
            "\\Sent) \"/\" ",
            "Message-ID: <sent@x>\r\n",
            "DATA\r\n",
            "\r\n.\r\n",
            "BDAT 5\r\n",
            "BDAT 5 LAST\r\n",
            "BDAT 999999999999999999\r\n",
            "MAIL FROM:<a> SIZE=100\r\n",
            "RCPT TO:<a>\r\n",
            "EHLO x\r\n",
            "250 ok\r\n",
            "250-",
            "354 go\r\n",
            "421 \r\n",
            "+OK\r\n",
            "-ERR\r\n",
            "RETR 1\r\n",
            "CAPA\r\n",
            "\r");

    private static List<byte[]> seeds(String... texts) {
        return List.of(texts).stream()
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
    }

    @Test
    void bothSides() {
        String copy = "Message-ID: <sent@x>\r\n\r\nx";
        var seeds = seeds(
                "a CAPABILITY\r\nb APPEND Sent (\\Seen) {25}\r\n" + copy + "\r\nc IDLE\r\nDONE\r\nd LOGOUT\r\n" + OTHER
                        + "* CAPABILITY IMAP4 AUTH=X\r\na OK\r\n* 1 FETCH (BODY[] {3}\r\nabc)\r\n+ idling\r\nc OK\r\n* BYE\r\nd OK\r\n",
                "a APPEND Sent {25+}\r\n" + copy
                        + " {3+}\r\nabc\r\nb APPEND \"x\" ~{3}\r\nabc\r\nc COMPRESS DEFLATE\r\n" + OTHER
                        + "* LIST (\\Sent) \"/\" {4}\r\nSent\r\na OK [APPENDUID 1 2]\r\n+ go\r\nb OK\r\nc OK\r\n",
                "EHLO x\r\nMAIL FROM:<a@x> SIZE=50\r\nRCPT TO:<b@x>\r\nDATA\r\n" + copy + "\r\n..\r\n.\r\nQUIT\r\n"
                        + OTHER
                        + "250-x\r\n250-AUTH X\r\n250 SIZE\r\n250 ok\r\n250 ok\r\n354 go\r\n250 queued\r\n221 bye\r\n",
                "MAIL FROM:<a@x>\r\nRCPT TO:<b@x>\r\nBDAT 25\r\n" + copy + "BDAT 99 LAST\r\n" + "x".repeat(99)
                        + "DATA\r\n" + OTHER + "250 ok\r\n250 ok\r\n250 chunk\r\n250 reset\r\n503 no\r\n",
                "CAPA\r\nRETR 1\r\nLIST 1\r\nAUTH\r\nQUIT\r\n" + OTHER
                        + "+OK\r\nSASL X\r\nTOP\r\n.\r\n+OK\r\n..\r\n.\r\n+OK 1 1\r\n+OK\r\n");
        var failures = new ConcurrentLinkedQueue<Throwable>();
        var before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((_, failure) -> failures.add(failure));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Mutator.run(71, 500, seeds, WORDS, input -> {
                for (Protocol each : Protocol.values()) conversation(threads, each, input);
                assertThat(failures).isEmpty();
            });
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    private static void conversation(ExecutorService threads, Protocol protocol, byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        int other = text.indexOf(OTHER);
        String program = other < 0 ? text : text.substring(0, other);
        String server = other < 0 ? text : text.substring(other + OTHER.length());
        var clock = new MovableClock("2026-11-28T12:00:00Z");
        Habits habits = Habits.USUAL
                .with("keeps-sent", "on")
                .with("message-bytes", "100")
                .with("per-minute", "2")
                .with("recipients-per-day", "2");
        var conduct = new Conduct(habits, clock, clock::advance);
        conduct.sent().add("sent@x");
        try (var programs = new Pair();
                var servers = new Pair()) {
            var following = Following.of(protocol, programs.ours, new SignedIn(servers.ours, List.of("SIZE")), conduct)
                    .orElseThrow();
            Future<?> passing = threads.submit(() -> PassThrough.follow(programs.ours, servers.ours, following));
            Future<byte[]> heard = threads.submit(() -> programs.says(program));
            servers.answers(server);
            heard.get();
            passing.get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** A connection, and who is at its other end. */
    private static final class Pair implements AutoCloseable {
        private final Socket theirs;
        private final Connection ours;

        Pair() throws IOException {
            try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                theirs = new Socket(listening.getInetAddress(), listening.getLocalPort());
                theirs.setSoTimeout(20_000);
                ours = new Connection(listening.accept());
            }
        }

        /** Says all that, and hears what comes until the end. */
        byte[] says(String text) throws IOException {
            var heard = new ByteArrayOutputStream();
            try {
                theirs.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
                theirs.shutdownOutput();
                theirs.getInputStream().transferTo(heard);
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (IOException e) {
                // It was closed while something was on the way.
            }
            return heard.toByteArray();
        }

        /** Says a line of it for all that comes, or when nothing comes; then ends. */
        void answers(String text) throws IOException {
            byte[] ignored = new byte[64 * 1024];
            theirs.setSoTimeout(5);
            try {
                for (String line : text.split("(?<=\n)")) {
                    try {
                        if (theirs.getInputStream().read(ignored) < 0) break;
                    } catch (SocketTimeoutException e) {
                        // The other side waits.
                    }
                    theirs.getOutputStream().write(line.getBytes(StandardCharsets.ISO_8859_1));
                }
                theirs.shutdownOutput();
                theirs.setSoTimeout(20_000);
                theirs.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (IOException e) {
                // It was closed while something was on the way.
            }
        }

        @Override
        public void close() throws IOException {
            theirs.close();
            ours.close();
        }
    }

    @Test
    void pieces() {
        var seeds = seeds(
                "From: a\r\nMessage-ID: <sent@x>\r\n\r\ntext\r\n..\r\n.\r\nQUIT\r\n",
                "message-id :\r\n\t<a b@x>\r\n.\r\n",
                "\r\n.\r\n",
                ".\r\n",
                "Message-ID: none\nx: y\n\n.\n\r.\r\n\r\n.\r\n");
        Mutator.run(73, 3000, seeds, WORDS, input -> {
            var whole = new DotEnd();
            int end = whole.look(input, 0, input.length);
            String text = "\r\n" + new String(input, StandardCharsets.ISO_8859_1);
            int plain = text.indexOf("\r\n.\r\n");
            assertThat(whole.isReached()).isEqualTo(plain >= 0);
            assertThat(end).isEqualTo(plain < 0 ? input.length : plain + 3);
            var search = new MessageIdSearch();
            search.look(input, 0, end);
            var pieced = new DotEnd();
            var searched = new MessageIdSearch();
            for (int at = 0, next; at < input.length && !pieced.isReached(); at = next) {
                next = pieced.look(input, at, Math.min(at + 1 + at % 7, input.length));
                searched.look(input, at, next);
            }
            assertThat(pieced.isReached()).isEqualTo(whole.isReached());
            assertThat(pieced.bytes()).isEqualTo(whole.bytes());
            assertThat(searched.found()).isEqualTo(search.found());
            search.found().ifPresent(id -> assertThat(id).isNotEmpty().hasSizeLessThan(4000));
        });
    }
}
