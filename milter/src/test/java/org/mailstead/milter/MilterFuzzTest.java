package org.mailstead.milter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;

class MilterFuzzTest {
    @Test
    void anyAnswersAreUnderstoodOrRefused() throws IOException {
        byte[] silent = answers(
                FakeFilter.packet('O', 6, 0x31, 0xFF7FF),
                FakeFilter.packet('p'),
                FakeFilter.packet('h', "X-Spam", "yes"),
                FakeFilter.packet('i', 0, "A", "b\n c"),
                FakeFilter.packet('m', 1, "Subject", ""),
                FakeFilter.packet('+', "<a@b.test>"),
                FakeFilter.packet('-', "<c@d.test>"),
                FakeFilter.packet('e', "<>"),
                FakeFilter.packet('b', "text"),
                FakeFilter.packet('q', "bad"),
                FakeFilter.packet('a'));
        byte[] refusing = answers(FakeFilter.packet('O', 2, 1, 0xFF7FF), FakeFilter.packet('y', "550 5.7.1 no"));
        Mutator.run(
                73,
                4_000,
                List.of(silent, refusing),
                List.of("\0\0\0\1c", "\0\0\0\1a", "\0\u00ff"),
                MilterFuzzTest::read);
    }

    private static byte[] answers(Packet... packets) throws IOException {
        var out = new ByteArrayOutputStream();
        for (Packet packet : packets) packet.write(out);
        return out.toByteArray();
    }

    private static void read(byte[] bytes) {
        try {
            var session = new MilterSession(new ByteArrayInputStream(bytes), OutputStream.nullOutputStream());
            session.negotiate();
            session.mail("a@b.test", new Macros());
            session.recipient("c@d.test", new Macros());
            var answer = session.message(MilterTest.MAIL, new Macros());
            if (answer instanceof MilterAnswer.Refuse(int code, String status, String text)) {
                assertThat(code).isBetween(400, 599);
                assertThat(status).startsWith(code / 100 + ".");
                assertThat(text).matches("[ -~]*");
            }
        } catch (MilterException | EOFException refused) {
            assertThat(refused.getMessage()).isNotEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
