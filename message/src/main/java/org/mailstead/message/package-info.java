/**
 * RFC 5322 and MIME: a message is scanned once into an index of byte offsets, and everything that IMAP, POP3 and JMAP
 * ask for is answered from that index and the bytes it points at.
 *
 * <p>Scanning never fails: mail that breaks the rules becomes the nearest sensible tree, since it has been accepted and
 * must be readable. Nothing here knows a session or a store.
 */
@NullMarked
package org.mailstead.message;

import org.jspecify.annotations.NullMarked;
