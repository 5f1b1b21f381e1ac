package org.mailstead.milter;

import java.util.LinkedHashMap;
import java.util.Map;

/** Names and values that a filter may want to know beside a step itself, in the order in which they were put in. */
public final class Macros {
    private final Map<String, String> all = new LinkedHashMap<>();

    /** Without a value it is left out. */
    public Macros with(String name, String value) {
        if (!value.isEmpty()) all.put(name, value);
        return this;
    }

    Map<String, String> all() {
        return all;
    }
}
