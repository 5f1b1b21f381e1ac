package org.mailstead.inbound;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.mailstead.smtp.SmtpAddress;

/**
 * The sender's address on mail that goes on to somebody elsewhere. With the address as it came, that server would ask by SPF
 * whether we may send for a foreign domain, and refuse. So it becomes one of ours, out of which the old one can be read
 * when a report comes back (Sender Rewriting Scheme): {@code SRS0=hash=day=domain=local}. The hash keeps strangers from
 * making such addresses and sending through us. A sender that another server has rewritten already becomes
 * {@code SRS1=hash=that-server=rest}, which leads back to that server however many there were.
 */
final class SenderRewriting {
    /** Reports come for as long as servers try, some try for two weeks, and holidays are long. */
    private static final Duration VALID = Duration.ofDays(21);

    /** Base 32 digits of the hash: 40 bits, with no answer that tells a good guess from a wrong address. */
    private static final int HASH = 8;

    /** Days are counted in two digits: they begin anew after 1024. */
    private static final int DAYS = 1024;

    /** Mail systems on the way change case, so none of these differ by it. */
    private static final String DIGITS = "abcdefghijklmnopqrstuvwxyz234567";

    /** After the first sign, {@code -} and {@code +} are as good as {@code =}. */
    private static final Pattern REWRITTEN = Pattern.compile("SRS([01])([=+-].*)", Pattern.CASE_INSENSITIVE);

    private static final Pattern ONCE = Pattern.compile("[=+-]([^=]+)=([^=]{2})=([^=]+)=(.+)");
    private static final Pattern AGAIN = Pattern.compile("[=+-]([^=]+)=([^=]+)=([=+-].+)");

    private final Supplier<byte[]> key;
    private final InstantSource clock;

    /** @param key that only this server knows */
    SenderRewriting(Supplier<byte[]> key, InstantSource clock) {
        this.key = key;
        this.clock = clock;
    }

    /** @param domain ours, for the address that the mail goes on with */
    SmtpAddress rewritten(SmtpAddress sender, String domain) {
        Matcher already = REWRITTEN.matcher(sender.local());
        if (already.matches()) {
            Matcher again = AGAIN.matcher(already.group(2));
            if (already.group(1).equals("1") && again.matches()) return again(again.group(2), again.group(3), domain);
            if (already.group(1).equals("0")) return again(sender.domain(), already.group(2), domain);
        }
        String day = day(today());
        String hash = hash(day, sender.domain(), sender.local());
        return new SmtpAddress("SRS0=" + hash + "=" + day + "=" + sender.domain() + "=" + sender.local(), domain);
    }

    private SmtpAddress again(String server, String rest, String domain) {
        return new SmtpAddress("SRS1=" + hash(server, rest) + "=" + server + "=" + rest, domain);
    }

    /** The sender's address that was made into this one; empty if it is none of ours, or too old. */
    Optional<SmtpAddress> original(SmtpAddress address) {
        Matcher rewritten = REWRITTEN.matcher(address.local());
        if (!rewritten.matches()) return Optional.empty();
        return rewritten.group(1).equals("0") ? once(rewritten.group(2)) : again(rewritten.group(2));
    }

    private Optional<SmtpAddress> once(String rest) {
        Matcher once = ONCE.matcher(rest);
        if (!once.matches()) return Optional.empty();
        String day = once.group(2).toLowerCase(Locale.ROOT);
        if (!isValid(day) || !isEqual(once.group(1), hash(day, once.group(3), once.group(4)))) return Optional.empty();
        return Optional.of(new SmtpAddress(once.group(4), once.group(3)));
    }

    private Optional<SmtpAddress> again(String rest) {
        Matcher again = AGAIN.matcher(rest);
        if (!again.matches() || !isEqual(again.group(1), hash(again.group(2), again.group(3)))) return Optional.empty();
        return Optional.of(new SmtpAddress("SRS0" + again.group(3), again.group(2)));
    }

    private long today() {
        return clock.instant().getEpochSecond() / Duration.ofDays(1).toSeconds();
    }

    private static String day(long day) {
        int within = (int) (day % DAYS);
        return "" + DIGITS.charAt(within >> 5) + DIGITS.charAt(within & 31);
    }

    private boolean isValid(String day) {
        int high = DIGITS.indexOf(day.charAt(0));
        int low = DIGITS.indexOf(day.charAt(1));
        if (high < 0 || low < 0) return false;
        long age = Math.floorMod(today() - (high * 32L + low), (long) DAYS);
        return age <= VALID.toDays();
    }

    private static boolean isEqual(String given, String hash) {
        byte[] typed = given.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(typed, hash.getBytes(StandardCharsets.UTF_8));
    }

    private String hash(String... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.get(), "HmacSHA256"));
            String all = String.join("=", parts).toLowerCase(Locale.ROOT);
            byte[] digest = mac.doFinal(all.getBytes(StandardCharsets.UTF_8));
            var hash = new StringBuilder();
            for (int i = 0; i < HASH; i++) hash.append(DIGITS.charAt(fiveBits(digest, i * 5)));
            return hash.toString();
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int fiveBits(byte[] bytes, int from) {
        int pair = (bytes[from / 8] & 0xFF) << 8 | (bytes[from / 8 + 1] & 0xFF);
        return pair >> (11 - from % 8) & 31;
    }
}
