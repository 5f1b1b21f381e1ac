/** Why somebody cannot connect: one sentence and one thing to do, from what is known of who signed in and who tried. */
@NullMarked
package org.mailstead.why;

import org.jspecify.annotations.NullMarked;
