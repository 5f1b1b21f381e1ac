/**
 * What a domain publishes in the DNS so that mail works for it, and whether the DNS has it. Facts in, lists out: nothing here
 * opens a file or a connection of its own.
 */
@NullMarked
package org.mailstead.zone;

import org.jspecify.annotations.NullMarked;
