/** What tests of several modules share: the seeded mutator behind the fuzz tests, conversations with a server, and a clock. */
@NullMarked
package org.mailstead.testkit;

import org.jspecify.annotations.NullMarked;
