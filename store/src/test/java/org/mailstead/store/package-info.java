/** Tests of what is built on the contract: the writer, the overlay, the encodings. */
@NullMarked
package org.mailstead.store;

import org.jspecify.annotations.NullMarked;
