@NullMarked
package org.mailstead.directory;

import org.jspecify.annotations.NullMarked;
