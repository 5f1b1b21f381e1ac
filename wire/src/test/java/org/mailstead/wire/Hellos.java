package org.mailstead.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.net.ssl.SSLContext;

/** What Java's own TLS client says first. */
final class Hellos {
    private Hellos() {}

    /** @param protocols it wants to speak, best first */
    static byte[] of(String... protocols) throws Exception {
        var engine = SSLContext.getDefault().createSSLEngine("mail.example.test", 443);
        engine.setUseClientMode(true);
        var parameters = engine.getSSLParameters();
        parameters.setApplicationProtocols(protocols);
        engine.setSSLParameters(parameters);
        var hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), hello);
        return Arrays.copyOf(hello.array(), hello.position());
    }

    /** The same in records of so many bytes. */
    static byte[] cut(byte[] hello, int bytes) {
        var all = new ByteArrayOutputStream();
        for (int from = 5; from < hello.length; from += bytes) {
            int length = Math.min(bytes, hello.length - from);
            all.writeBytes(new byte[] {0x16, 3, 1, 0, (byte) length});
            all.write(hello, from, length);
        }
        return all.toByteArray();
    }

    static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
