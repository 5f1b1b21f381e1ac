@NullMarked
package org.mailstead.smtp;

import org.jspecify.annotations.NullMarked;
