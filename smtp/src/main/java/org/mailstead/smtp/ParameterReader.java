package org.mailstead.smtp;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what follows a path: keywords with values. RFC 5321 §4.1.2, RFC 6531 §3.3. */
final class ParameterReader {
    private static final Pattern PARAMETER =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9-]*)(?:=([!-<>-~\\x{A1}-\\x{10FFFF}]+))?");

    private ParameterReader() {}

    /** By keyword in capitals, in their order; without a value there is the empty text. */
    static Map<String, String> read(String text) {
        var parameters = new LinkedHashMap<String, String>();
        if (text.isEmpty()) return parameters;
        for (String word : text.split(" +")) {
            Matcher parameter = PARAMETER.matcher(word);
            if (!parameter.matches()) throw new Malformed(SmtpReplies.BAD_PARAMETER);
            String value = parameter.group(2) == null ? "" : parameter.group(2);
            boolean twice = parameters.put(parameter.group(1).toUpperCase(Locale.ROOT), value) != null;
            if (twice) throw new Malformed(SmtpReplies.BAD_PARAMETER);
        }
        return parameters;
    }
}
