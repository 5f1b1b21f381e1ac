/**
 * What mail programs on this machine are set to, read from their own files: the mirror of what {@code exports} writes. Reads, and runs
 * nothing: where a file names a command, that is told instead. No password that stands in a file leaves this package. Knows no network.
 */
@NullMarked
package org.mailstead.imports;

import org.jspecify.annotations.NullMarked;
