package org.mailstead.server.transcript;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What braces in a transcript stand for. Texts of a connection hold one byte per character. */
final class Words {
    private static final Pattern BRACES = Pattern.compile("\\{([a-z][^{}]*)}");
    private static final Map<String, String> KINDS = Map.of("any", ".*", "number", "\\d+", "word", "[^ )\\]]+");

    private static final Pattern KEPT = Pattern.compile("\\$(\\w+)");

    private final Map<String, String> kept = new HashMap<>();
    private final Map<String, ScramSide> scram = new HashMap<>();
    private final Supplier<byte[]> channel;

    /**
     * @param scene what is kept to begin with
     * @param channel what the connection that is spoken on can be bound by
     */
    Words(Map<String, String> scene, Supplier<byte[]> channel) {
        kept.putAll(scene);
        this.channel = channel;
    }

    /** The bytes a client's line stands for. */
    String sent(String text) {
        var bytes = new StringBuilder();
        Matcher braces = BRACES.matcher(text);
        int end = 0;
        while (braces.find()) {
            bytes.append(latin1(text.substring(end, braces.start()))).append(value(braces.group(1)));
            end = braces.end();
        }
        return bytes.append(latin1(text.substring(end))).toString();
    }

    private String kept(String name) {
        String value = kept.get(name);
        if (value == null) throw new IllegalArgumentException("nothing was kept as " + name);
        return value;
    }

    private String value(String written) {
        String inBraces = KEPT.matcher(written).replaceAll(name -> Matcher.quoteReplacement(kept(name.group(1))));
        String[] words = inBraces.split(" ", 3);
        String rest = inBraces.substring(words[0].length()).stripLeading();
        return switch (words[0]) {
            case "cr" -> "\r";
            case "lf" -> "\n";
            case "crlf" -> "\r\n";
            case "nul" -> "\0";
            case "hex" -> new String(HexFormat.of().parseHex(rest.replace(" ", "")), StandardCharsets.ISO_8859_1);
            case "repeat" -> latin1(words[2]).repeat(Integer.parseInt(words[1]));
            case "base64" -> base64(rest);
            case "sasl" -> base64("\0" + words[1] + "\0" + words[2]);
            case "sasl-as" -> base64(words[1] + "\0" + words[2].replaceFirst(" ", "\0"));
            case "xoauth2" -> base64("user=" + words[1] + "\1auth=Bearer " + words[2] + "\1\1");
            case "oauthbearer" -> base64("n,a=" + words[1] + ",\1auth=Bearer " + words[2] + "\1\1");
            case "cram" -> cram(words[1], words[2].split(" ", 2));
            case "scram" -> scram(rest.split(" "));
            default -> kept(inBraces);
        };
    }

    /** RFC 2195 §2. */
    private static String cram(String user, String[] passwordAndChallenge) {
        try {
            var mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(passwordAndChallenge[0].getBytes(StandardCharsets.UTF_8), "RAW"));
            byte[] digest = mac.doFinal(Base64.getDecoder().decode(passwordAndChallenge[1]));
            return base64(user + " " + HexFormat.of().formatHex(digest));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code HASH first FLAG USER}, {@code HASH last PASSWORD CHALLENGE [MISTAKE]}, {@code HASH signature}. */
    private String scram(String[] words) {
        ScramSide side = scram.computeIfAbsent(words[0], hash -> new ScramSide(hash, channel));
        return switch (words[1]) {
            case "first" -> side.first(words[2], words[3]);
            case "last" -> side.last(words[2], words[3], words.length > 4 ? words[4] : "");
            case "signature" -> side.signature();
            default -> throw new IllegalArgumentException("SCRAM has no " + words[1]);
        };
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static String latin1(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Whether a server's line matches, and if so keeps what is to be kept. */
    boolean matches(String pattern, String line) {
        var regex = new StringBuilder();
        var names = new HashMap<String, String>();
        Matcher braces = BRACES.matcher(pattern);
        int end = 0;
        while (braces.find()) {
            regex.append(Pattern.quote(latin1(pattern.substring(end, braces.start()))));
            String word = braces.group(1);
            int equals = word.indexOf('=');
            if (equals > 0) {
                names.put("g" + names.size(), word.substring(0, equals));
                regex.append("(?<g")
                        .append(names.size() - 1)
                        .append('>')
                        .append(kind(word.substring(equals + 1)))
                        .append(')');
            } else if (KINDS.containsKey(word)) regex.append(kind(word));
            else regex.append(Pattern.quote(value(word)));
            end = braces.end();
        }
        regex.append(Pattern.quote(latin1(pattern.substring(end))));
        Matcher matcher = Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(line);
        if (!matcher.matches()) return false;
        names.forEach((group, name) -> kept.put(name, matcher.group(group)));
        return true;
    }

    private static String kind(String word) {
        String regex = KINDS.get(word);
        if (regex == null) throw new IllegalArgumentException("no such pattern: {" + word + "}");
        return regex;
    }
}
