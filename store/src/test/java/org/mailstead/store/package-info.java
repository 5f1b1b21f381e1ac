/** The contract suite every engine runs, and the tests of what is built on the contract. */
@NullMarked
package org.mailstead.store;

import org.jspecify.annotations.NullMarked;
