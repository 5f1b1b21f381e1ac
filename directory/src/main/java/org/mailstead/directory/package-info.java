/**
 * Who is here: domains, accounts, aliases and the secrets people sign in with.
 *
 * <p>All of it lives in the one partition {@code directory/main}. Neighbours: {@code store} below; {@code inbound},
 * {@code imap}, {@code pop3} and {@code server} ask it.
 */
@NullMarked
package org.mailstead.directory;

import org.jspecify.annotations.NullMarked;
