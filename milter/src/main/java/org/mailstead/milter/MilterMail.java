package org.mailstead.milter;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * What a filter is shown.
 *
 * @param id of the message, which the filter has in its log
 * @param hostName of this server
 * @param clientName that the client's address has in the DNS; the address in brackets if none
 * @param sender without angle brackets; empty for the null reverse path
 * @param fields of the header, in their order
 */
public record MilterMail(
        String id,
        String hostName,
        InetSocketAddress client,
        String clientName,
        String hello,
        String sender,
        List<String> recipients,
        List<Field> fields,
        Body body) {
    public MilterMail {
        recipients = List.copyOf(recipients);
        fields = List.copyOf(fields);
    }

    /** @param value with its folds, without the blank after the colon and the line end, as ISO 8859-1 */
    public record Field(String name, String value) {}

    /** The text of the message. */
    public interface Body {
        InputStream open() throws IOException;
    }
}
