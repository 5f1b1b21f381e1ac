@NullMarked
package org.mailstead.inbound;

import org.jspecify.annotations.NullMarked;
