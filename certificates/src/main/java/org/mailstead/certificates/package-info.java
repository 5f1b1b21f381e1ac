/**
 * A certificate of its own for each name by which clients come, got from a certificate authority over ACME (RFC 8555) and renewed in
 * time. Asks through small interfaces: who issues, what proves that a name is ours, which names are wanted.
 */
@NullMarked
package org.mailstead.certificates;

import org.jspecify.annotations.NullMarked;
