/** What tests of several modules share: the seeded mutator behind the fuzz tests, and conversations with a server. */
@NullMarked
package org.mailstead.testkit;

import org.jspecify.annotations.NullMarked;
