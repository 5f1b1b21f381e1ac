package org.mailstead.discovery;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What Outlook and others send to Autodiscover.
 *
 * @param schema of the answer that is asked for; empty if none is named
 */
record AutodiscoverRequest(AskedAddress address, String schema) {
    /** Programs send some four hundred; some add what they are. */
    static final int BYTES = 16 * 1024;

    /** Elements within elements: a request has three. */
    private static final int DEPTH = 8;

    /** In all: a request has five. */
    private static final int ELEMENTS = 64;

    /** Of a text: an address or the name of a schema. */
    private static final int CHARACTERS = 1024;

    /** Of the byte order. */
    private static final String MARK = "\ufeff";

    private static final XMLInputFactory FACTORY = factory();

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        return factory;
    }

    /** By the local names of elements, in whatever order and case. Empty if it is no XML in UTF-8, has a DTD, or no address. */
    static Optional<AutodiscoverRequest> parse(byte[] body) {
        try {
            // Decoded here: the parser would tell the terminal of bytes that are no UTF-8, and know encodings that
            // nobody sends.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            var reader =
                    FACTORY.createXMLStreamReader(new StringReader(text.startsWith(MARK) ? text.substring(1) : text));
            try {
                return new Reading(reader).request();
            } finally {
                reader.close();
            }
        } catch (XMLStreamException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static final class Reading {
        private final XMLStreamReader reader;
        private final StringBuilder text = new StringBuilder();
        private String address = "";
        private String schema = "";
        private int depth;
        private int elements;

        Reading(XMLStreamReader reader) {
            this.reader = reader;
        }

        Optional<AutodiscoverRequest> request() throws XMLStreamException {
            while (reader.hasNext()) if (!step(reader.next())) return Optional.empty();
            return AskedAddress.parse(address).map(asked -> new AutodiscoverRequest(asked, schema));
        }

        private boolean step(int event) {
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> {
                    text.setLength(0);
                    return ++depth <= DEPTH && ++elements <= ELEMENTS;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    keep(reader.getLocalName().toLowerCase(Locale.ROOT));
                    depth--;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (text.length() + reader.getTextLength() > CHARACTERS) return false;
                    text.append(reader.getText());
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> {
                    return false;
                }
                default -> {}
            }
            return true;
        }

        private void keep(String element) {
            String value = text.toString().strip();
            text.setLength(0);
            if (element.equals("emailaddress") && address.isEmpty()) address = value;
            if (element.equals("acceptableresponseschema") && schema.isEmpty()) schema = value;
        }
    }
}
