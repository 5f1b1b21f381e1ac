/**
 * Whose mail a message is: SPF, DKIM, DMARC, ARC and the header field that tells others. Facts in, verdict out: each check
 * takes bytes, addresses and a resolver, and returns a verdict with a reason for people. Nothing here knows a session or a
 * store, or decides what becomes of a message.
 */
@NullMarked
package org.mailstead.authenticity;

import org.jspecify.annotations.NullMarked;
