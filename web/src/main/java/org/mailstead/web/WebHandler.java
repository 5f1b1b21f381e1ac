package org.mailstead.web;

import java.io.IOException;

/** Answers requests of one route. Runs on a virtual thread and may block. */
@FunctionalInterface
public interface WebHandler {
    /**
     * @throws WebRefusal to answer otherwise
     * @throws IOException if the connection broke while it was read
     */
    WebResponse answer(WebRequest request) throws IOException;
}
