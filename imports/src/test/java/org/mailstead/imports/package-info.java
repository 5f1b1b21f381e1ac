@NullMarked
package org.mailstead.imports;

import org.jspecify.annotations.NullMarked;
