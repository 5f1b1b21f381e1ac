@NullMarked
package org.mailstead.setup;

import org.jspecify.annotations.NullMarked;
