/**
 * Bytes on a connection: lines, bulk input, time limits, TLS, and the listener that gives each connection a virtual
 * thread of its own. Knows no mail protocol.
 *
 * <p>What it promises the protocols above: no peer can hold a thread for ever, neither by silence nor by dripping nor by
 * not reading, in plain or in TLS; and plain text sent before a TLS handshake is never taken for what came after it.
 */
@NullMarked
package org.mailstead.wire;

import org.jspecify.annotations.NullMarked;
