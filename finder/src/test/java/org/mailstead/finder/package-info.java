@NullMarked
package org.mailstead.finder;

import org.jspecify.annotations.NullMarked;
