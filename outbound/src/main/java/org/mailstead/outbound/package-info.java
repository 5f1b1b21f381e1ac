/**
 * Mail on its way: the queue, when to try again, and what its sender is told if it cannot be delivered.
 *
 * <p>The queue decides and remembers; how a message reaches a destination is for a {@link
 * org.mailstead.outbound.Transport}. Time is a parameter everywhere, so that a month can be played in seconds.
 */
@NullMarked
package org.mailstead.outbound;

import org.jspecify.annotations.NullMarked;
