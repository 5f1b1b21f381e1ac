/**
 * Everything put together: the configuration becomes a running {@link org.mailstead.server.Server}. Wiring is done by
 * hand, in start order, in one method.
 *
 * <p>Below: {@code config} reads the file, {@code control} lets commands reach a server that runs, {@code cli} is the
 * command line.
 */
@NullMarked
package org.mailstead.server;

import org.jspecify.annotations.NullMarked;
