@NullMarked
package org.mailstead.discovery;

import org.jspecify.annotations.NullMarked;
