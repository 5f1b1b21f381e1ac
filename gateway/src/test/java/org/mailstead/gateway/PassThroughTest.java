package org.mailstead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailstead.gateway.Town.Program;
import org.mailstead.settings.MailServer.Protocol;

@Timeout(120)
class PassThroughTest {
    /** More than any buffer between, and than what a heap would hold twenty times. */
    private static final long LARGE = 64L * 1024 * 1024;

    @TempDir
    Path folder;

    private static Program signedIn(Town town) throws Exception {
        Program program = town.program(Protocol.IMAP);
        program.line();
        assertThat(program.ask("a LOGIN ann " + town.password)).startsWith("a OK");
        return program;
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "on"})
    void largeMessagesGoBothWaysWithoutBeingHeld(String followed) throws Exception {
        try (var town = new Town(folder, Habits.NONE.with("offers-sign-in", followed));
                Program program = signedIn(town)) {
            assertThat(program.ask("b APPEND Archive {" + LARGE + "}")).startsWith("+ ");
            byte[] piece = new byte[64 * 1024];
            Arrays.fill(piece, (byte) 'y');
            for (long left = LARGE; left > 0; left -= piece.length)
                program.socket().getOutputStream().write(piece);
            assertThat(program.ask("")).startsWith("b OK [APPENDUID");
            assertThat(town.mail.received.get()).isEqualTo(LARGE);

            program.send("c FETCH " + LARGE + " BODY[]\r\n");
            InputStream in = program.socket().getInputStream();
            String first = "* 1 FETCH (BODY[] {" + LARGE + "}\r\n";
            assertThat(new String(in.readNBytes(first.length()), StandardCharsets.US_ASCII))
                    .isEqualTo(first);
            long counted = 0;
            while (counted < LARGE) {
                int count = in.read(piece, 0, (int) Math.min(piece.length, LARGE - counted));
                assertThat(count).isPositive();
                for (int i = 0; i < count; i++) if (piece[i] != 'x') throw new AssertionError("changed on the way");
                counted += count;
            }
            assertThat(new String(in.readNBytes(14), StandardCharsets.US_ASCII)).isEqualTo(")\r\nc OK done\r\n");
        }
    }

    /** Where nothing is followed, and where both sides are inflated for it. */
    @ParameterizedTest
    @ValueSource(strings = {"off", "on"})
    void deflatedMailGoesThrough(String followed) throws Exception {
        try (var town = new Town(folder, Habits.NONE.with("offers-sign-in", followed));
                Program program = signedIn(town)) {
            assertThat(program.ask("b COMPRESS DEFLATE")).isEqualTo("b OK deflating");
            var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
            deflater.setInput("b CAPABILITY\r\nc FETCH 100000 BODY[]\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] out = new byte[1000];
            int count = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
            program.socket().getOutputStream().write(out, 0, count);
            var inflater = new Inflater(true);
            byte[] in = new byte[1000];
            byte[] plain = new byte[4096];
            var text = new StringBuilder();
            while (!text.toString().endsWith("c OK done\r\n")) {
                int read = program.socket().getInputStream().read(in);
                assertThat(read).isPositive();
                inflater.setInput(in, 0, read);
                for (int n = inflater.inflate(plain); n > 0; n = inflater.inflate(plain))
                    text.append(new String(plain, 0, n, StandardCharsets.US_ASCII));
            }
            assertThat(text)
                    .contains("b OK done\r\n* 1 FETCH (BODY[] {100000}\r\nxxx")
                    .hasSizeGreaterThan(100_000);
            assertThat(text.toString().contains("AUTH=XOAUTH2")).isEqualTo(followed.equals("off"));
        }
    }

    @Test
    void whoGoesTakesTheOtherSideAlong() throws Exception {
        try (var town = new Town(folder)) {
            Program program = signedIn(town);
            assertThat(program.ask("b IDLE")).startsWith("+ ");
            program.close();
            await(() -> town.mail.open.get() == 0);
            Program other = signedIn(town);
            town.mail.close();
            assertThat(other.until("(closed)")).contains("(closed)");
            other.close();
        }
    }

    /** Exchange lets a mailbox send over three connections at once: the others wait their turn here and nobody is refused. */
    @Test
    void connectionsAreQueuedHere() throws Exception {
        var habits = Habits.NONE.with("sending", "3").with("message-bytes", "36700160");
        try (var town = new Town(folder, habits);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> all = new ArrayList<>();
            for (int i = 0; i < 12; i++) all.add(threads.submit(() -> send(town)));
            for (Future<String> each : all) assertThat(each.get()).isEqualTo("250 2.6.0 queued");
            assertThat(town.mail.mostOpen.get()).isEqualTo(3);
        }
    }

    private static String send(Town town) throws Exception {
        try (Program program = town.program(Protocol.SMTP)) {
            program.line();
            assertThat(program.ask("EHLO x", "250 ")).anyMatch(line -> line.contains("SIZE "));
            program.ask("AUTH LOGIN");
            program.ask(java.util.Base64.getEncoder().encodeToString("ann".getBytes(StandardCharsets.UTF_8)));
            assertThat(program.ask(java.util.Base64.getEncoder()
                            .encodeToString(town.password.getBytes(StandardCharsets.UTF_8))))
                    .startsWith("235");
            program.ask("MAIL FROM:<ann@contoso.test>");
            program.ask("DATA");
            String answer = program.ask("hello\r\n.");
            program.ask("QUIT");
            return answer;
        }
    }

    /** Who has to say who he is says it before anything else. */
    @Test
    void providerThatWantsToKnowTheProgramIsTold() throws Exception {
        var habits = Habits.NONE.with("wants-id", "on");
        try (var town = new Town(folder, habits);
                Program program = signedIn(town)) {
            assertThat(program.ask("b NOOP")).isEqualTo("b OK done");
            var said = town.mail.commands;
            assertThat(said.get(said.size() - 4)).contains(" ID (\"name\" \"Mailstead\"");
        }
    }

    private static void await(java.util.function.BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) throw new AssertionError("did not come true");
            Thread.sleep(5);
        }
    }
}
