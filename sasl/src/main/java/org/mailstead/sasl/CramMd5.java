package org.mailstead.sasl;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * CRAM-MD5: the client shows the HMAC of a challenge under the password. RFC 2195 §2. It cannot tell by it whether the server is the
 * right one, nor can the proof be bound to the connection.
 */
final class CramMd5<V> implements SaslExchange<V> {
    private static final int RANDOM_BYTES = 16;

    private static final Pattern RESPONSE = Pattern.compile("(.+) ([0-9a-fA-F]{32})", Pattern.DOTALL);

    private static final CramKey NOBODYS = new CramKey(new byte[CramKey.BYTES], new byte[CramKey.BYTES]);

    private final Judge<V> judge;
    private final RandomGenerator random;
    private byte @Nullable [] challenge;

    CramMd5(Judge<V> judge, RandomGenerator random) {
        this.judge = judge;
        this.random = random;
    }

    /**
     * In the form of a message id. What RFC 2195 §2 has in it beside, the time and the host, makes it unique where there is nothing
     * random to be had.
     */
    @Override
    public byte[] opening() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        byte[] said =
                ("<" + HexFormat.of().formatHex(bytes) + "@mailstead.invalid>").getBytes(StandardCharsets.US_ASCII);
        challenge = said;
        return said.clone();
    }

    @Override
    public Step<V> respond(byte[] response) {
        if (challenge == null) return new Step.Broken<>("CRAM-MD5 begins with a challenge, and not with a response");
        var text = Responses.text(response);
        if (text.isEmpty()) return new Step.Broken<>("name and digest have to be in UTF-8");
        Matcher parts = RESPONSE.matcher(text.get());
        if (!parts.matches())
            return new Step.Broken<>("CRAM-MD5 takes a name, a space and a digest of 32 hexadecimal digits");
        return new Step.Done<>(judged(parts.group(1), HexFormat.of().parseHex(parts.group(2)), challenge));
    }

    private V judged(String user, byte[] digest, byte[] asked) {
        List<CramKey> keys = judge.cramKeys(user);
        int which = -1;
        // As long for each, whichever fits.
        for (int i = 0; i < keys.size(); i++)
            if (MessageDigest.isEqual(keys.get(i).hmac(asked), digest)) which = i;
        if (keys.isEmpty()) NOBODYS.hmac(asked);
        Identity who = Identity.of(user);
        return which < 0 ? judge.disproven(who) : judge.proven(who, which);
    }
}
