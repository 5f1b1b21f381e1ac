@NullMarked
package org.mailstead.exports;

import org.jspecify.annotations.NullMarked;
