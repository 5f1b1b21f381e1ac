@NullMarked
package org.mailstead.consulting;

import org.jspecify.annotations.NullMarked;
