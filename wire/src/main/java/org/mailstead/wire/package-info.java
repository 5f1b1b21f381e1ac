/**
 * Bytes on a connection: lines, literals, time limits, TLS, and the listener that gives each connection a virtual
 * thread of its own. Knows no mail protocol.
 */
@NullMarked
package org.mailstead.wire;

import org.jspecify.annotations.NullMarked;
