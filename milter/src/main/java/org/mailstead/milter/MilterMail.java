package org.mailstead.milter;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The content of a message, which a filter is shown.
 *
 * @param id of the message, which the filter has in its log
 * @param fields of the header, in their order
 */
public record MilterMail(String id, List<Field> fields, Body body) {
    public MilterMail {
        fields = List.copyOf(fields);
    }

    /** @param value all that stands behind the colon, with its blanks and folds, without the line end, as ISO 8859-1 */
    public record Field(String name, String value) {}

    /** The text of the message. */
    public interface Body {
        InputStream open() throws IOException;
    }
}
