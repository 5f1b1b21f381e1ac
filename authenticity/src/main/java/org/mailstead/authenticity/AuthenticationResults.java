package org.mailstead.authenticity;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mailstead.dns.AddressText;

/**
 * What a server found out about a message, for those who read it later. RFC 8601 §2.2.
 *
 * @param server who found it out: a name that the readers know and nobody else may use. RFC 8601 §2.5
 * @param results one for each check, none if nothing was checked
 */
public record AuthenticationResults(String server, List<Result> results) {
    public static final String FIELD = "Authentication-Results";

    /** Characters that a value may have without quotes, letters and digits aside. RFC 2045 §5.1, and those of an address. */
    private static final String PLAIN = "!#$%&'*+-.^_`{|}~@";

    /** Beside the result of ARC, which has no word of its own for a chain that may pass once the DNS answers. */
    static final String UNANSWERED = "temperror";

    private static final int LINE = 78;

    public AuthenticationResults {
        results = List.copyOf(results);
    }

    /**
     * One check.
     *
     * @param method {@code spf}, {@code dkim} and so on, in lower case
     * @param result the method's word for it, in lower case
     * @param reason in words for people; empty for none
     */
    public record Result(String method, String result, String reason, List<Property> properties) {
        public Result {
            properties = List.copyOf(properties);
        }

        /** The value of the first property of that kind and name; empty if there is none. */
        public String property(String type, String name) {
            for (var property : properties)
                if (property.type().equals(type) && property.name().equals(name)) return property.value();
            return "";
        }
    }

    /** What was checked: {@code header.d=example.org}. RFC 8601 §2.3. */
    public record Property(String type, String name, String value) {}

    /** RFC 8601 §2.7.2. A check of HELO alone has no {@code mailFrom}: pass the empty text. */
    public static Result spf(SpfVerdict verdict, String mailFrom, String helo) {
        var properties = new ArrayList<Property>();
        if (mailFrom.isEmpty()) properties.add(new Property("smtp", "helo", helo));
        else properties.add(new Property("smtp", "mailfrom", mailFrom));
        return new Result("spf", verdict.result().word(), verdict.reason(), properties);
    }

    /** RFC 8601 §2.7.1. */
    public static Result dkim(DkimVerdict verdict) {
        var properties = new ArrayList<Property>();
        var domain = verdict.domain();
        var algorithm = verdict.algorithm();
        if (domain != null) {
            properties.add(new Property("header", "d", domain.toString()));
            if (!verdict.identity().isEmpty()) properties.add(new Property("header", "i", verdict.identity()));
            properties.add(new Property("header", "s", verdict.selector()));
        }
        if (algorithm != null) properties.add(new Property("header", "a", algorithm.word()));
        // RFC 6008 §3: tells signatures of one domain apart.
        if (!verdict.prefix().isEmpty()) properties.add(new Property("header", "b", verdict.prefix()));
        return new Result("dkim", verdict.result().word(), verdict.reason(), properties);
    }

    /** RFC 8601 §2.7.3. */
    public static Result iprev(IprevVerdict verdict) {
        var properties = List.of(new Property("policy", "iprev", AddressText.of(verdict.client())));
        return new Result("iprev", verdict.result().name().toLowerCase(Locale.ROOT), verdict.reason(), properties);
    }

    /** RFC 8617 §10.2: with the address that the next server cannot see any more. */
    public static Result arc(ArcVerdict verdict, InetAddress client) {
        var properties = new ArrayList<Property>();
        if (verdict.oldestPass() > 0)
            properties.add(new Property("header", "oldest-pass", Integer.toString(verdict.oldestPass())));
        properties.add(new Property("smtp", "remote-ip", AddressText.of(client)));
        if (verdict.temporary()) properties.add(new Property("policy", "arc", UNANSWERED));
        return new Result("arc", verdict.result().word(), verdict.reason(), properties);
    }

    /** RFC 9989 §9.1. */
    public static Result dmarc(DmarcVerdict verdict) {
        var properties = new ArrayList<Property>();
        var author = verdict.author();
        if (author != null) properties.add(new Property("header", "from", author.toString()));
        var record = verdict.record();
        if (record != null) {
            var applicable = record.testing() ? verdict.policy().milder() : verdict.policy();
            properties.add(new Property("policy", "dmarc", applicable.word()));
        }
        return new Result("dmarc", verdict.result().word(), verdict.reason(), properties);
    }

    /** Who signed in to send the message. RFC 8601 §2.7.4. */
    public static Result auth(String account) {
        return new Result("auth", "pass", "", List.of(new Property("smtp", "auth", account)));
    }

    /**
     * Reads what stands behind the colon, folds included.
     *
     * @throws MalformedResultsException if it is not in the form of RFC 8601 §2.2
     */
    public static AuthenticationResults parse(String value) throws MalformedResultsException {
        return new AuthenticationResultsReader(value).read();
    }

    /** The whole field with its line end, folded. */
    public String toField() {
        return toField(FIELD, "");
    }

    /** @param first what stands before the server's name, as ARC has it */
    String toField(String name, String first) {
        var text = new StringBuilder(name).append(": ").append(first).append(word(server));
        if (results.isEmpty()) return text.append("; none\r\n").toString();
        for (var result : results) {
            text.append(";\r\n\t").append(result.method()).append('=').append(result.result());
            int column = 8 + result.method().length() + 1 + result.result().length();
            var parts = new ArrayList<String>();
            if (!result.reason().isEmpty()) parts.add("reason=" + quoted(ascii(Reason.bounded(result.reason()))));
            for (var property : result.properties()) {
                // A line of a message has 998 bytes; half a value would be another one. RFC 5322 §2.1.1.
                boolean fits = property.value().length() <= AuthenticityLimits.VALUE_CHARACTERS;
                if (fits) parts.add(property.type() + "." + property.name() + "=" + word(property.value()));
            }
            for (String part : parts) {
                boolean fits = column + 1 + part.length() <= LINE;
                text.append(fits ? " " : "\r\n\t").append(part);
                column = (fits ? column + 1 : 8) + part.length();
            }
        }
        return text.append("\r\n").toString();
    }

    /** A reason is for people, and the message it goes into need not be one with other letters. RFC 6532 §3. */
    private static String ascii(String reason) {
        return reason.replaceAll("[^\\x00-\\x7f]", "?");
    }

    private static String word(String value) {
        boolean plain = !value.isEmpty()
                && value.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || PLAIN.indexOf(c) >= 0);
        return plain ? value : quoted(value);
    }

    /** Foreign text goes into this: no line end and no quote may get out of it. */
    private static String quoted(String value) {
        var out = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') out.append('\\');
            out.append(c < ' ' || c == 0x7f ? ' ' : c);
        }
        return out.append('"').toString();
    }
}
