/**
 * For mail programs that know nothing but passwords: ports on this machine where they sign in with a password made here, and behind them
 * the servers of a provider that wants tokens (OAuth 2). Keeps the tokens, encrypted, and passes everything else through.
 */
@NullMarked
package org.mailstead.gateway;

import org.jspecify.annotations.NullMarked;
