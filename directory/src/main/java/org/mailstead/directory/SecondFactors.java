package org.mailstead.directory;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.mailstead.directory.CredentialRow.SecondFactorRow;
import org.mailstead.directory.DirectoryException.Reason;
import org.mailstead.directory.DirectoryKey.SecondFactorKey;
import org.mailstead.sasl.ScramHash;
import org.mailstead.store.Rows;

/**
 * Codes from an authenticator program beside the password. An account that has them signs in to mail programs by app passwords or tokens
 * only, since those cannot ask for a code.
 */
public final class SecondFactors {
    /** As long as the hash it keys. RFC 4226 §4, R6 */
    private static final int SECRET_BYTES = 20;

    private static final int RECOVERY_CODES = 10;

    /** 49 bits, and twenty tries in ten minutes. */
    private static final int RECOVERY_CHARACTERS = 10;

    private static final String RECOVERY_KEY = "recovery-codes";
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final DirectoryRows rows;
    private final ServerSecrets secrets;
    private final Clock clock;
    private final RandomGenerator random;

    SecondFactors(DirectoryRows rows, ServerSecrets secrets, Clock clock, RandomGenerator random) {
        this.rows = rows;
        this.secrets = secrets;
        this.clock = clock;
        this.random = random;
    }

    /** What the person puts into the authenticator program, as text and as a link that is shown as a QR code. */
    public record Enrolment(String secret, String link) {
        @Override
        public String toString() {
            return "Enrolment[secret hidden]";
        }
    }

    /** Whether codes are asked for. */
    public boolean isOn(MailAddress address) {
        return rows.read(now -> of(
                        now,
                        DirectoryChecks.requireAccount(now, address).account().id()))
                .filter(row -> row.on)
                .isPresent();
    }

    /** Draws a secret, which counts from {@link #confirm} on. */
    public Enrolment begin(MailAddress address) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        rows.write(tx -> {
            AccountId id = DirectoryChecks.requireAccount(tx, address).account().id();
            if (of(tx, id).filter(row -> row.on).isPresent())
                throw new DirectoryException(
                        Reason.ALREADY_EXISTS,
                        address + " has a second factor already. To set up another device, switch it off first:"
                                + " mailstead account second-factor off " + address);
            tx.put(new SecondFactorKey(id).encode(), new SecondFactorRow(secret, false, 0, List.of()).encode());
            return true;
        });
        String text = base32(secret);
        String label = "Mailstead:"
                + address.toString().replace("%", "%25").replace("?", "%3F").replace("#", "%23");
        return new Enrolment(text, "otpauth://totp/" + label + "?secret=" + text + "&issuer=Mailstead");
    }

    /**
     * Switches it on, since the person has shown that the authenticator program works.
     *
     * @return codes for when the telephone is lost, each good once, to be shown now and never again
     */
    public List<String> confirm(MailAddress address, String code) {
        List<String> recovery = new ArrayList<>();
        for (int i = 0; i < RECOVERY_CODES; i++) recovery.add(PasswordRules.drawn(RECOVERY_CHARACTERS, random));
        byte[] key = secrets.key(RECOVERY_KEY);
        rows.write(tx -> {
            AccountId id = DirectoryChecks.requireAccount(tx, address).account().id();
            SecondFactorRow begun = of(tx, id)
                    .filter(row -> !row.on)
                    .orElseThrow(() -> new DirectoryException(
                            Reason.UNKNOWN_PASSWORD,
                            "Nothing waits to be confirmed for " + address
                                    + ". Begin with: mailstead account second-factor begin " + address));
            OptionalLong step = Totp.matching(begun.secret, code, clock.instant(), begun.lastStep);
            if (step.isEmpty())
                throw new DirectoryException(
                        Reason.BAD_PASSWORD,
                        "This code does not fit. Type the six digits that the program shows now; if they are refused"
                                + " again, look whether the telephone's clock is right.");
            var digests = recovery.stream().map(each -> digest(key, each)).toList();
            tx.put(
                    new SecondFactorKey(id).encode(),
                    new SecondFactorRow(begun.secret, true, step.getAsLong(), digests).encode());
            return true;
        });
        return List.copyOf(recovery);
    }

    /** Whether there was one. */
    public boolean off(MailAddress address) {
        return rows.write(tx -> {
            AccountId id = DirectoryChecks.requireAccount(tx, address).account().id();
            boolean was = of(tx, id).isPresent();
            if (was) tx.delete(new SecondFactorKey(id).encode());
            return was;
        });
    }

    /** Uses a code up: true once for each, be it of the program or for recovery. */
    boolean use(AccountId account, String typed) {
        byte[] key = secrets.key(RECOVERY_KEY);
        return rows.write(tx -> {
            Optional<SecondFactorRow> row = of(tx, account).filter(each -> each.on);
            if (row.isEmpty()) return false;
            Optional<SecondFactorRow> after = used(row.get(), key, typed);
            after.ifPresent(each -> tx.put(new SecondFactorKey(account).encode(), each.encode()));
            return after.isPresent();
        });
    }

    private Optional<SecondFactorRow> used(SecondFactorRow row, byte[] key, String typed) {
        OptionalLong step = Totp.matching(row.secret, typed, clock.instant(), row.lastStep);
        if (step.isPresent()) return Optional.of(new SecondFactorRow(row.secret, true, step.getAsLong(), row.recovery));
        byte[] digest = digest(key, typed.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT));
        var left = row.recovery.stream()
                .filter(each -> !MessageDigest.isEqual(each, digest))
                .toList();
        return left.size() < row.recovery.size()
                ? Optional.of(new SecondFactorRow(row.secret, true, row.lastStep, left))
                : Optional.empty();
    }

    static Optional<SecondFactorRow> of(Rows rows, AccountId account) {
        return Optional.ofNullable(rows.get(new SecondFactorKey(account).encode()))
                .map(SecondFactorRow::decode);
    }

    private static byte[] digest(byte[] key, String code) {
        return ScramHash.SHA_256.hmac(key, code.getBytes(StandardCharsets.UTF_8));
    }

    /** Without padding, as authenticator programs want it. RFC 4648 §6; 20 bytes need none. */
    private static String base32(byte[] bytes) {
        var text = new StringBuilder();
        int bits = 0;
        int held = 0;
        for (byte b : bytes) {
            held = (held << 8) | (b & 0xff);
            for (bits += 8; bits >= 5; bits -= 5) text.append(BASE32.charAt((held >>> (bits - 5)) & 31));
        }
        return text.toString();
    }
}
