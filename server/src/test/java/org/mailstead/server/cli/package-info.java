/** The command line as people and scripts meet it, in this process and in processes of its own. */
@NullMarked
package org.mailstead.server.cli;

import org.jspecify.annotations.NullMarked;
