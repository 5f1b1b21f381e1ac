@NullMarked
package org.mailstead.pop3;

import org.jspecify.annotations.NullMarked;
