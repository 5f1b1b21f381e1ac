/** Tests of the source itself: which module may use which, budgets of size, names, and the table of RFC sections. */
@NullMarked
package org.mailstead.server.architecture;

import org.jspecify.annotations.NullMarked;
