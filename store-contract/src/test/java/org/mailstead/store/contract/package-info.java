/** The contract on the memory engine. */
@NullMarked
package org.mailstead.store.contract;

import org.jspecify.annotations.NullMarked;
