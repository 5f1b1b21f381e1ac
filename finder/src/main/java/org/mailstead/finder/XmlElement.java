package org.mailstead.finder;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element of a document that was fetched, with all in it. Names without their namespaces and in lower case.
 *
 * @param text of its own, without that of elements in it, and without blanks around it
 */
record XmlElement(String name, Map<String, String> attributes, List<XmlElement> children, String text) {
    /** Elements within elements: the documents have five. */
    private static final int DEPTH = 20;

    /** In all: the longest documents of large providers have some hundred. */
    private static final int ELEMENTS = 2000;

    /** Characters of a text. */
    private static final int CHARACTERS = 4096;

    private static final XMLInputFactory FACTORY = factory();

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }

    /** The outermost one. Empty if it is no XML in UTF-8, has a DTD, or is larger than such documents are. */
    static Optional<XmlElement> parse(byte[] document) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(document))
                    .toString();
            var reader = FACTORY.createXMLStreamReader(
                    new StringReader(text.startsWith("\ufeff") ? text.substring(1) : text));
            try {
                return new Reading(reader).root();
            } finally {
                reader.close();
            }
        } catch (XMLStreamException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    Stream<XmlElement> all(String wanted) {
        return children.stream().filter(each -> each.name.equals(wanted));
    }

    Optional<XmlElement> first(String wanted) {
        return all(wanted).findFirst();
    }

    /** The text of the first such child; empty if there is none. */
    String text(String wanted) {
        return first(wanted).map(XmlElement::text).orElse("");
    }

    /** An element that has begun. */
    private record Open(String name, Map<String, String> attributes, List<XmlElement> children, StringBuilder text) {}

    private static final class Reading {
        private final XMLStreamReader reader;
        private final ArrayDeque<Open> open = new ArrayDeque<>();
        private int elements;

        Reading(XMLStreamReader reader) {
            this.reader = reader;
        }

        Optional<XmlElement> root() throws XMLStreamException {
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        if (open.size() == DEPTH || ++elements > ELEMENTS) return Optional.empty();
                        open.push(new Open(name(), attributes(), new ArrayList<>(), new StringBuilder()));
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                        var now = open.peek();
                        if (now == null || now.text().length() + reader.getTextLength() > CHARACTERS)
                            return Optional.empty();
                        now.text().append(reader.getText());
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        var ended = open.pop();
                        var element = new XmlElement(
                                ended.name(),
                                ended.attributes(),
                                List.copyOf(ended.children()),
                                ended.text().toString().strip());
                        var around = open.peek();
                        if (around == null) return Optional.of(element);
                        around.children().add(element);
                    }
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> {
                        return Optional.empty();
                    }
                    default -> {}
                }
            }
            return Optional.empty();
        }

        private String name() {
            return reader.getLocalName().toLowerCase(Locale.ROOT);
        }

        private Map<String, String> attributes() {
            var attributes = new HashMap<String, String>();
            for (int i = 0; i < reader.getAttributeCount(); i++)
                attributes.put(reader.getAttributeLocalName(i).toLowerCase(Locale.ROOT), reader.getAttributeValue(i));
            return attributes;
        }
    }
}
