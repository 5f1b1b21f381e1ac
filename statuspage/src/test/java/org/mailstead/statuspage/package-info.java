@NullMarked
package org.mailstead.statuspage;

import org.jspecify.annotations.NullMarked;
