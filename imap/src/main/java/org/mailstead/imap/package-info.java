@NullMarked
package org.mailstead.imap;

import org.jspecify.annotations.NullMarked;
