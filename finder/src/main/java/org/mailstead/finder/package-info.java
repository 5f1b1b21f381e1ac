/**
 * Finds the settings of a mail account as mail programs do: each program's order of places and its rules, so that one sees what it would
 * end up with. Knows nothing of this server; DNS, web and mail servers are reached by what it is given.
 */
@NullMarked
package org.mailstead.finder;

import org.jspecify.annotations.NullMarked;
