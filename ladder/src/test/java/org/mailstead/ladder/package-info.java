@NullMarked
package org.mailstead.ladder;

import org.jspecify.annotations.NullMarked;
