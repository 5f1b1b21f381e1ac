/** What tests of several modules share: the seeded mutator behind the fuzz tests, conversations with a server, a world of made-up mail servers, and a clock. */
@NullMarked
package org.mailstead.testkit;

import org.jspecify.annotations.NullMarked;
