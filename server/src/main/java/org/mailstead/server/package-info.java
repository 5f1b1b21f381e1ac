@NullMarked
package org.mailstead.server;

import org.jspecify.annotations.NullMarked;
