@NullMarked
package org.mailstead.backing;

import org.jspecify.annotations.NullMarked;
