/**
 * Load from outside: a program that talks SMTP, IMAP and POP3 to a running server as mail programs do, or commits
 * straight to a store, and prints what it measured as one line. It knows nothing of the server's inside but the store.
 */
@NullMarked
package org.mailstead.bench;

import org.jspecify.annotations.NullMarked;
