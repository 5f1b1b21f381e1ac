/**
 * The command line: one file per command. Commands on accounts, domains and aliases work on the data folder, or, where a
 * server holds it, are carried out by that server with the same classes.
 */
@NullMarked
package org.mailstead.server.cli;

import org.jspecify.annotations.NullMarked;
