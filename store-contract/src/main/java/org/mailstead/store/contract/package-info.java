/**
 * The contract suite: what every engine must do, as JUnit tests an engine's test class inherits.
 *
 * <p>It is a module, and not the test code of {@code store}, so that an engine's tests get it like any other library:
 * Maven finds the test classes of another module only in some of its phases. For the same reason the tests of the
 * memory engine live beside it.
 */
@NullMarked
package org.mailstead.store.contract;

import org.jspecify.annotations.NullMarked;
