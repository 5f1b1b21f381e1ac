/**
 * What the person of a gateway sees of it: a page on their machine with each account and what to do, by which they sign in again, and
 * notices on the desktop that lead there.
 */
@NullMarked
package org.mailstead.statuspage;

import org.jspecify.annotations.NullMarked;
