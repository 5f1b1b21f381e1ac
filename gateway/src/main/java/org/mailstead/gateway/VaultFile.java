package org.mailstead.gateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A vault as it is written: lines of words. Nobody reads in it what is secret, but for whom and by how many passwords it is opened.
 *
 * @param salt of the key that is made of a password, the same for all of them: so a password is tried against all at the cost of one
 * @param publicKey with which secrets are sealed
 * @param keys the private one, once for each password
 */
record VaultFile(String account, KeyCost cost, byte[] salt, byte[] publicKey, List<Wrapped> keys, byte[] secrets) {
    /** Programs that one account is used from: more than a person has. */
    static final int MOST_KEYS = 50;

    /** All keys with long labels, and the longest tokens. */
    static final int MOST_BYTES = 128 * 1024;

    private static final String FIRST = "mailstead-vault 1";
    private static final String OTHER_VERSION = "mailstead-vault ";
    private static final int ACCOUNT = 254;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private static final Pattern COST = Pattern.compile("m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,3})");

    /** @param label of the program whose password opens it */
    record Wrapped(String label, byte[] key) {}

    VaultFile {
        keys = List.copyOf(keys);
    }

    /** What the private key is sealed with beside a password's key, so that no line does for another. */
    String aboutKey(String label) {
        return FIRST + "\nkey\n" + account + "\n" + label;
    }

    String aboutSecrets() {
        return FIRST + "\nsecrets\n" + account;
    }

    String print() {
        var text = new StringBuilder(FIRST).append('\n');
        text.append("account ").append(encoded(account)).append('\n');
        text.append("argon2id m=%d,t=%d,p=%d ".formatted(cost.memoryKib(), cost.passes(), cost.lanes()))
                .append(ENCODER.encodeToString(salt))
                .append('\n');
        text.append("public ").append(ENCODER.encodeToString(publicKey)).append('\n');
        for (Wrapped each : keys)
            text.append("key ")
                    .append(encoded(each.label()))
                    .append(' ')
                    .append(ENCODER.encodeToString(each.key()))
                    .append('\n');
        text.append("secrets ").append(ENCODER.encodeToString(secrets)).append('\n');
        return withSum(text.toString());
    }

    VaultFile with(List<Wrapped> otherKeys) {
        return new VaultFile(account, cost, salt, publicKey, otherKeys, secrets);
    }

    VaultFile with(byte[] otherSecrets) {
        return new VaultFile(account, cost, salt, publicKey, keys, otherSecrets);
    }

    static String withSum(String lines) {
        return lines + "sum " + sum(lines) + "\n";
    }

    /** @throws VaultException if a byte of it is not as it was written, or it is of another version */
    static VaultFile parse(String text) throws VaultException {
        if (!text.startsWith(FIRST + "\n")) {
            String why = text.startsWith(OTHER_VERSION) ? "is of a newer version" : "is no vault";
            throw new VaultException(why);
        }
        int end = text.lastIndexOf("sum ");
        // A disk that forgets a bit shall not pass for a wrong password.
        if (end < 0 || !text.substring(end).equals("sum " + sum(text.substring(0, end)) + "\n")) throw damaged();
        List<String> lines = text.substring(0, end).lines().toList();
        if (lines.size() < 5 || lines.size() > MOST_KEYS + 5) throw damaged();
        try {
            String account = decoded(word(lines.get(1), "account", 1, 2));
            Matcher cost = COST.matcher(word(lines.get(2), "argon2id", 1, 3));
            if (account.length() > ACCOUNT || !cost.matches()) throw damaged();
            var keys = new ArrayList<Wrapped>();
            for (String line : lines.subList(4, lines.size() - 1))
                keys.add(new Wrapped(decoded(word(line, "key", 1, 3)), bytes(word(line, "key", 2, 3))));
            byte[] salt = bytes(word(lines.get(2), "argon2id", 2, 3));
            byte[] publicKey = bytes(word(lines.get(3), "public", 1, 2));
            if (salt.length != KeyCost.SALT_BYTES || publicKey.length != SealedBox.KEY_BYTES) throw damaged();
            return new VaultFile(
                    account,
                    new KeyCost(
                            Integer.parseInt(cost.group(1)),
                            Integer.parseInt(cost.group(2)),
                            Integer.parseInt(cost.group(3))),
                    salt,
                    publicKey,
                    keys,
                    bytes(word(lines.getLast(), "secrets", 1, 2)));
        } catch (IllegalArgumentException e) {
            throw damaged();
        }
    }

    private static VaultException damaged() {
        return new VaultException("is damaged or was tampered with");
    }

    /** One word of a line that begins with a certain one and has so many. */
    private static String word(String line, String first, int number, int of) throws VaultException {
        String[] words = line.split(" ", -1);
        if (words.length != of || !words[0].equals(first)) throw damaged();
        return words[number];
    }

    private static String encoded(String text) {
        return ENCODER.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String word) {
        return new String(bytes(word), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String word) {
        return Base64.getUrlDecoder().decode(word);
    }

    /** SHA-256, in base64url. */
    static String sum(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ENCODER.encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
