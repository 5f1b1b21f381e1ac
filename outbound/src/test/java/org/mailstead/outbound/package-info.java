@NullMarked
package org.mailstead.outbound;

import org.jspecify.annotations.NullMarked;
