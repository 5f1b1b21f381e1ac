package org.mailstead.discovery;

import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.mailstead.exports.AutodiscoverDocument;
import org.mailstead.exports.XmlText;

/** Answers of Exchange's Autodiscover in its first form ("plain old XML"), which Outlook and Thunderbird ask for. */
final class Autodiscover {
    /** On the host {@code autodiscover} of the domain, on the domain, and where the SRV record leads. */
    static final String PATH = "/autodiscover/autodiscover.xml";

    static final String HOST_LABEL = "autodiscover";

    static final int INVALID_REQUEST = 600;
    static final int NO_PROVIDER = 601;
    static final int NOT_FOUND = 500;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSSS", Locale.ROOT);

    private Autodiscover() {}

    /** Whether our kind of answer is asked for: ActiveSync and others have schemas of their own. */
    static boolean isOutlook(String schema) {
        return schema.isEmpty() || schema.toLowerCase(Locale.ROOT).contains("/outlook/responseschema/");
    }

    static String settings(MailSettings settings, AskedAddress address) {
        return new AutodiscoverDocument(settings.account(address.toString(), "")).text();
    }

    /** @param code as programs know it; the message is for whoever looks */
    static String error(int code, String message, Clock clock) {
        String time = TIME.format(LocalTime.ofInstant(clock.instant(), ZoneOffset.UTC));
        return new XmlText()
                .open("Autodiscover", "xmlns", AutodiscoverDocument.RESPONSE)
                .open("Response")
                .open("Error", "Time", time, "Id", "1")
                .leaf("ErrorCode", Integer.toString(code))
                .leaf("Message", message)
                .empty("DebugData")
                .close("Error")
                .close("Response")
                .close("Autodiscover")
                .toString();
    }
}
