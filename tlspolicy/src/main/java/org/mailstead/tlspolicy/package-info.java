/**
 * What a mail host has to prove before it gets mail, since whoever owns the domain wants it so: DANE and MTA-STS, and what
 * is told the domain's owner about it. Facts in, verdict out: time, DNS, fetching and chance are parameters; nothing here
 * connects to a mail host.
 */
@NullMarked
package org.mailstead.tlspolicy;

import org.jspecify.annotations.NullMarked;
