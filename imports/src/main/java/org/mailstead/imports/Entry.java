package org.mailstead.imports;

/** A value in a file. */
record Entry(String value, Place place) {}
