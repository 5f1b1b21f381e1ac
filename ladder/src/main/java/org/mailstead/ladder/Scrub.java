package org.mailstead.ladder;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Takes a secret out of what servers say: some repeat a command that they do not know, with all that stands in it. */
final class Scrub {
    private static final String INSTEAD = "•••";

    /** Of the coded form, what is left when its ends are off: they depend on what stands before and behind the secret. */
    private static final int CODED_CHARACTERS = 6;

    private final List<String> forms;

    /** @param users names that it may be sent together with */
    Scrub(String secret, List<String> users) {
        Set<String> all = new LinkedHashSet<>();
        if (!secret.isEmpty()) {
            all.add(secret);
            all.add(secret.strip());
            all.add(quoted(secret));
            for (String user : users) {
                all.add(coded("\0" + user + "\0" + secret));
                all.add(coded(Sasl.xoauth2(user, secret)));
            }
            all.addAll(within(secret));
        }
        all.removeIf(String::isEmpty);
        var longest = new ArrayList<>(all);
        longest.sort(Comparator.comparingInt(String::length).reversed());
        forms = List.copyOf(longest);
    }

    /** As it stands in base64 whatever is around it: at each of the three places in which it can begin. */
    private static List<String> within(String secret) {
        var forms = new ArrayList<String>();
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = new byte[bytes.length + shift];
            System.arraycopy(bytes, 0, shifted, shift, bytes.length);
            String coded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            int from = shift == 0 ? 0 : shift + 1;
            int until = shifted.length % 3 == 0 ? coded.length() : coded.length() - 1;
            if (until - from >= CODED_CHARACTERS) forms.add(coded.substring(from, until));
        }
        forms.add(coded(secret));
        return forms;
    }

    private static String coded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    String of(String said) {
        String clean = said;
        for (String form : forms) clean = clean.replace(form, INSTEAD);
        return clean;
    }
}
