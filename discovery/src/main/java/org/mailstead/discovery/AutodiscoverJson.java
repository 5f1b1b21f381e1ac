package org.mailstead.discovery;

import org.mailstead.exports.JsonText;

/** Answers of Autodiscover's second form, which tells only where the first one is. Outlook's cloud service asks for it before all else. */
final class AutodiscoverJson {
    static final String PATH = "/autodiscover/autodiscover.json";

    /** With the address as the last part. */
    static final String PATH_WITH_ADDRESS = PATH + "/v1.0/";

    private static final String PROTOCOL = "AutodiscoverV1";

    /** Of a protocol's name that is repeated: all known ones are shorter. */
    private static final int SHOWN = 40;

    private AutodiscoverJson() {}

    static boolean isKnown(String protocol) {
        return protocol.equalsIgnoreCase(PROTOCOL);
    }

    /** @param host on which the first form is to be asked for */
    static String found(MailSettings settings, String host) {
        return JsonText.of(json -> {
            json.writeStringProperty("Protocol", PROTOCOL);
            json.writeStringProperty("Url", settings.url(host, Autodiscover.PATH));
        });
    }

    static String unknownProtocol(String protocol) {
        String shown = protocol.codePoints()
                .filter(c -> c < 0x80 && Character.isLetterOrDigit(c))
                .limit(SHOWN)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return error(
                "InvalidProtocol",
                "The given protocol value '" + shown + "' is invalid. Supported values are '" + PROTOCOL + "'");
    }

    static String error(String code, String message) {
        return JsonText.of(json -> {
            json.writeStringProperty("ErrorCode", code);
            json.writeStringProperty("ErrorMessage", message);
        });
    }
}
