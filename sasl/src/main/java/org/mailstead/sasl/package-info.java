/**
 * Signing in, whatever the protocol: the mechanisms of SASL (RFC 4422) from the server's side. A mechanism reads what the client
 * says and asks a {@link org.mailstead.sasl.Judge} who knows the people; it knows no protocol, no account and no password.
 */
@NullMarked
package org.mailstead.sasl;

import org.jspecify.annotations.NullMarked;
