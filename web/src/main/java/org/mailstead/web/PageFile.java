package org.mailstead.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Styles and scripts that go into pages, from files beside a class. Their lines become one, so that comments to a line's end cannot be in them. */
public final class PageFile {
    /**
     * A script that puts a button to copy it behind each element of the class {@code value}. The button's words are in the attributes
     * {@code data-copy} and {@code data-copied} of an element around them; without, there are no buttons.
     */
    public static final String COPY_BUTTONS = beside(PageFile.class, "copy.js");

    private PageFile() {}

    /** @throws IllegalStateException if there is no such file */
    public static String beside(Class<?> owner, String name) {
        try (var in = owner.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException("there is no " + name + " beside " + owner.getName());
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\n", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
