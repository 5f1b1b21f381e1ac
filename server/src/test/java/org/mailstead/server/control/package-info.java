/** The control door. */
@NullMarked
package org.mailstead.server.control;

import org.jspecify.annotations.NullMarked;
