/**
 * The control door: how a command reaches the server that holds the data folder. The server listens on a loopback port
 * and writes that port, with a random token, into a file only its owner can read; a command sends the token, its
 * arguments and perhaps a password, and prints what comes back. One JSON object per line, both ways.
 */
@NullMarked
package org.mailstead.server.control;

import org.jspecify.annotations.NullMarked;
